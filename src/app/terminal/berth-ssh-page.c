/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-page.h"
#include "berth-folders.h"
#include "berth-help-button.h"
#include "berth-ssh-uri.h"
#include "berth-terminal-view.h"

#include "berth-config.h"
#include "berth-future.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * BerthSshPage:
 *
 * What an ssh:// link leads to. It asks before it connects, since anybody can write a
 * link, and asks with which key; then it is a terminal.
 */
struct _BerthSshPage {
  AdwNavigationPage parent_instance;
  AdwToolbarView *toolbar_view;
  AdwStatusPage *status;
  AdwActionRow *where_row;
  AdwActionRow *key_row;
  GtkWidget *connect_button;
  char *uri;
  char *key_folder;
  char *key_path; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BerthSshPage, berth_ssh_page, ADW_TYPE_NAVIGATION_PAGE)

/* A private key is a file whose public half lies beside it; the newest is the likeliest.
 */
static char *
find_newest_key (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *newest = NULL;
  guint64 newest_time = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = NULL;
    g_autoptr (GFile) file = NULL;
    g_autoptr (GFileInfo) info = NULL;
    guint64 time;

    if (!g_str_has_suffix (name, ".pub"))
      continue;
    path = g_build_filename (folder, name, NULL);
    path[strlen (path) - strlen (".pub")] = '\0';
    file = g_file_new_for_path (path);
    info = g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED,
                              G_FILE_QUERY_INFO_NONE, NULL, NULL);
    if (info == NULL)
      continue;
    time = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
    if (newest == NULL || time > newest_time) {
      newest_time = time;
      g_set_str (&newest, path);
    }
  }
  return g_steal_pointer (&newest);
}

static DexFuture *
find_key_in_thread (gpointer key_folder)
{
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".ssh", NULL);
  char *path = find_newest_key (key_folder);

  if (path == NULL)
    path = find_newest_key (own);
  if (path == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no key");
  return dex_future_new_take_string (path);
}

static void
set_key (BerthSshPage *self, const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_str (&self->key_path, path);
  adw_action_row_set_subtitle (self->key_row, shown);
  gtk_widget_set_sensitive (self->connect_button, TRUE);
}

static DexFuture *
find_key_fiber (gpointer data)
{
  BerthSshPage *self = data;
  g_autofree char *path = dex_await_string (
    berth_future_spawn_thread (find_key_in_thread, g_strdup (self->key_folder), g_free),
    NULL);

  if (path != NULL && self->key_path == NULL)
    set_key (self, path);
  return dex_future_new_true ();
}

static void
on_key_chosen (GObject *chooser, GAsyncResult *result, gpointer data)
{
  g_autoptr (BerthSshPage) self = data;
  g_autoptr (GFile) file
    = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (chooser), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL)
    set_key (self, g_file_peek_path (file));
}

static void
on_choose_clicked (BerthSshPage *self)
{
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (chooser, _ ("Choose the Private Key"));
  gtk_file_dialog_open (chooser, GTK_WINDOW (root), NULL, on_key_chosen,
                        g_object_ref (self));
}

static void
show_error (BerthSshPage *self, const GError *error)
{
  g_autofree char *text = g_markup_printf_escaped ("%s\n\n%s", self->uri, error->message);

  adw_status_page_set_title (self->status, _ ("Nowhere to Connect To"));
  adw_status_page_set_description (self->status, text);
  adw_status_page_set_child (self->status, NULL);
}

static void
on_connect_clicked (BerthSshPage *self)
{
  g_autofree char *data = berth_folders_dup_data ();
  g_autofree char *path = g_build_filename (data, "link-hosts.json", NULL);
  g_autoptr (BerthHostKeys) host_keys = berth_host_keys_new (path);
  g_autoptr (BerthSshTarget) target
    = berth_ssh_uri_to_target (self->uri, g_get_user_name (), self->key_path, NULL);
  BerthTerminalView *view = berth_terminal_view_new (target, host_keys);

  adw_toolbar_view_set_content (self->toolbar_view, GTK_WIDGET (view));
  berth_terminal_view_connect (view);
}

static void
show_target (BerthSshPage *self, BerthSshTarget *target)
{
  g_autofree char *where = g_strdup_printf ("%s@%s", berth_ssh_target_get_user (target),
                                            berth_ssh_target_get_address (target));
  g_autofree char *with_port
    = g_strdup_printf ("%s:%u", where, berth_ssh_target_get_port (target));

  adw_action_row_set_subtitle (self->where_row, with_port);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), where);
}

static void
berth_ssh_page_dispose (GObject *object)
{
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_SSH_PAGE);
  G_OBJECT_CLASS (berth_ssh_page_parent_class)->dispose (object);
}

static void
berth_ssh_page_finalize (GObject *object)
{
  BerthSshPage *self = BERTH_SSH_PAGE (object);

  g_free (self->uri);
  g_free (self->key_folder);
  g_free (self->key_path);
  G_OBJECT_CLASS (berth_ssh_page_parent_class)->finalize (object);
}

static void
berth_ssh_page_class_init (BerthSshPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BERTH_TYPE_HELP_BUTTON);
  G_OBJECT_CLASS (klass)->dispose = berth_ssh_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = berth_ssh_page_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/terminal/berth-ssh-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BerthSshPage, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, BerthSshPage, status);
  gtk_widget_class_bind_template_child (widget_class, BerthSshPage, where_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSshPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, BerthSshPage, connect_button);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_connect_clicked);
}

static void
berth_ssh_page_init (BerthSshPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->where_row), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->key_row), FALSE);
}

/**
 * berth_ssh_page_new:
 * @uri: an ssh:// link
 * @key_folder: where Berth keeps its keys
 *
 * Returns: (transfer floating): a page that asks whether to follow it
 */
BerthSshPage *
berth_ssh_page_new (const char *uri, const char *key_folder)
{
  BerthSshPage *self;
  g_autoptr (BerthSshTarget) target = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (key_folder != NULL, NULL);

  self = g_object_new (BERTH_TYPE_SSH_PAGE, NULL);
  self->uri = g_strdup (uri);
  self->key_folder = g_strdup (key_folder);
  target = berth_ssh_uri_to_target (uri, g_get_user_name (), "", &error);
  if (target == NULL) {
    show_error (self, error);
    return self;
  }
  show_target (self, target);
  dex_future_disown (
    berth_future_spawn (find_key_fiber, g_object_ref (self), g_object_unref));
  return self;
}
