/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-xrdp.h"

#include "berth-rdp-certificate.h"

#include <string.h>
#include <unistd.h>

#define TRIES 8

struct _BerthTestXrdp {
  GSubprocess *process;
  GDataInputStream *log;
  guint16 port;
  char *fingerprint;
};

/**
 * berth_test_xrdp_can_run:
 *
 * Returns: whether xrdp can be started; the test is skipped else
 */
gboolean
berth_test_xrdp_can_run (void)
{
  static const char *const programs[]
    = { "xrdp", "xrdp-sesman", "Xorg", "bwrap", "openssl", "xsetroot", NULL };

  if (!berth_test_has_programs (programs))
    return FALSE;
  if (!g_file_test ("/etc/X11/xrdp/xorg.conf", G_FILE_TEST_EXISTS)) {
    g_test_skip ("there is no xorgxrdp");
    return FALSE;
  }
  if (getuid () != 0) {
    g_test_skip ("xrdp's session manager wants to be root");
    return FALSE;
  }
  return TRUE;
}

static char *
read_fingerprint (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "cert.pem", NULL);
  g_autofree char *pem = NULL;
  g_autoptr (BerthRdpCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &pem, NULL, NULL));
  certificate = berth_rdp_certificate_new_from_pem (pem, &error);
  g_assert_no_error (error);
  return g_strdup (berth_rdp_certificate_get_fingerprint (certificate));
}

static void
write_password (GSubprocess *process)
{
  GOutputStream *input = g_subprocess_get_stdin_pipe (process);
  const char *line = BERTH_TEST_XRDP_PASSWORD "\n";

  g_assert_true (
    g_output_stream_write_all (input, line, strlen (line), NULL, NULL, NULL));
  g_output_stream_close (input, NULL, NULL);
}

static gboolean
spawn (BerthTestXrdp *self, const char *folder, const char *colour)
{
  g_autoptr (GSubprocessLauncher) launcher = berth_test_make_launcher (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
    | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autofree char *script = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "rdp",
                                              "support", "xrdp-server.sh", NULL);
  g_autofree char *port = NULL;
  g_autofree char *line = NULL;

  self->port = berth_test_find_free_port ();
  port = g_strdup_printf ("%u", self->port);
  self->process = g_subprocess_launcher_spawn (launcher, NULL, script, folder, port,
                                               BERTH_TEST_XRDP_USER, colour, NULL);
  g_assert_nonnull (self->process);
  write_password (self->process);
  self->log = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = berth_test_read_line_with (self->log, "xrdp_listen_pp done");
  return line != NULL;
}

static void
on_log_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree char *line = g_data_input_stream_read_line_finish (
    G_DATA_INPUT_STREAM (object), result, NULL, NULL);

  if (line == NULL)
    return;
  g_test_message ("xrdp: %s", line);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (object), G_PRIORITY_LOW, NULL,
                                       on_log_read, NULL);
}

BerthTestXrdp *
berth_test_xrdp_start (const char *folder, const char *colour)
{
  BerthTestXrdp *self = g_new0 (BerthTestXrdp, 1);

  for (guint i = 0; i < TRIES; i++) {
    if (spawn (self, folder, colour)) {
      self->fingerprint = read_fingerprint (folder);
      g_data_input_stream_read_line_async (self->log, G_PRIORITY_LOW, NULL, on_log_read,
                                           NULL);
      return self;
    }
    g_clear_object (&self->log);
    g_clear_object (&self->process);
  }
  g_error ("xrdp did not start");
}

/* The name space, and all that runs in it, goes with its first process. */
void
berth_test_xrdp_stop (BerthTestXrdp *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->log);
  g_clear_object (&self->process);
  g_free (self->fingerprint);
  g_free (self);
}

guint16
berth_test_xrdp_get_port (BerthTestXrdp *self)
{
  return self->port;
}

const char *
berth_test_xrdp_get_fingerprint (BerthTestXrdp *self)
{
  return self->fingerprint;
}
