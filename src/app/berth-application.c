/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-application.h"
#include "berth-about.h"
#include "berth-first-run-dialog.h"
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

/* The first window that is ours: the one with the shortcuts is the application's, too. */
static GtkWindow *
find_window (BerthApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL;
       l = l->next) {
    if (BERTH_IS_WINDOW (l->data))
      return l->data;
  }
  return NULL;
}

/* Kept here too, since it has to be closed after the window is gone. */
static void
on_account_changed (BerthApplication *self, GParamSpec *pspec, BerthWindow *window)
{
  g_set_object (&self->account, berth_window_get_account (window));
}

/* An action may come over D-Bus, before there is a window. */
static GtkWindow *
present_window (BerthApplication *self)
{
  GtkWindow *window = find_window (self);

  if (window == NULL) {
    window = GTK_WINDOW (berth_window_new (self));
    g_signal_connect_object (window, "notify::account", G_CALLBACK (on_account_changed),
                             self, G_CONNECT_SWAPPED);
  }
  gtk_window_present (window);
  return window;
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *window = GTK_WIDGET (present_window (data));
  AdwDialog *dialog = berth_about_new ();
  g_autofree char *debug_info = berth_about_dup_debug_info (window);

  adw_about_dialog_set_debug_info (ADW_ABOUT_DIALOG (dialog), debug_info);
  adw_dialog_present (dialog, window);
}

static void
on_new_machine (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  berth_window_new_machine (BERTH_WINDOW (present_window (data)));
}

static void
on_practice (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  berth_window_open_practice (BERTH_WINDOW (present_window (data)));
}

static void
on_guide (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (present_window (data)), "win.help", "s",
                              "start");
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BerthApplication *self = data;
  AdwDialog *dialog = ADW_DIALOG (berth_preferences_dialog_new (self->settings));

  adw_dialog_present (dialog, GTK_WIDGET (present_window (self)));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = find_window (data);

  /* Through the window, which may have something to say first. */
  if (window != NULL)
    berth_window_quit (BERTH_WINDOW (window));
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
    { .name = "guide", .activate = on_guide },
    { .name = "new-machine", .activate = on_new_machine },
    { .name = "practice", .activate = on_practice },
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

/* Once, and only where somebody opened Berth for itself. */
static void
welcome (BerthApplication *self, GtkWindow *window)
{
  if (!g_settings_get_boolean (self->settings, "welcome-seen")
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))
           == NULL)
    adw_dialog_present (berth_first_run_dialog_new (self->settings), GTK_WIDGET (window));
}

static void
berth_application_activate (GApplication *application)
{
  BerthApplication *self = BERTH_APPLICATION (application);

  welcome (self, present_window (self));
}

/* .rdp files, rdp:// and ssh:// links. */
static void
berth_application_open (GApplication *application,
                        GFile **files,
                        gint n_files,
                        const char *hint)
{
  GtkWindow *window = present_window (BERTH_APPLICATION (application));

  for (gint i = 0; i < n_files; i++)
    berth_window_open_file (BERTH_WINDOW (window), files[i]);
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
