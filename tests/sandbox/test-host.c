/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-host-test.h"
#include "berth-test.h"

#include <gio/gio.h>

static void
test_enter (void)
{
  BerthHostTest fixture;

  berth_host_test_set_up (&fixture, "127.77.1.9");
  if (berth_host_test_start_or_skip (&fixture)) {
    g_autofree char *names = berth_host_test_enter (&fixture, "hostname; id -un; pwd");
    g_autofree char *gpu = berth_host_test_enter (&fixture, "nvidia-smi");
    g_autofree char *outside
      = berth_host_test_enter (&fixture, "ls /work /root 2>/dev/null; ls /home");

    g_assert_cmpstr (names, ==, "kaggle-linux-gpu-vm\nazureuser\n/home/azureuser\n");
    g_assert_nonnull (strstr (gpu, "Tesla T4"));
    g_assert_nonnull (strstr (gpu, "Simulated"));
    g_assert_cmpstr (outside, ==, "azureuser\n");
  }
  berth_host_test_tear_down (&fixture);
}

static void
test_home_survives (void)
{
  BerthHostTest fixture;

  berth_host_test_set_up (&fixture, "127.77.1.9");
  if (berth_host_test_start_or_skip (&fixture)) {
    g_autofree char *before = berth_sandbox_host_dup_serial_log (fixture.host);
    g_autofree char *after = NULL;
    g_autofree char *note = NULL;
    guint16 port = berth_sandbox_host_get_port (fixture.host);

    g_free (berth_host_test_enter (&fixture, "echo kept > note"));
    g_assert_true (dex_await (berth_sandbox_host_stop (fixture.host), NULL));
    g_assert_false (berth_sandbox_host_is_running (fixture.host));
    g_assert_true (berth_host_test_start_or_skip (&fixture));
    g_assert_cmpint (berth_sandbox_host_get_port (fixture.host), ==, port);
    note = berth_host_test_enter (&fixture, "cat note");
    g_assert_cmpstr (note, ==, "kept\n");
    after = berth_sandbox_host_dup_serial_log (fixture.host);
    g_assert_cmpstr (before, ==, after);
    g_assert_nonnull (strstr (after, "BEGIN SSH HOST KEY FINGERPRINTS"));
  }
  berth_host_test_tear_down (&fixture);
}

static void
test_script (void)
{
  BerthHostTest fixture;
  g_autoptr (GError) error = NULL;

  berth_host_test_set_up (&fixture, "127.77.1.9");
  g_assert_null (
    dex_await_string (berth_sandbox_host_run_script (fixture.host, "id", NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
  if (berth_host_test_start_or_skip (&fixture)) {
    g_autofree char *message = dex_await_string (
      berth_sandbox_host_run_script (fixture.host, "hostname; echo oops >&2", NULL),
      NULL);

    g_assert_cmpstr (message, ==,
                     "Enable succeeded: \n[stdout]\nkaggle-linux-gpu-vm\n\n[stderr]\n"
                     "oops\n");
  }
  berth_host_test_tear_down (&fixture);
}

/* A script dies with the machine, and there is one at a time. */
static void
test_long_script (void)
{
  BerthHostTest fixture;

  berth_host_test_set_up (&fixture, "127.77.1.9");
  if (berth_host_test_start_or_skip (&fixture)) {
    g_autoptr (DexFuture) first
      = berth_sandbox_host_run_script (fixture.host, "exec tail -f /dev/null", NULL);
    g_autoptr (GError) busy = NULL;
    g_autoptr (GError) ended = NULL;

    g_assert_null (
      dex_await_string (berth_sandbox_host_run_script (fixture.host, "id", NULL), &busy));
    g_assert_error (busy, G_IO_ERROR, G_IO_ERROR_BUSY);
    g_assert_true (dex_await (berth_sandbox_host_stop (fixture.host), NULL));
    g_assert_null (dex_await_string (dex_ref (first), &ended));
    g_assert_error (ended, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
  }
  berth_host_test_tear_down (&fixture);
}

/* Without OpenSSH's programs the machine says why nobody can enter. */
static void
test_unreachable (void)
{
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autofree char *log = NULL;
  g_autoptr (GError) error = NULL;
  BerthHostTest fixture;

  berth_host_test_set_up (&fixture, "127.77.1.9");
  g_setenv ("PATH", fixture.folder, TRUE);
  g_assert_false (dex_await (berth_sandbox_host_start (fixture.host, NULL), &error));
  g_setenv ("PATH", path, TRUE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  log = berth_sandbox_host_dup_serial_log (fixture.host);
  g_assert_nonnull (
    strstr (log, berth_sandbox_host_get_unreachable_reason (fixture.host)));
  berth_host_test_tear_down (&fixture);
}

static void
test_destroy (void)
{
  BerthHostTest fixture;

  berth_host_test_set_up (&fixture, "127.77.1.9");
  if (berth_host_test_start_or_skip (&fixture)) {
    g_assert_true (dex_await (berth_sandbox_host_destroy (fixture.host), NULL));
    g_assert_false (g_file_test (fixture.machine_folder, G_FILE_TEST_EXISTS));
    g_assert_false (berth_sandbox_host_is_running (fixture.host));
  }
  berth_host_test_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/sandbox/host/enter", test_enter);
  berth_test_add ("/sandbox/host/home-survives", test_home_survives);
  berth_test_add ("/sandbox/host/script", test_script);
  berth_test_add ("/sandbox/host/long-script", test_long_script);
  berth_test_add ("/sandbox/host/unreachable", test_unreachable);
  berth_test_add ("/sandbox/host/destroy", test_destroy);
  return g_test_run ();
}
