/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-host-test.h"
#include "berth-rdp-visit.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <stdio.h>

/* Follows the first boot until it is over, as a client may. */
#define AWAIT_BOOT                                                                       \
  "until grep -qE '\"stage\": \"done\"|\"rc\": [1-9]' /run/berth/progress.json "         \
  "2>/dev/null; do :; done; cat /run/berth/progress.json"

/* What the session manager says of one sign-in. */
#define AWAIT_VERDICT                                                                    \
  "tail -n +1 -f /var/log/xrdp-sesman.log | "                                            \
  "grep -m %u -oE 'Access permitted|AUTHFAIL' | tail -n 1"

static gboolean
start_desktop_or_skip (BerthHostTest *fixture)
{
  g_autofree char *progress = NULL;

  if (!berth_host_test_start_or_skip (fixture))
    return FALSE;
  progress = berth_host_test_enter (fixture, AWAIT_BOOT);
  if (berth_sandbox_host_get_desktop_port (fixture->host) == 0) {
    g_test_skip (progress);
    return FALSE;
  }
  g_assert_nonnull (strstr (progress, "\"stage\": \"done\""));
  return TRUE;
}

/* Returns what the @nth attempt to sign in ended with. */
static char *
sign_in (BerthHostTest *fixture, const char *password, guint nth)
{
  g_autofree char *command = g_strdup_printf (AWAIT_VERDICT, nth);
  g_autoptr (BerthRdpVisit) visit = berth_rdp_visit_new (
    fixture->address, berth_sandbox_host_get_desktop_port (fixture->host),
    fixture->guest->user, password);
  g_autoptr (DexFuture) run = berth_rdp_visit_run (visit);
  char *verdict = berth_host_test_enter (fixture, command);

  berth_rdp_visit_end (visit);
  g_assert_true (dex_await (dex_ref (run), NULL));
  return g_strchomp (verdict);
}

static void
set_password (BerthHostTest *fixture, const char *password)
{
  g_autofree char *line = g_strdup_printf ("azureuser:%s\n", password);

  g_free (berth_host_test_pipe (fixture, "sudo chpasswd 2>/dev/null", line));
}

/* Says what kind of password the user has, as a real machine does. */
static void
assert_account (BerthHostTest *fixture, const char *state)
{
  g_autofree char *told
    = berth_host_test_enter (fixture, "sudo passwd -S azureuser 2>/dev/null");
  g_autofree char *beginning = g_strdup_printf ("azureuser %s ", state);

  g_test_message ("%s", told);
  g_assert_true (g_str_has_prefix (told, beginning));
}

static void
test_sign_in (void)
{
  BerthHostTest fixture;

  berth_host_test_set_up_desktop (&fixture, "127.77.2.1");
  if (start_desktop_or_skip (&fixture)) {
    g_autofree char *locked = sign_in (&fixture, "!", 1);
    g_autofree char *wrong = NULL;
    g_autofree char *right = NULL;
    g_autofree char *hash = NULL;

    assert_account (&fixture, "L");
    set_password (&fixture, "a:long 'word'");
    assert_account (&fixture, "P");
    wrong = sign_in (&fixture, "another", 2);
    right = sign_in (&fixture, "a:long 'word'", 3);
    hash = berth_host_test_enter (&fixture, "stat -c %a /etc/shadow; cat /etc/shadow");
    g_assert_cmpstr (locked, ==, "AUTHFAIL");
    g_assert_cmpstr (wrong, ==, "AUTHFAIL");
    g_assert_cmpstr (right, ==, "Access permitted");
    g_assert_true (g_str_has_prefix (hash, "600\nazureuser:$6$"));
  }
  berth_host_test_tear_down (&fixture);
}

/* The panel's menu and launchers are read by the machine's user, who is not who makes the
 * cell. */
static void
test_menu (void)
{
  static const char menu[] = "/etc/xdg/menus/xfce-applications.menu";
  BerthHostTest fixture;

  if (!g_file_test (menu, G_FILE_TEST_EXISTS)) {
    g_test_skip ("there is no menu of Xfce");
    return;
  }
  berth_host_test_set_up_desktop (&fixture, "127.77.2.8");
  if (start_desktop_or_skip (&fixture)) {
    g_autofree char *command = g_strdup_printf ("wc -l < %s", menu);
    g_autofree char *lines = berth_host_test_enter (&fixture, command);

    g_assert_cmpint (g_ascii_strtoll (lines, NULL, 10), >, 1);
  }
  berth_host_test_tear_down (&fixture);
}

static void
test_password_survives (void)
{
  BerthHostTest fixture;

  berth_host_test_set_up_desktop (&fixture, "127.77.2.2");
  if (start_desktop_or_skip (&fixture)) {
    const guint16 port = berth_sandbox_host_get_desktop_port (fixture.host);
    g_autofree char *before = berth_host_test_enter (&fixture, "cat /etc/xrdp/cert.pem");
    g_autofree char *after = NULL;
    g_autofree char *verdict = NULL;

    set_password (&fixture, "kept");
    g_assert_true (dex_await (berth_sandbox_host_stop (fixture.host), NULL));
    g_assert_true (start_desktop_or_skip (&fixture));
    g_assert_cmpint (berth_sandbox_host_get_desktop_port (fixture.host), ==, port);
    after = berth_host_test_enter (&fixture, "cat /etc/xrdp/cert.pem");
    verdict = sign_in (&fixture, "kept", 1);
    g_assert_cmpstr (before, ==, after);
    g_assert_true (g_str_has_prefix (before, "-----BEGIN CERTIFICATE-----"));
    g_assert_cmpstr (verdict, ==, "Access permitted");
  }
  berth_host_test_tear_down (&fixture);
}

/* Their displays, sockets and ports do not meet, and a password is one machine's. */
static void
test_two_machines (void)
{
  BerthHostTest first;
  BerthHostTest second;

  berth_host_test_set_up_desktop (&first, "127.77.2.3");
  berth_host_test_set_up_desktop (&second, "127.77.2.4");
  if (start_desktop_or_skip (&first) && start_desktop_or_skip (&second)) {
    g_autofree char *right = NULL;
    g_autofree char *wrong = NULL;

    set_password (&first, "of the first");
    right = sign_in (&first, "of the first", 1);
    wrong = sign_in (&second, "of the first", 1);
    g_assert_cmpstr (right, ==, "Access permitted");
    g_assert_cmpstr (wrong, ==, "AUTHFAIL");
  }
  berth_host_test_tear_down (&second);
  berth_host_test_tear_down (&first);
}

/* Whether somebody listens on @port of @address, in the kernel's own list. */
static gboolean
listens (const char *address, guint16 port)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  const guint8 *bytes = g_inet_address_to_bytes (inet);
  g_autofree char *entry = g_strdup_printf (": %02X%02X%02X%02X:%04X 00000000:0000 0A",
                                            bytes[3], bytes[2], bytes[1], bytes[0], port);
  g_autofree char *table = NULL;

  g_assert_true (g_file_get_contents ("/proc/net/tcp", &table, NULL, NULL));
  return strstr (table, entry) != NULL;
}

static void
test_walls (void)
{
  BerthHostTest fixture;

  berth_host_test_set_up_desktop (&fixture, "127.77.2.5");
  if (start_desktop_or_skip (&fixture)) {
    const guint16 port = berth_sandbox_host_get_desktop_port (fixture.host);
    g_autofree char *outside
      = berth_host_test_enter (&fixture, "ls /work /root 2>/dev/null; ls /home");
    g_autofree char *sockets = NULL;

    g_assert_true (listens ("127.77.2.5", port));
    g_assert_false (listens ("0.0.0.0", port));
    g_assert_false (listens ("127.0.0.1", port));
    g_assert_cmpstr (outside, ==, "azureuser\n");
    g_assert_true (g_file_get_contents ("/proc/net/unix", &sockets, NULL, NULL));
    g_assert_null (strstr (sockets, "@/tmp/.X11-unix/X30\n"));
    g_assert_true (dex_await (berth_sandbox_host_stop (fixture.host), NULL));
    g_assert_false (listens ("127.77.2.5", port));
  }
  berth_host_test_tear_down (&fixture);
}

#define HELD_ADDRESS "127.77.2.7"

/* The child of test_killed(): runs a machine until it is killed. */
static void
hold (void)
{
  BerthHostTest fixture;

  berth_host_test_set_up_desktop (&fixture, HELD_ADDRESS);
  if (start_desktop_or_skip (&fixture))
    printf ("\n%s %u\n", fixture.folder,
            berth_sandbox_host_get_desktop_port (fixture.host));
  else
    printf ("\nno desktop\n");
  fflush (stdout);
  dex_await (DEX_FUTURE (dex_promise_new ()), NULL);
}

/* Returns (transfer full): the folder that the child works in, or NULL. */
static char *
read_child (GSubprocess *child, guint *port)
{
  g_autoptr (GDataInputStream) lines
    = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autofree char *line = NULL;
  char *end = NULL;

  do {
    g_free (line);
    line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
    g_assert_nonnull (line);
  } while (*line != '/' && !g_str_equal (line, "no desktop"));
  if (*line != '/')
    return NULL;
  end = strchr (line, ' ');
  *end = '\0';
  *port = (guint) g_ascii_strtoull (end + 1, NULL, 10);
  return g_strdup (line);
}

/* Whoever runs the machine may be killed without a chance to clean up. */
static void
test_killed (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child
    = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--hold", NULL);
  g_autofree char *folder = NULL;
  guint port = 0;

  g_assert_no_error (error);
  folder = read_child (child, &port);
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  if (folder == NULL) {
    g_test_skip ("This computer has no desktop for practice machines");
    return;
  }
  /* The kernel ends the rest; the test's time limit is the judge. */
  while (listens (HELD_ADDRESS, (guint16) port))
    g_thread_yield ();
  berth_test_remove_folder (folder);
}

/* A folder where only what a machine itself needs is found. */
static char *
make_bare_path (BerthHostTest *fixture)
{
  static const char *const names[] = { "ssh", "ssh-keygen", "bwrap" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *program = g_find_program_in_path (names[i]);
    g_autofree char *link = g_build_filename (fixture->folder, names[i], NULL);
    g_autoptr (GFile) file = g_file_new_for_path (link);

    if (program != NULL)
      g_assert_true (g_file_make_symbolic_link (file, program, NULL, NULL));
  }
  return g_strdup (fixture->folder);
}

/* Without a window manager the machine runs and says why it has no desktop. */
static void
test_missing_programs (void)
{
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autofree char *bare = NULL;
  BerthHostTest fixture;

  berth_host_test_set_up_desktop (&fixture, "127.77.2.6");
  bare = make_bare_path (&fixture);
  g_setenv ("PATH", bare, TRUE);
  if (berth_host_test_start_or_skip (&fixture)) {
    g_autofree char *progress = berth_host_test_enter (&fixture, AWAIT_BOOT);
    g_autofree char *log = berth_sandbox_host_dup_serial_log (fixture.host);

    g_assert_cmpint (berth_sandbox_host_get_desktop_port (fixture.host), ==, 0);
    g_assert_nonnull (strstr (progress, "no desktop"));
    g_assert_nonnull (strstr (log, "no desktop"));
  }
  g_setenv ("PATH", path, TRUE);
  berth_host_test_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  const gboolean is_child = argc == 2 && g_str_equal (argv[1], "--hold");

  argc = is_child ? 1 : argc;
  g_setenv ("WLOG_LEVEL", "OFF", TRUE); /* it would print among the results */
  berth_test_init (&argc, &argv);
  if (is_child) {
    berth_test_run_in_fiber (hold);
    return 0;
  }
  berth_test_add ("/sandbox/desktop/sign-in", test_sign_in);
  berth_test_add ("/sandbox/desktop/menu", test_menu);
  berth_test_add ("/sandbox/desktop/password-survives", test_password_survives);
  berth_test_add ("/sandbox/desktop/two-machines", test_two_machines);
  berth_test_add ("/sandbox/desktop/walls", test_walls);
  berth_test_add ("/sandbox/desktop/killed", test_killed);
  berth_test_add ("/sandbox/desktop/missing-programs", test_missing_programs);
  return g_test_run ();
}
