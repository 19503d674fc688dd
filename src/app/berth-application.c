/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-application.h"
#include "berth-preferences-dialog.h"
#include "berth-window.h"

#include "berth-config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

/* Longer than the practice cloud is given to end by itself. */
#define GOODBYE_SECONDS 8

/**
 * BerthApplication:
 *
 * The program: one window, the actions that need none, and an orderly end.
 */
struct _BerthApplication {
  AdwApplication parent_instance;
  GSettings *settings;
  BerthAccount *account;
  guint signal_sources[2];
};

G_DEFINE_FINAL_TYPE (BerthApplication, berth_application, ADW_TYPE_APPLICATION)

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog, "application-name", _ ("Berth"), "application-icon", BERTH_APP_ID,
                "version", BERTH_VERSION, "developer-name", _ ("The Berth contributors"),
                "license-type", GTK_LICENSE_GPL_3_0, "comments",
                _ ("Make a cloud machine, see what it costs, and step into it."),
                /* Translators: your name, and your e-mail address if you like */
                "translator-credits", _ ("translator-credits"), NULL);
  adw_dialog_present (dialog, GTK_WIDGET (gtk_application_get_active_window (data)));
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BerthApplication *self = data;
  AdwDialog *dialog = ADW_DIALOG (berth_preferences_dialog_new (self->settings));

  adw_dialog_present (
    dialog, GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (self))));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (data);

  /* Through the window, which may have something to say first. */
  if (window != NULL)
    gtk_window_close (window);
  else
    g_application_quit (data);
}

static gboolean
on_asked_to_end (gpointer data)
{
  g_application_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
on_color_scheme_changed (BerthApplication *self)
{
  adw_style_manager_set_color_scheme (
    adw_style_manager_get_default (),
    (AdwColorScheme) g_settings_get_enum (self->settings, "color-scheme"));
}

static void
add_accels (GtkApplication *self)
{
  const struct {
    const char *action;
    const char *accels[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "window.close", { "<Control>w" } },
    { "win.new-machine", { "<Control>n" } },
    { "win.refresh", { "F5", "<Control>r" } },
    { "win.show-help-overlay", { "<Control>question" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (self, keys[i].action, keys[i].accels);
}

static void
berth_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "about", .activate = on_about },
    { .name = "preferences", .activate = on_preferences },
    { .name = "quit", .activate = on_quit },
  };
  BerthApplication *self = BERTH_APPLICATION (application);

  G_APPLICATION_CLASS (berth_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (BERTH_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
  add_accels (GTK_APPLICATION (self));
  self->settings = g_settings_new (BERTH_SCHEMA_ID);
  g_signal_connect_object (self->settings, "changed::color-scheme",
                           G_CALLBACK (on_color_scheme_changed), self, G_CONNECT_SWAPPED);
  on_color_scheme_changed (self);
  self->signal_sources[0] = g_unix_signal_add (SIGTERM, on_asked_to_end, self);
  self->signal_sources[1] = g_unix_signal_add (SIGINT, on_asked_to_end, self);
}

/* Kept here too, since it has to be closed after the window is gone. */
static void
on_account_changed (BerthApplication *self, GParamSpec *pspec, BerthWindow *window)
{
  g_set_object (&self->account, berth_window_get_account (window));
}

static GtkWindow *
get_window (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL) {
    window = GTK_WINDOW (berth_window_new (BERTH_APPLICATION (application)));
    g_signal_connect_object (window, "notify::account", G_CALLBACK (on_account_changed),
                             application, G_CONNECT_SWAPPED);
  }
  return window;
}

static void
berth_application_activate (GApplication *application)
{
  gtk_window_present (get_window (application));
}

/* .rdp files and rdp:// links. */
static void
berth_application_open (GApplication *application,
                        GFile **files,
                        gint n_files,
                        const char *hint)
{
  GtkWindow *window = get_window (application);

  for (gint i = 0; i < n_files; i++)
    berth_window_open_file (BERTH_WINDOW (window), files[i]);
  gtk_window_present (window);
}

static DexFuture *
on_goodbye_said (DexFuture *future, gpointer loop)
{
  g_main_loop_quit (loop);
  return NULL;
}

/* Waits for the practice cloud, so that no machine of it outlives the program. */
static void
close_account (BerthApplication *self)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (self->account == NULL)
    return;
  dex_future_disown (dex_future_finally (
    dex_future_first (berth_account_close (self->account),
                      dex_timeout_new_seconds (GOODBYE_SECONDS), NULL),
    on_goodbye_said, g_main_loop_ref (loop), (GDestroyNotify) g_main_loop_unref));
  g_main_loop_run (loop);
  g_clear_object (&self->account);
}

static void
berth_application_shutdown (GApplication *application)
{
  BerthApplication *self = BERTH_APPLICATION (application);
  GtkWindow *window;

  for (gsize i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);
  while ((window = gtk_application_get_active_window (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (window);
  close_account (self);
  G_APPLICATION_CLASS (berth_application_parent_class)->shutdown (application);
}

static void
berth_application_finalize (GObject *object)
{
  BerthApplication *self = BERTH_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (berth_application_parent_class)->finalize (object);
}

static void
berth_application_class_init (BerthApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = berth_application_finalize;
  application_class->startup = berth_application_startup;
  application_class->activate = berth_application_activate;
  application_class->open = berth_application_open;
  application_class->shutdown = berth_application_shutdown;
}

static void
berth_application_init (BerthApplication *self)
{
}

/**
 * berth_application_new:
 *
 * Returns: (transfer full): the application
 */
BerthApplication *
berth_application_new (void)
{
  return g_object_new (BERTH_TYPE_APPLICATION, "application-id", BERTH_APP_ID, "version",
                       BERTH_VERSION, "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}
