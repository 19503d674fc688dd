/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-rdp-server.h"

#include "berth-rdp-certificate.h"
#include "berth-test-display.h"

/* Another program may take the port between our look and the server's bind. */
#define TRIES 8

struct _BerthTestRdpServer {
  GSubprocess *process;
  GDataInputStream *log;
  guint16 port;
  char *fingerprint;
};

static char *
read_fingerprint (const char *path)
{
  g_autofree char *pem = NULL;
  g_autoptr (BerthRdpCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &pem, NULL, NULL));
  certificate = berth_rdp_certificate_new_from_pem (pem, &error);
  g_assert_no_error (error);
  return g_strdup (berth_rdp_certificate_get_fingerprint (certificate));
}

static void
on_log_read (GObject *object, GAsyncResult *result, gpointer data)
{
  GDataInputStream *log = G_DATA_INPUT_STREAM (object);
  g_autofree char *line = g_data_input_stream_read_line_finish (log, result, NULL, NULL);

  if (line == NULL)
    return;
  g_test_message ("%s: %s", (const char *) g_object_get_data (object, "name"), line);
  g_data_input_stream_read_line_async (log, G_PRIORITY_LOW, NULL, on_log_read, NULL);
}

static gboolean
await_ready (BerthTestRdpServer *self, const char *ready)
{
  g_autofree char *line = berth_test_read_line_with (self->log, ready);

  return line != NULL;
}

/**
 * berth_test_rdp_server_start:
 * @ready: what its log says when it listens
 * @certificate_path: what it shows; the file is there by then
 */
BerthTestRdpServer *
berth_test_rdp_server_start (const char *name,
                             const char *ready,
                             const char *certificate_path,
                             BerthTestSpawnFunc spawn,
                             gpointer data)
{
  BerthTestRdpServer *self = g_new0 (BerthTestRdpServer, 1);

  for (guint i = 0; i < TRIES; i++) {
    self->port = berth_test_find_free_port ();
    self->process = spawn (self->port, data);
    g_assert_nonnull (self->process);
    self->log = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
    g_object_set_data_full (G_OBJECT (self->log), "name", g_strdup (name), g_free);
    if (await_ready (self, ready)) {
      self->fingerprint = read_fingerprint (certificate_path);
      g_data_input_stream_read_line_async (self->log, G_PRIORITY_LOW, NULL, on_log_read,
                                           NULL);
      return self;
    }
    g_clear_object (&self->log);
    g_clear_object (&self->process);
  }
  g_error ("%s did not start", name);
}

void
berth_test_rdp_server_stop (BerthTestRdpServer *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->log);
  g_clear_object (&self->process);
  g_free (self->fingerprint);
  g_free (self);
}

guint16
berth_test_rdp_server_get_port (BerthTestRdpServer *self)
{
  return self->port;
}

/* What berth_rdp_session_set_pinned_fingerprint() takes. */
const char *
berth_test_rdp_server_get_fingerprint (BerthTestRdpServer *self)
{
  return self->fingerprint;
}
