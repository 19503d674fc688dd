/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-shadow.h"

#include "berth-rdp-certificate.h"

#include <glib/gstdio.h>
#include <string.h>
#include <winpr/ntlm.h>
#include <winpr/ssl.h>

#define TRIES 8

struct _BerthTestShadow {
  GSubprocess *process;
  GDataInputStream *log;
  guint16 port;
  char *fingerprint;
};

static char *
certificate_path (const char *folder)
{
  return g_build_filename (folder, "config", "freerdp", "shadow", "shadow.crt", NULL);
}

/* "user:domain:LM hash:NT hash:::", as WinPR's SAM reads it. */
static char *
write_users (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "sam", NULL);
  g_autofree char *password = g_strdup (BERTH_TEST_SHADOW_PASSWORD);
  g_autoptr (GString) line = g_string_new (BERTH_TEST_SHADOW_USER ":::");
  BYTE hash[16];

  /* MD4 comes from a part of OpenSSL that is not loaded by itself. */
  winpr_InitializeSSL (WINPR_SSL_INIT_DEFAULT);
  g_assert_true (NTOWFv1A (password, (UINT32) strlen (password), hash));
  for (guint i = 0; i < sizeof hash; i++)
    g_string_append_printf (line, "%02x", hash[i]);
  g_string_append (line, ":::\n");
  g_assert_true (g_file_set_contents (path, line->str, -1, NULL));
  return g_steal_pointer (&path);
}

static char *
read_fingerprint (const char *folder)
{
  g_autofree char *path = certificate_path (folder);
  g_autofree char *pem = NULL;
  g_autoptr (BerthRdpCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &pem, NULL, NULL));
  certificate = berth_rdp_certificate_new_from_pem (pem, &error);
  g_assert_no_error (error);
  return g_strdup (berth_rdp_certificate_get_fingerprint (certificate));
}

static gboolean
spawn (BerthTestShadow *self,
       const char *folder,
       const char *users,
       BerthTestDisplay *display)
{
  g_autoptr (GSubprocessLauncher) launcher = berth_test_make_launcher (
    G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autofree char *config = g_build_filename (folder, "config", NULL);
  g_autofree char *port = NULL;
  g_autofree char *sam = g_strconcat ("/sam-file:", users, NULL);
  g_autofree char *line = NULL;

  self->port = berth_test_find_free_port ();
  port = g_strdup_printf ("/port:%u", self->port);
  g_subprocess_launcher_setenv (launcher, "DISPLAY",
                                berth_test_display_get_name (display), TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", config, TRUE);
  /* Its log tells when it listens; a pipe would hold the lines back. */
  self->process = g_subprocess_launcher_spawn (
    launcher, NULL, "stdbuf", "-oL", "freerdp-shadow-cli3", "/bind-address:127.0.0.1",
    port, sam, "/sec:nla", "/log-level:INFO", NULL);
  g_assert_nonnull (self->process);
  self->log = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = berth_test_read_line_with (self->log, "istening on");
  return line != NULL;
}

static void
on_log_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree char *line = g_data_input_stream_read_line_finish (
    G_DATA_INPUT_STREAM (object), result, NULL, NULL);

  if (line == NULL)
    return;
  g_test_message ("shadow: %s", line);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (object), G_PRIORITY_LOW, NULL,
                                       on_log_read, NULL);
}

/* Returns NULL, and skips the test, where there is no server to be had. */
BerthTestShadow *
berth_test_shadow_start (const char *folder, BerthTestDisplay *display)
{
  BerthTestShadow *self = g_new0 (BerthTestShadow, 1);
  g_autofree char *users = write_users (folder);

  for (guint i = 0; i < TRIES; i++) {
    if (spawn (self, folder, users, display)) {
      self->fingerprint = read_fingerprint (folder);
      g_data_input_stream_read_line_async (self->log, G_PRIORITY_LOW, NULL, on_log_read,
                                           NULL);
      return self;
    }
    g_clear_object (&self->log);
    g_clear_object (&self->process);
  }
  g_error ("freerdp-shadow-cli3 did not start");
}

void
berth_test_shadow_stop (BerthTestShadow *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->log);
  g_clear_object (&self->process);
  g_free (self->fingerprint);
  g_free (self);
}

guint16
berth_test_shadow_get_port (BerthTestShadow *self)
{
  return self->port;
}

const char *
berth_test_shadow_get_fingerprint (BerthTestShadow *self)
{
  return self->fingerprint;
}

/* The next server that starts in @folder makes another one. */
void
berth_test_shadow_forget_certificate (const char *folder)
{
  g_autofree char *path = certificate_path (folder);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *key = g_build_filename (parent, "shadow.key", NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_unlink (key), ==, 0);
}
