/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-host.h"
#include "berth-test.h"

#include <gio/gio.h>

typedef struct {
  char *folder;
  char *key;
  char *machine_folder;
  BerthSandboxGuest *guest;
  BerthSandboxHost *host;
} Fixture;

static char *
run (const char *const *argv, GError **error)
{
  g_autoptr (GSubprocess) process
    = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
  char *out = NULL;

  if (process != NULL)
    g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, error);
  return out;
}

static void
set_up (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *public_path = NULL;

  fixture->folder = berth_test_make_folder ();
  fixture->key = g_build_filename (fixture->folder, "id", NULL);
  fixture->machine_folder = g_build_filename (fixture->folder, "machine", NULL);
  public_path = g_strconcat (fixture->key, ".pub", NULL);
  g_free (run ((const char *[]) { "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f",
                                  fixture->key, NULL },
               &error));
  g_assert_no_error (error);

  fixture->guest = g_new0 (BerthSandboxGuest, 1);
  fixture->guest->host_name = g_strdup ("kaggle-linux-gpu-vm");
  fixture->guest->user = g_strdup ("azureuser");
  fixture->guest->image_label = g_strdup ("NVIDIA GPU-Optimized");
  fixture->guest->gpu_name = g_strdup ("Tesla T4");
  fixture->guest->gpu_count = 1;
  fixture->guest->gpu_memory_mib = 15360;
  g_assert_true (
    g_file_get_contents (public_path, &fixture->guest->authorized_keys, NULL, &error));
  fixture->host
    = berth_sandbox_host_new (fixture->guest, fixture->machine_folder, "127.77.1.9");
}

static void
tear_down (Fixture *fixture)
{
  g_assert_finalize_object (fixture->host);
  berth_sandbox_guest_free (fixture->guest);
  berth_test_remove_folder (fixture->folder);
  g_free (fixture->machine_folder);
  g_free (fixture->folder);
  g_free (fixture->key);
}

static gboolean
start_or_skip (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  if (dex_await (berth_sandbox_host_start (fixture->host, NULL), &error))
    return TRUE;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (berth_sandbox_host_get_unreachable_reason (fixture->host));
  g_test_skip (error->message);
  return FALSE;
}

static char *
enter (Fixture *fixture, const char *command)
{
  g_autofree char *port
    = g_strdup_printf ("%u", berth_sandbox_host_get_port (fixture->host));
  g_autoptr (GError) error = NULL;
  char *out = run ((const char *[]) { "ssh", "-F", "none", "-i", fixture->key, "-p", port,
                                      "-o", "BatchMode=yes", "-o", "LogLevel=ERROR", "-o",
                                      "StrictHostKeyChecking=no", "-o",
                                      "UserKnownHostsFile=/dev/null",
                                      "azureuser@127.77.1.9", command, NULL },
                   &error);

  g_assert_no_error (error);
  return out;
}

static void
test_enter (void)
{
  Fixture fixture;

  set_up (&fixture);
  if (start_or_skip (&fixture)) {
    g_autofree char *names = enter (&fixture, "hostname; id -un; pwd");
    g_autofree char *gpu = enter (&fixture, "nvidia-smi");
    g_autofree char *outside = enter (&fixture, "ls /work /root 2>/dev/null; ls /home");

    g_assert_cmpstr (names, ==, "kaggle-linux-gpu-vm\nazureuser\n/home/azureuser\n");
    g_assert_nonnull (strstr (gpu, "Tesla T4"));
    g_assert_nonnull (strstr (gpu, "Simulated"));
    g_assert_cmpstr (outside, ==, "azureuser\n");
  }
  tear_down (&fixture);
}

static void
test_home_survives (void)
{
  Fixture fixture;

  set_up (&fixture);
  if (start_or_skip (&fixture)) {
    g_autofree char *before = berth_sandbox_host_dup_serial_log (fixture.host);
    g_autofree char *after = NULL;
    g_autofree char *note = NULL;
    guint16 port = berth_sandbox_host_get_port (fixture.host);

    g_free (enter (&fixture, "echo kept > note"));
    g_assert_true (dex_await (berth_sandbox_host_stop (fixture.host), NULL));
    g_assert_false (berth_sandbox_host_is_running (fixture.host));
    g_assert_true (start_or_skip (&fixture));
    g_assert_cmpint (berth_sandbox_host_get_port (fixture.host), ==, port);
    note = enter (&fixture, "cat note");
    g_assert_cmpstr (note, ==, "kept\n");
    after = berth_sandbox_host_dup_serial_log (fixture.host);
    g_assert_cmpstr (before, ==, after);
    g_assert_nonnull (strstr (after, "BEGIN SSH HOST KEY FINGERPRINTS"));
  }
  tear_down (&fixture);
}

static void
test_script (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;

  set_up (&fixture);
  g_assert_null (
    dex_await_string (berth_sandbox_host_run_script (fixture.host, "id", NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
  if (start_or_skip (&fixture)) {
    g_autofree char *message = dex_await_string (
      berth_sandbox_host_run_script (fixture.host, "hostname; echo oops >&2", NULL),
      NULL);

    g_assert_cmpstr (message, ==,
                     "Enable succeeded: \n[stdout]\nkaggle-linux-gpu-vm\n\n[stderr]\n"
                     "oops\n");
  }
  tear_down (&fixture);
}

/* A script dies with the machine, and there is one at a time. */
static void
test_long_script (void)
{
  Fixture fixture;

  set_up (&fixture);
  if (start_or_skip (&fixture)) {
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
  tear_down (&fixture);
}

/* Without OpenSSH's programs the machine says why nobody can enter. */
static void
test_unreachable (void)
{
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autofree char *log = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  set_up (&fixture);
  g_setenv ("PATH", fixture.folder, TRUE);
  g_assert_false (dex_await (berth_sandbox_host_start (fixture.host, NULL), &error));
  g_setenv ("PATH", path, TRUE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  log = berth_sandbox_host_dup_serial_log (fixture.host);
  g_assert_nonnull (
    strstr (log, berth_sandbox_host_get_unreachable_reason (fixture.host)));
  tear_down (&fixture);
}

static void
test_destroy (void)
{
  Fixture fixture;

  set_up (&fixture);
  if (start_or_skip (&fixture)) {
    g_assert_true (dex_await (berth_sandbox_host_destroy (fixture.host), NULL));
    g_assert_false (g_file_test (fixture.machine_folder, G_FILE_TEST_EXISTS));
    g_assert_false (berth_sandbox_host_is_running (fixture.host));
  }
  tear_down (&fixture);
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
