/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-machine.h"

#include "berth-app-test.h"
#include "berth-desktop-view.h"
#include "berth-host-test.h"
#include "berth-test.h"

#include <string.h>

#define PATIENCE (90 * G_USEC_PER_SEC)

/* A tab that looks for the desktop of a practice machine which was made without one. */
typedef struct {
  BerthHostTest machine;
  BerthHostKeys *host_keys;
  BerthDesktopPasswords *passwords;
  BerthDesktopSource *source;
  GtkWindow *window;
  BerthDesktopView *view;
} Fixture;

static BerthSshTarget *
new_target (Fixture *f)
{
  g_autofree char *log = berth_sandbox_host_dup_serial_log (f->machine.host);
  g_auto (GStrv) keys = berth_host_keys_parse_boot_log (log, -1);

  return berth_ssh_target_new (
    f->machine.address, berth_sandbox_host_get_port (f->machine.host),
    f->machine.guest->user, f->machine.key, "vm", (const char *const *) keys);
}

static void
open_view (Fixture *f)
{
  g_autoptr (BerthSshTarget) target = new_target (f);
  g_autofree char *pins = g_build_filename (f->machine.folder, "hosts.json", NULL);

  f->host_keys = berth_host_keys_new (pins);
  f->passwords = berth_desktop_passwords_new (FALSE);
  f->source = berth_desktop_machine_new (f->machine.guest->host_name, target,
                                         f->host_keys, f->passwords, TRUE);
  f->view = g_object_ref_sink (berth_desktop_view_new (f->source));
  f->window = g_object_ref (GTK_WINDOW (adw_window_new ()));
  gtk_window_set_default_size (f->window, 900, 620);
  adw_window_set_content (ADW_WINDOW (f->window), GTK_WIDGET (f->view));
  gtk_window_present (f->window);
  berth_desktop_view_connect (f->view);
  berth_app_test_await_text (GTK_WIDGET (f->window), "No Desktop Here");
  berth_app_test_settle ();
}

/* Returns whether a machine is there whose installation takes @seconds a step. */
static gboolean
set_up (Fixture *f, const char *address, double seconds)
{
  memset (f, 0, sizeof *f);
  berth_host_test_set_up_slow (&f->machine, address, seconds);
  if (!berth_host_test_start_or_skip (&f->machine))
    return FALSE;
  open_view (f);
  return TRUE;
}

/* The thread of a session that was let go may still hold them. */
static void
finalize (gpointer object)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (G_OBJECT (object)->ref_count > 1 && g_get_monotonic_time () < deadline)
    dex_await (dex_timeout_new_msec (10), NULL);
  g_assert_finalize_object (object);
}

static void
close_tab (Fixture *f)
{
  gtk_window_destroy (f->window);
  finalize (f->window);
  finalize (f->view);
  finalize (f->source);
  finalize (f->passwords);
  g_clear_object (&f->host_keys);
  f->window = NULL;
}

static void
tear_down (Fixture *f)
{
  if (f->window != NULL)
    close_tab (f);
  berth_host_test_tear_down (&f->machine);
}

static gboolean
has_picture (Fixture *f)
{
  return berth_desktop_view_get_state (f->view) == BERTH_SESSION_STATE_READY
         && !berth_desktop_tiles_is_empty (
           berth_desktop_screen_get_tiles (berth_desktop_view_get_screen (f->view)));
}

static void
await_picture (Fixture *f)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (!has_picture (f)) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_assert_false (berth_app_test_has_text (GTK_WIDGET (f->window), "Not Installed"));
    dex_await (dex_timeout_new_msec (10), NULL);
  }
}

static gboolean
can_have_a_desktop (void)
{
  g_autofree char *xrdp = g_find_program_in_path ("xrdp");

  if (xrdp == NULL && !g_file_test ("/usr/sbin/xrdp", G_FILE_TEST_EXISTS)) {
    g_test_skip ("xrdp is not installed");
    return FALSE;
  }
  return TRUE;
}

/* From a machine without a desktop to the desktop, with one click. */
static void
test_whole (void)
{
  Fixture f;

  if (!can_have_a_desktop ())
    return;
  if (set_up (&f, "127.77.4.1", 0)) {
    GtkWidget *root = GTK_WIDGET (f.window);

    berth_app_test_shoot (root, "desktop-missing");
    g_assert_cmpint (berth_sandbox_host_get_desktop_port (f.machine.host), ==, 0);
    berth_app_test_click (root, "Install a Desktop");
    await_picture (&f);
    g_assert_cmpint (berth_sandbox_host_get_desktop_port (f.machine.host), !=, 0);
    berth_app_test_settle ();
    berth_app_test_shoot (root, "desktop-installed");
  }
  tear_down (&f);
}

static char *
ask_machine (Fixture *f, const char *command)
{
  return g_strchomp (berth_host_test_enter (&f->machine, command));
}

/* What is stopped stops in the machine too, and goes on where it was. */
static void
test_stopped (void)
{
  Fixture f;

  if (!can_have_a_desktop ())
    return;
  if (set_up (&f, "127.77.4.2", 3)) {
    GtkWidget *root = GTK_WIDGET (f.window);
    g_autofree char *state = NULL;
    g_autofree char *wanted = NULL;
    g_autofree char *first = NULL;
    g_autofree char *again = NULL;

    berth_app_test_click (root, "Install a Desktop");
    berth_app_test_await_text (root, "(step 2 of 7)");
    berth_app_test_settle ();
    berth_app_test_shoot (root, "desktop-installing");
    berth_app_test_click (root, "Stop Installing");
    berth_app_test_await_text (root, "The Installation Was Stopped");
    berth_app_test_settle ();
    berth_app_test_shoot (root, "desktop-install-stopped");
    state = ask_machine (&f, "systemctl is-active berth-first-boot.service");
    wanted = ask_machine (&f, "systemctl is-enabled berth-first-boot.service || echo no");
    first = ask_machine (&f, "ls /etc/berth/first-boot/prepare");
    g_assert_cmpstr (state, ==, "inactive");
    g_assert_cmpstr (wanted, ==, "no");
    g_assert_cmpstr (first, ==, "/etc/berth/first-boot/prepare");

    berth_app_test_click (root, "Go On Installing");
    berth_app_test_await_text (root, "of 7)");
    again = ask_machine (&f, "grep -c prepare /var/log/berth-first-boot.log");
    g_assert_cmpstr (again, ==, "1");
  }
  tear_down (&f);
}

/* Whoever closes the tab finds the desktop there later. */
static void
test_left (void)
{
  Fixture f;

  if (!can_have_a_desktop ())
    return;
  if (set_up (&f, "127.77.4.3", 1)) {
    g_autofree char *stage = NULL;

    berth_app_test_click (GTK_WIDGET (f.window), "Install a Desktop");
    berth_app_test_await_text (GTK_WIDGET (f.window), "of 7)");
    close_tab (&f);
    stage = ask_machine (&f, "until grep -q '\"done\"' /run/berth/progress.json; do "
                             "sleep 0.2; done; echo over");
    g_assert_cmpstr (stage, ==, "over");
  }
  tear_down (&f);
}

/* A folder where only what a machine itself needs is found. */
static void
use_bare_path (Fixture *f)
{
  static const char *const names[]
    = { "ssh", "ssh-keygen", "bwrap", "Xvfb", "dbus-daemon" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *program = g_find_program_in_path (names[i]);
    g_autofree char *link = g_build_filename (f->machine.folder, names[i], NULL);
    g_autoptr (GFile) file = g_file_new_for_path (link);

    if (program != NULL)
      g_assert_true (g_file_make_symbolic_link (file, program, NULL, NULL));
  }
  g_setenv ("PATH", f->machine.folder, TRUE);
}

/* It says why, in the machine's own words, and can be tried again. */
static void
test_failed (void)
{
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  Fixture f;

  memset (&f, 0, sizeof f);
  berth_host_test_set_up (&f.machine, "127.77.4.4");
  use_bare_path (&f);
  if (berth_host_test_start_or_skip (&f.machine)) {
    GtkWidget *root;

    open_view (&f);
    root = GTK_WIDGET (f.window);
    berth_app_test_click (root, "Install a Desktop");
    berth_app_test_await_text (root, "The Desktop Was Not Installed");
    berth_app_test_settle ();
    g_assert_true (
      berth_app_test_has_text (root, "this practice machine has no desktop"));
    berth_app_test_shoot (root, "desktop-install-failed");
    berth_app_test_click (root, "Go On Installing");
    berth_app_test_await_text (root, "Installing the Desktop");
    berth_app_test_await_text (root, "The Desktop Was Not Installed");
  }
  g_setenv ("PATH", path, TRUE);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  g_setenv ("WLOG_LEVEL", "OFF", TRUE); /* it would print among the results */
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/desktop/install/whole", test_whole);
  berth_test_add ("/desktop/install/stopped", test_stopped);
  berth_test_add ("/desktop/install/left", test_left);
  berth_test_add ("/desktop/install/failed", test_failed);
  return g_test_run ();
}
