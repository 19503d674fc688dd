/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-host-test.h"

#include "berth-test.h"

#include <gio/gio.h>

static char *
run (const char *const *argv, const char *input, GError **error)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (
    argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
  char *out = NULL;

  if (process != NULL)
    g_subprocess_communicate_utf8 (process, input, NULL, &out, NULL, error);
  return out;
}

static void
make_key (BerthHostTest *self)
{
  g_autoptr (GError) error = NULL;

  self->key = g_build_filename (self->folder, "id", NULL);
  g_free (run ((const char *[]) { "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f",
                                  self->key, NULL },
               NULL, &error));
  g_assert_no_error (error);
}

static void
make_guest (BerthHostTest *self)
{
  g_autofree char *public_path = g_strconcat (self->key, ".pub", NULL);
  g_autoptr (GError) error = NULL;

  self->guest = g_new0 (BerthSandboxGuest, 1);
  self->guest->host_name = g_strdup ("kaggle-linux-gpu-vm");
  self->guest->user = g_strdup ("azureuser");
  self->guest->image_label = g_strdup ("NVIDIA GPU-Optimized");
  self->guest->gpu_name = g_strdup ("Tesla T4");
  self->guest->gpu_count = 1;
  self->guest->gpu_memory_mib = 15360;
  g_file_get_contents (public_path, &self->guest->authorized_keys, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (BerthHostTest *self, const char *address, gboolean desktop, double step_seconds)
{
  self->folder = berth_test_make_folder ();
  self->machine_folder = g_build_filename (self->folder, "machine", NULL);
  self->address = g_strdup (address);
  make_key (self);
  make_guest (self);
  self->guest->desktop = desktop;
  self->guest->boot_step_seconds = step_seconds;
  self->host = berth_sandbox_host_new (self->guest, self->machine_folder, address);
}

/* Makes a machine that is switched off. */
void
berth_host_test_set_up (BerthHostTest *self, const char *address)
{
  set_up (self, address, FALSE, 0);
}

/* The same; the installation of a desktop takes @step_seconds a step. */
void
berth_host_test_set_up_slow (BerthHostTest *self,
                             const char *address,
                             double step_seconds)
{
  set_up (self, address, FALSE, step_seconds);
}

/* Makes one with a desktop, whose first boot takes no time. */
void
berth_host_test_set_up_desktop (BerthHostTest *self, const char *address)
{
  set_up (self, address, TRUE, 0);
}

void
berth_host_test_tear_down (BerthHostTest *self)
{
  g_assert_finalize_object (self->host);
  berth_sandbox_guest_free (self->guest);
  berth_test_remove_folder (self->folder);
  g_free (self->machine_folder);
  g_free (self->folder);
  g_free (self->address);
  g_free (self->key);
}

/* Returns whether the machine runs; where it cannot, the test is skipped. */
gboolean
berth_host_test_start_or_skip (BerthHostTest *self)
{
  g_autoptr (GError) error = NULL;

  if (dex_await (berth_sandbox_host_start (self->host, NULL), &error))
    return TRUE;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (berth_sandbox_host_get_unreachable_reason (self->host));
  g_test_skip (error->message);
  return FALSE;
}

/* Runs @command over SSH with @input. Returns what it printed. */
char *
berth_host_test_pipe (BerthHostTest *self, const char *command, const char *input)
{
  g_autofree char *port
    = g_strdup_printf ("%u", berth_sandbox_host_get_port (self->host));
  g_autofree char *where = g_strconcat (self->guest->user, "@", self->address, NULL);
  g_autoptr (GError) error = NULL;
  char *out
    = run ((const char *[]) { "ssh", "-F", "none", "-i", self->key, "-p", port, "-o",
                              "BatchMode=yes", "-o", "LogLevel=ERROR", "-o",
                              "StrictHostKeyChecking=no", "-o",
                              "UserKnownHostsFile=/dev/null", where, command, NULL },
           input, &error);

  g_assert_no_error (error);
  return out;
}

/* Runs @command over SSH. Returns what it printed. */
char *
berth_host_test_enter (BerthHostTest *self, const char *command)
{
  return berth_host_test_pipe (self, command, NULL);
}
