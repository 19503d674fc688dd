/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-access-page.h"

#include "berth-address-rule.h"
#include "berth-choice-row.h"
#include "berth-config.h"
#include "berth-future.h"
#include "berth-help-button.h"
#include "berth-name-check.h"
#include "berth-option.h"
#include "berth-ssh-key.h"
#include "berth-ssh-public-key.h"
#include "berth-ssh-public-keys.h"

#include <glib/gi18n.h>

/**
 * BerthAccessPage:
 *
 * Who gets into the machine: the user's name, the key, and from where the door can be
 * reached.
 */
struct _BerthAccessPage {
  AdwBin parent_instance;

  BerthDraft *draft;
  GListStore *stored_keys;
  DexFuture *work; /* listing or inspecting; the latest wins */
  gboolean showing;

  AdwEntryRow *user_row;
  GtkLabel *user_problem;
  BerthChoiceRow *ed25519_row;
  BerthChoiceRow *rsa_row;
  BerthChoiceRow *file_row;
  BerthChoiceRow *azure_row;
  AdwPreferencesGroup *detail_group;
  AdwActionRow *new_key_row;
  AdwComboRow *stored_row;
  AdwEntryRow *path_row;
  AdwActionRow *key_state_row;
  GtkImage *key_state_icon;
  GtkButton *repair_button;
  BerthChoiceRow *my_address_row;
  AdwEntryRow *address_row;
  BerthChoiceRow *nowhere_row;
  BerthChoiceRow *anywhere_row;
  GtkLabel *address_problem;
};

G_DEFINE_FINAL_TYPE (BerthAccessPage, berth_access_page, ADW_TYPE_BIN)

static BerthMachineSpec *
get_spec (BerthAccessPage *self)
{
  return berth_draft_get_spec (self->draft);
}

static void
show_problem (GtkLabel *label, GtkWidget *row, const char *problem)
{
  gtk_label_set_label (label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (label), problem != NULL);
  if (problem != NULL) {
    gtk_widget_add_css_class (GTK_WIDGET (label), "error");
    gtk_widget_add_css_class (row, "error");
  } else {
    gtk_widget_remove_css_class (row, "error");
  }
}

static void
on_user_changed (BerthAccessPage *self)
{
  const char *user = gtk_editable_get_text (GTK_EDITABLE (self->user_row));

  if (self->draft == NULL)
    return;
  show_problem (self->user_problem, GTK_WIDGET (self->user_row),
                berth_name_check_user (user));
  if (!self->showing)
    berth_machine_spec_set_user (get_spec (self), user);
}

/* What is known of a key file, said with what to do about it. */
static void
show_key_info (BerthAccessPage *self, BerthSshKeyInfo *info)
{
  BerthSshKeyProblem problem = berth_ssh_key_info_get_problem (info);
  gboolean fine = problem == BERTH_SSH_KEY_PROBLEM_NONE;

  adw_action_row_set_subtitle (self->key_state_row,
                               berth_ssh_key_info_get_explanation (info));
  gtk_image_set_from_icon_name (self->key_state_icon, fine ? "object-select-symbolic"
                                                           : "dialog-warning-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->repair_button),
                          problem == BERTH_SSH_KEY_PROBLEM_OPEN_MODE);
  gtk_widget_set_visible (GTK_WIDGET (self->key_state_row), TRUE);
}

typedef struct {
  BerthAccessPage *self;
  char *path;
  gboolean repair;
} Inspection;

static void
inspection_free (gpointer data)
{
  Inspection *inspection = data;

  g_object_unref (inspection->self);
  g_free (inspection->path);
  g_free (inspection);
}

static void
show_key_error (BerthAccessPage *self, const GError *error)
{
  adw_action_row_set_subtitle (self->key_state_row, error->message);
  gtk_image_set_from_icon_name (self->key_state_icon, "dialog-error-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->repair_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->key_state_row), TRUE);
}

static DexFuture *
inspect_fiber (gpointer data)
{
  Inspection *inspection = data;
  BerthAccessPage *self = inspection->self;
  g_autoptr (BerthSshKeyInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  if (inspection->repair
      && !dex_await (berth_ssh_key_repair_mode (inspection->path, NULL), &error)) {
    show_key_error (self, error);
    return dex_future_new_false ();
  }
  info = dex_await_object (berth_ssh_key_inspect (inspection->path, NULL), &error);
  if (self->draft == NULL)
    return dex_future_new_false ();
  if (info == NULL) {
    show_key_error (self, error);
    return dex_future_new_false ();
  }
  show_key_info (self, info);
  if (berth_machine_spec_get_key_source (get_spec (self)) == BERTH_KEY_SOURCE_FILE)
    berth_machine_spec_set_public_key (get_spec (self),
                                       berth_ssh_key_info_get_public_line (info));
  return dex_future_new_true ();
}

static char *
expand_home (const char *path)
{
  if (g_str_has_prefix (path, "~/"))
    return g_build_filename (g_get_home_dir (), path + 2, NULL);
  return g_strdup (path);
}

static void
inspect_path (BerthAccessPage *self, gboolean repair)
{
  Inspection *inspection = NULL;
  const char *path = berth_machine_spec_get_key_path (get_spec (self));

  dex_clear (&self->work);
  if (path == NULL || *path == '\0') {
    gtk_widget_set_visible (GTK_WIDGET (self->key_state_row), FALSE);
    return;
  }
  inspection = g_new0 (Inspection, 1);
  inspection->self = g_object_ref (self);
  inspection->path = g_strdup (path);
  inspection->repair = repair;
  self->work = berth_future_spawn (inspect_fiber, inspection, inspection_free);
}

static void
on_path_changed (BerthAccessPage *self)
{
  g_autofree char *path
    = expand_home (gtk_editable_get_text (GTK_EDITABLE (self->path_row)));

  if (self->draft == NULL || self->showing)
    return;
  if (berth_machine_spec_get_key_source (get_spec (self)) == BERTH_KEY_SOURCE_FILE)
    berth_machine_spec_set_public_key (get_spec (self), NULL);
  berth_machine_spec_set_key_path (get_spec (self), path);
  inspect_path (self, FALSE);
}

static void
on_repair_clicked (BerthAccessPage *self)
{
  inspect_path (self, TRUE);
}

static void
on_file_chosen (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BerthAccessPage) self = user_data;
  g_autoptr (GFile) file
    = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->path_row != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->path_row), path);
}

static void
on_browse_clicked (BerthAccessPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *ssh = g_build_filename (g_get_home_dir (), ".ssh", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (ssh);

  gtk_file_dialog_set_title (dialog, _ ("Choose a Private Key"));
  gtk_file_dialog_set_initial_folder (dialog, folder);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                        NULL, on_file_chosen, g_object_ref (self));
}

static void
on_stored_selected (BerthAccessPage *self)
{
  const char *public_key = berth_option_get_id_at (
    G_LIST_MODEL (self->stored_keys), adw_combo_row_get_selected (self->stored_row));

  if (self->draft == NULL || self->showing || public_key == NULL)
    return;
  berth_machine_spec_set_public_key (get_spec (self), public_key);
}

static DexFuture *
list_stored_fiber (gpointer data)
{
  BerthAccessPage *self = data;
  BerthArmClient *client
    = berth_account_get_client (berth_draft_get_account (self->draft));
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) keys = dex_await_object (
    berth_ssh_public_keys_list (
      client, berth_machine_spec_get_subscription_id (get_spec (self)), NULL),
    &error);

  if (self->draft == NULL)
    return dex_future_new_false ();
  g_list_store_remove_all (self->stored_keys);
  for (guint i = 0; keys != NULL && i < g_list_model_get_n_items (keys); i++) {
    g_autoptr (BerthSshPublicKey) key = g_list_model_get_item (keys, i);
    const char *line = berth_ssh_public_key_get_public_key (key);

    if (line != NULL && *line != '\0')
      berth_option_store_add (self->stored_keys, line,
                              berth_ssh_public_key_get_name (key));
  }
  if (keys == NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->stored_row), error->message);
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->stored_keys)) == 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->stored_row),
                                 _ ("No key is stored in this subscription"));
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->stored_row), NULL);
  on_stored_selected (self);
  return dex_future_new_true ();
}

static void
show_new_key (BerthAccessPage *self)
{
  g_autofree char *path = berth_draft_dup_new_key_path (self->draft);

  adw_action_row_set_subtitle (self->new_key_row, path);
}

static void
show_key_source (BerthAccessPage *self)
{
  BerthKeySource source = berth_machine_spec_get_key_source (get_spec (self));
  gboolean file = source == BERTH_KEY_SOURCE_FILE;
  gboolean azure = source == BERTH_KEY_SOURCE_AZURE;

  gtk_widget_set_visible (GTK_WIDGET (self->new_key_row), !file && !azure);
  gtk_widget_set_visible (GTK_WIDGET (self->stored_row), azure);
  gtk_widget_set_visible (GTK_WIDGET (self->path_row), file || azure);
  gtk_widget_set_visible (GTK_WIDGET (self->key_state_row), FALSE);
  show_new_key (self);
  if (file || azure)
    inspect_path (self, FALSE);
}

static BerthKeySource
read_key_source (BerthAccessPage *self)
{
  if (berth_choice_row_get_active (self->rsa_row))
    return BERTH_KEY_SOURCE_NEW_RSA;
  if (berth_choice_row_get_active (self->file_row))
    return BERTH_KEY_SOURCE_FILE;
  if (berth_choice_row_get_active (self->azure_row))
    return BERTH_KEY_SOURCE_AZURE;
  return BERTH_KEY_SOURCE_NEW_ED25519;
}

static void
on_key_source_changed (BerthAccessPage *self)
{
  BerthKeySource source = read_key_source (self);

  if (self->draft == NULL || self->showing
      || source == berth_machine_spec_get_key_source (get_spec (self)))
    return;
  berth_machine_spec_set_key_source (get_spec (self), source);
  berth_machine_spec_set_public_key (get_spec (self), NULL);
  show_key_source (self);
  if (source == BERTH_KEY_SOURCE_AZURE)
    dex_future_disown (
      berth_future_spawn (list_stored_fiber, g_object_ref (self), g_object_unref));
}

static void
on_ssh_from_changed (BerthAccessPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->address_row));
  gboolean mine = berth_choice_row_get_active (self->my_address_row);
  g_autofree char *range = NULL;
  const char *problem = NULL;

  if (self->draft == NULL || self->showing)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), mine);
  if (berth_choice_row_get_active (self->anywhere_row))
    range = g_strdup (BERTH_ADDRESS_ANY);
  else if (berth_choice_row_get_active (self->nowhere_row))
    range = g_strdup ("");
  else
    range = berth_address_rule_normalize (text, &problem);
  show_problem (self->address_problem, GTK_WIDGET (self->address_row), problem);
  berth_machine_spec_set_ssh_from (get_spec (self), range);
}

static void
show_ssh_from (BerthAccessPage *self)
{
  const char *range = berth_machine_spec_get_ssh_from (get_spec (self));
  gboolean anywhere = g_strcmp0 (range, BERTH_ADDRESS_ANY) == 0;
  gboolean nowhere = range != NULL && *range == '\0';

  berth_choice_row_set_active (self->anywhere_row, anywhere);
  berth_choice_row_set_active (self->nowhere_row, nowhere);
  berth_choice_row_set_active (self->my_address_row, !anywhere && !nowhere);
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), !anywhere && !nowhere);
  if (range != NULL && !anywhere && !nowhere)
    gtk_editable_set_text (GTK_EDITABLE (self->address_row), range);
}

static void
show_spec (BerthAccessPage *self)
{
  BerthMachineSpec *spec = get_spec (self);
  BerthKeySource source = berth_machine_spec_get_key_source (spec);
  const char *user = berth_machine_spec_get_user (spec);
  const char *path = berth_machine_spec_get_key_path (spec);

  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->user_row), user != NULL ? user : "");
  berth_choice_row_set_active (self->rsa_row, source == BERTH_KEY_SOURCE_NEW_RSA);
  berth_choice_row_set_active (self->file_row, source == BERTH_KEY_SOURCE_FILE);
  berth_choice_row_set_active (self->azure_row, source == BERTH_KEY_SOURCE_AZURE);
  berth_choice_row_set_active (self->ed25519_row, source == BERTH_KEY_SOURCE_NEW_ED25519);
  gtk_editable_set_text (GTK_EDITABLE (self->path_row), path != NULL ? path : "");
  show_ssh_from (self);
  self->showing = FALSE;
  show_problem (self->address_problem, GTK_WIDGET (self->address_row), NULL);
  on_user_changed (self);
  show_key_source (self);
  if (source == BERTH_KEY_SOURCE_AZURE)
    dex_future_disown (
      berth_future_spawn (list_stored_fiber, g_object_ref (self), g_object_unref));
}

static void
berth_access_page_dispose (GObject *object)
{
  BerthAccessPage *self = BERTH_ACCESS_PAGE (object);

  dex_clear (&self->work);
  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (object), BERTH_TYPE_ACCESS_PAGE);
  g_clear_object (&self->stored_keys);
  G_OBJECT_CLASS (berth_access_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, user_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, user_problem);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, ed25519_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, rsa_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, file_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, azure_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, detail_group);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, new_key_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, stored_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, path_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, key_state_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, key_state_icon);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, repair_button);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, my_address_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, nowhere_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, anywhere_row);
  gtk_widget_class_bind_template_child (widget_class, BerthAccessPage, address_problem);
}

static void
berth_access_page_class_init (BerthAccessPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_access_page_dispose;
  g_type_ensure (BERTH_TYPE_HELP_BUTTON);
  g_type_ensure (BERTH_TYPE_CHOICE_ROW);
  g_type_ensure (BERTH_TYPE_OPTION);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/berth/Berth/wizard/berth-access-page.ui");
  bind_template (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_user_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_key_source_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stored_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_path_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_browse_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_repair_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_ssh_from_changed);
}

static void
berth_access_page_init (BerthAccessPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->stored_keys = g_list_store_new (BERTH_TYPE_OPTION);
  adw_combo_row_set_model (self->stored_row, G_LIST_MODEL (self->stored_keys));
  berth_choice_row_join (self->rsa_row, self->ed25519_row);
  berth_choice_row_join (self->file_row, self->ed25519_row);
  berth_choice_row_join (self->azure_row, self->ed25519_row);
  berth_choice_row_join (self->nowhere_row, self->my_address_row);
  berth_choice_row_join (self->anywhere_row, self->my_address_row);
}

/**
 * berth_access_page_set_draft:
 * @self: the page
 * @draft: what it edits
 */
void
berth_access_page_set_draft (BerthAccessPage *self, BerthDraft *draft)
{
  g_return_if_fail (BERTH_IS_ACCESS_PAGE (self));

  if (!g_set_object (&self->draft, draft))
    return;
  show_spec (self);
  g_signal_connect_object (draft, "replaced", G_CALLBACK (show_spec), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_spec (self), "notify::name", G_CALLBACK (show_new_key),
                           self, G_CONNECT_SWAPPED);
}
