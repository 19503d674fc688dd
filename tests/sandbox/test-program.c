/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* The program itself: what it understands, what it says, how it ends. */

static GSubprocess *
launch (const char *state, const char *first, const char *second, GSubprocessFlags flags)
{
  const char *const argv[] = { SANDBOX_PROGRAM, "--state", state, first, second, NULL };
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_newv (argv, flags, &error);

  g_assert_no_error (error);
  return process;
}

static void
assert_refused (const char *state, const char *first, const char *second)
{
  g_autoptr (GSubprocess) process
    = launch (state, first, second,
              G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), !=, 0);
  g_assert_cmpstr (out, ==, "");
  g_assert_nonnull (strstr (err, "berth-sandbox: "));
}

static void
test_options (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);

  g_assert_true (g_file_set_contents (file, "[]", -1, NULL));
  assert_refused (folder, "--port", "70000");
  assert_refused (folder, "--port", "-1");
  assert_refused (folder, "--speed", "0");
  assert_refused (folder, "--speed", "nan");
  assert_refused (folder, "--scenario", file);
  assert_refused (folder, "--scenario", "/nowhere");
  assert_refused (folder, "--ready", "/proc/nowhere/file");
  assert_refused (folder, "--unheard-of", NULL);
  assert_refused (folder, "stray", NULL);
  assert_refused (file, NULL, NULL);
  berth_test_remove_folder (folder);
}

static char *
read_ready_line (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines
    = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  return line;
}

static void
test_ready_line (void)
{
  static const char *const members[]
    = { "\"endpoint\"", "\"authority\"",    "\"tenant\"", "\"subscription\"",
        "\"clientId\"", "\"clientSecret\"", "\"caFile\"" };
  g_autofree char *folder = berth_test_make_folder ();
  g_autoptr (GSubprocess) process
    = launch (folder, "--tls", NULL, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *line = read_ready_line (process);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (line);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_nonnull (strstr (line, members[i]));
  g_assert_nonnull (strstr (line, "https://localhost:"));
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  berth_test_remove_folder (folder);
}

/* What others read, while the cloud is there and no longer. */
static void
test_ready_file (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *file = g_build_filename (folder, "made", "outside.json", NULL);
  g_autoptr (GSubprocess) process
    = launch (folder, "--ready", file, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *line = read_ready_line (process);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf facts;

  g_assert_true (g_file_get_contents (file, &text, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (g_strchomp (text), ==, line);
  g_assert_cmpint (g_stat (file, &facts), ==, 0);
  g_assert_cmpuint (facts.st_mode & 0777, ==, 0600);
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  berth_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/sandbox/program/options", test_options);
  berth_test_add ("/sandbox/program/ready-line", test_ready_line);
  berth_test_add ("/sandbox/program/ready-file", test_ready_file);
  return g_test_run ();
}
