/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-about.h"
#include "berth-app-test.h"
#include "berth-desktop-page.h"
#include "berth-first-run-dialog.h"
#include "berth-guide-dialog.h"
#include "berth-ssh-page.h"
#include "berth-test.h"
#include "berth-window.h"

#include "berth-config.h"

#include <glib/gstdio.h>
#include <string.h>

#define OBJECT_PATH "/io/github/berth/Berth"
#define CALL_MSEC 60000

static void
assert_bus_call (GDBusConnection *bus,
                 const char *interface,
                 const char *method,
                 GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    bus, BERTH_APP_ID, OBJECT_PATH, interface, method, arguments, NULL,
    G_DBUS_CALL_FLAGS_NONE, CALL_MSEC, NULL, &error);

  g_assert_no_error (error);
}

static GVariant *
call_bus (GDBusConnection *bus, const char *method, GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer = g_dbus_connection_call_sync (
    bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method,
    arguments, NULL, G_DBUS_CALL_FLAGS_NONE, CALL_MSEC, NULL, &error);

  g_assert_no_error (error);
  return answer;
}

static gboolean
has_owner (GDBusConnection *bus)
{
  g_autoptr (GVariant) answer
    = call_bus (bus, "NameHasOwner", g_variant_new ("(s)", BERTH_APP_ID));
  gboolean owned = FALSE;

  g_variant_get (answer, "(b)", &owned);
  return owned;
}

static void
await_no_owner (GDBusConnection *bus)
{
  for (guint i = 0; i < 300 && has_owner (bus); i++)
    berth_app_test_settle ();
  g_assert_false (has_owner (bus));
}

/* The file that is installed, with this build's program, where the session's bus looks
 * for services that come and go. */
static void
install_service (GDBusConnection *bus, const char *data_folder)
{
  g_autofree char *folder
    = g_build_filename (g_get_user_runtime_dir (), "dbus-1", "services", NULL);
  g_autofree char *path = g_build_filename (folder, BERTH_APP_ID ".service", NULL);
  g_autofree char *text
    = g_strdup_printf ("[D-BUS Service]\nName=%s\nExec=%s --gapplication-service\n",
                       BERTH_APP_ID, g_getenv ("BERTH_PROGRAM"));
  GVariantBuilder environment = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_variant_builder_add (&environment, "{ss}", "BERTH_DATA_DIR", data_folder);
  g_variant_unref (call_bus (bus, "UpdateActivationEnvironment",
                             g_variant_new ("(a{ss})", &environment)));
  g_variant_unref (call_bus (bus, "ReloadConfig", NULL));
}

/* The bus starts the program, which shows a window, takes an action and a link, and goes.
 */
static void
test_activation (void)
{
  static const char *const links[] = { "ssh://azureuser@127.0.0.1:9", NULL };
  g_autofree char *folder = berth_test_make_folder ();
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_assert_nonnull (bus);
  install_service (bus, folder);
  g_assert_false (has_owner (bus));

  assert_bus_call (bus, "org.freedesktop.Application", "Activate",
                   g_variant_new ("(a{sv})", NULL));
  g_assert_true (has_owner (bus));
  assert_bus_call (bus, "org.freedesktop.Application", "ActivateAction",
                   g_variant_new ("(sava{sv})", "guide", NULL, NULL));
  assert_bus_call (bus, "org.freedesktop.Application", "Open",
                   g_variant_new ("(^asa{sv})", links, NULL));
  assert_bus_call (bus, "org.freedesktop.Application", "ActivateAction",
                   g_variant_new ("(sava{sv})", "quit", NULL, NULL));
  await_no_owner (bus);
  berth_test_remove_folder (folder);
}

/* One for all cases: GTK lets only one be registered in a process. */
static BerthApplication *
register_application (void)
{
  static BerthApplication *application;
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return application;
  application = berth_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  return application;
}

static GtkWidget *
get_window (BerthApplication *application)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (application));

  g_assert_cmpuint (g_list_length (windows), ==, 1);
  return windows->data;
}

static void
close_application (BerthApplication *application)
{
  gtk_window_destroy (GTK_WINDOW (get_window (application)));
  berth_app_test_settle ();
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (application)));
}

static void
open_link (BerthApplication *application, const char *uri)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  g_application_open (G_APPLICATION (application), &file, 1, "");
  berth_app_test_settle ();
}

static void
test_links_and_files (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *rdp = g_build_filename (folder, "machine.rdp", NULL);
  g_autofree char *rdp_uri = g_filename_to_uri (rdp, NULL, NULL);
  g_autofree char *key = g_build_filename (folder, "id_new", NULL);
  g_autofree char *public_key = g_strconcat (key, ".pub", NULL);
  BerthApplication *application;
  GtkWidget *window;

  g_setenv ("BERTH_DATA_DIR", folder, TRUE);
  g_setenv ("BERTH_KEY_DIR", folder, TRUE);
  g_assert_true (g_file_set_contents (key, "key", -1, NULL));
  g_assert_true (g_file_set_contents (public_key, "public", -1, NULL));
  g_assert_true (g_file_set_contents (rdp, "full address:s:\n", -1, NULL));
  application = register_application ();

  open_link (application, "ssh://azureuser@20.41.72.10:2222");
  window = get_window (application);
  berth_app_test_await_text (window, "azureuser@20.41.72.10:2222");
  berth_app_test_await_text (window, "id_new");
  g_assert_true (
    gtk_widget_is_sensitive (berth_app_test_find_button (window, "Connect")));
  berth_app_test_shoot (window, "ssh-link");

  open_link (application, "ssh://-oProxyCommand=x@host");
  berth_app_test_await_text (window, "Nowhere to Connect To");

  open_link (application, rdp_uri);
  g_assert_nonnull (berth_app_test_find (window, BERTH_TYPE_DESKTOP_PAGE, NULL));
  berth_app_test_await_text (window, "machine.rdp");

  close_application (application);
  g_unsetenv ("BERTH_KEY_DIR");
  berth_test_remove_folder (folder);
}

static GtkWidget *
find_first_run (GtkWidget *window)
{
  return berth_app_test_find (window, BERTH_TYPE_FIRST_RUN_DIALOG, NULL);
}

static void
test_first_run_comes_once (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autoptr (GSettings) settings = g_settings_new ("io.github.berth.Berth");
  BerthApplication *application;
  GtkWidget *window;

  g_setenv ("BERTH_DATA_DIR", folder, TRUE);
  g_settings_reset (settings, "welcome-seen");
  application = register_application ();
  g_application_activate (G_APPLICATION (application));
  window = get_window (application);
  berth_app_test_await_text (window, "Six Steps to a Machine");
  berth_app_test_shoot (window, "first-run-1");
  g_application_activate (G_APPLICATION (application));
  berth_app_test_click (window, "Next");
  berth_app_test_settle ();
  berth_app_test_shoot (window, "first-run-2");
  berth_app_test_click (window, "Next");
  berth_app_test_settle ();
  berth_app_test_shoot (window, "first-run-3");
  g_assert_null (berth_app_test_find_button (window, "Skip"));
  g_assert_false (g_settings_get_boolean (settings, "welcome-seen"));
  berth_app_test_click (window, "Begin");
  berth_app_test_settle ();
  g_assert_null (find_first_run (window));
  g_assert_true (g_settings_get_boolean (settings, "welcome-seen"));

  g_application_activate (G_APPLICATION (application));
  berth_app_test_settle ();
  g_assert_null (find_first_run (window));
  close_application (application);
  berth_test_remove_folder (folder);
}

static void
test_first_run_can_be_skipped (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autoptr (GSettings) settings = g_settings_new ("io.github.berth.Berth");
  BerthApplication *application;
  GtkWidget *window;

  g_setenv ("BERTH_DATA_DIR", folder, TRUE);
  g_settings_reset (settings, "welcome-seen");
  application = register_application ();
  g_application_activate (G_APPLICATION (application));
  window = get_window (application);
  berth_app_test_click (window, "Skip");
  berth_app_test_settle ();
  g_assert_null (find_first_run (window));
  g_assert_true (g_settings_get_boolean (settings, "welcome-seen"));
  close_application (application);
  berth_test_remove_folder (folder);
}

static void
test_actions (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  BerthApplication *application;
  GActionGroup *actions;
  GtkWidget *window;

  g_setenv ("BERTH_DATA_DIR", folder, TRUE);
  application = register_application ();
  actions = G_ACTION_GROUP (application);
  g_action_group_activate_action (actions, "guide", NULL);
  berth_app_test_settle ();
  window = get_window (application);
  g_assert_nonnull (berth_app_test_find (window, BERTH_TYPE_GUIDE_DIALOG, NULL));
  g_action_group_activate_action (actions, "about", NULL);
  berth_app_test_await_text (window, BERTH_VERSION);
  berth_app_test_shoot (window, "about");
  g_assert_nonnull (berth_app_test_find (window, ADW_TYPE_ABOUT_DIALOG, NULL));
  g_action_group_activate_action (actions, "preferences", NULL);
  berth_app_test_settle ();
  g_assert_nonnull (berth_app_test_find (window, ADW_TYPE_PREFERENCES_DIALOG, NULL));
  close_application (application);
  berth_test_remove_folder (folder);
}

/* For whoever helps: versions, and nothing that is somebody's own. */
static void
test_debug_info (void)
{
  static const char *const told[]
    = { "Berth: ", "GTK: ", "FreeRDP: ", "libssh: ", "libcurl: ", "VTE: ", "Display: " };
  g_autofree char *text = NULL;

  g_setenv ("BERTH_TEST_SECRET", "unmistakable", TRUE);
  text = berth_about_dup_debug_info (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    g_assert_nonnull (strstr (text, told[i]));
  g_assert_null (strstr (text, "unmistakable"));
  g_assert_null (strstr (text, g_get_home_dir ()));
  g_assert_null (strstr (text, g_get_host_name ()));
}

int
main (int argc, char **argv)
{
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/app/application/activation", test_activation);
  berth_test_add ("/app/application/links-and-files", test_links_and_files);
  berth_test_add ("/app/application/first-run-comes-once", test_first_run_comes_once);
  berth_test_add ("/app/application/first-run-can-be-skipped",
                  test_first_run_can_be_skipped);
  berth_test_add ("/app/application/actions", test_actions);
  berth_test_add ("/app/application/debug-info", test_debug_info);
  return g_test_run ();
}
