/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-sshd.h"

#include "berth-future.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* The OpenSSH server of a practice machine: its settings and keys, and its first words.
 */

static gboolean
write_config (const BerthSandboxGuest *guest,
              const char *folder,
              const char *address,
              guint16 port,
              GError **error)
{
  g_autofree char *path = g_build_filename (folder, "etc/ssh/sshd_config", NULL);
  g_autofree char *ssh_folder = g_path_get_dirname (path);
  g_autofree char *text = g_strdup_printf (
    "Port %u\nListenAddress %s\n"
    "HostKey /etc/ssh/ssh_host_ed25519_key\nHostKey /etc/ssh/ssh_host_ecdsa_key\n"
    "AllowUsers %s\nPidFile none\nUsePAM no\nPrintLastLog no\nPrintMotd yes\n"
    "PasswordAuthentication no\nKbdInteractiveAuthentication no\n"
    "AllowTcpForwarding local\nX11Forwarding no\nAcceptEnv LANG LC_*\n"
    "Subsystem sftp internal-sftp\n",
    port, address, guest->user);

  g_mkdir_with_parents (ssh_folder, 0755);
  return g_file_set_contents (path, text, -1, error);
}

static gboolean
make_host_key (const BerthSandboxGuest *guest,
               const char *folder,
               const char *type,
               GError **error)
{
  g_autofree char *name = g_strdup_printf ("etc/ssh/ssh_host_%s_key", type);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *comment = g_strdup_printf ("root@%s", guest->host_name);
  const char *argv[]
    = { "ssh-keygen", "-q", "-t", type, "-N", "", "-C", comment, "-f", path, NULL };
  g_autoptr (GSubprocess) process = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, error);
  return process != NULL && g_subprocess_wait_check (process, NULL, error);
}

static void
on_line_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result,
                                                     NULL, &error);

  if (error != NULL)
    dex_promise_reject (promise, g_steal_pointer (&error));
  else
    dex_promise_resolve_string (promise, line != NULL ? line : g_strdup (""));
}

static char *
read_line (GDataInputStream *stream, GCancellable *cancellable, GError **error)
{
  DexPromise *promise = dex_promise_new ();

  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, cancellable,
                                       on_line_read, dex_ref (promise));
  return dex_await_string (DEX_FUTURE (promise), error);
}

/* The server says itself when it listens, and why it cannot: no guessing by time. */
static gboolean
await_word (GSubprocess *server, GCancellable *cancellable, GError **error)
{
  g_autoptr (GDataInputStream) lines
    = g_data_input_stream_new (g_subprocess_get_stderr_pipe (server));
  g_autofree char *line = NULL;

  for (;;) {
    g_autofree char *last = g_steal_pointer (&line);

    line = read_line (lines, cancellable, error);
    if (line == NULL)
      return FALSE;
    if (strstr (line, "Server listening on") != NULL)
      return TRUE;
    if (*line == '\0') {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   "The practice machine's SSH server ended at once: %s",
                   last != NULL && *last != '\0' ? last : "it said nothing");
      return FALSE;
    }
  }
}

static void
on_drained (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL);
}

/* What the server says later is of no interest, but a full pipe would stop it. */
static void
drain_messages (GSubprocess *server)
{
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/dev/null");
  g_autoptr (GFileOutputStream) sink
    = g_file_append_to (nowhere, G_FILE_CREATE_NONE, NULL, NULL);

  if (sink != NULL)
    g_output_stream_splice_async (
      G_OUTPUT_STREAM (sink), g_subprocess_get_stderr_pipe (server),
      G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, G_PRIORITY_LOW, NULL, on_drained, NULL);
}

/**
 * berth_sandbox_sshd_find_program:
 *
 * Returns: (transfer full) (nullable): where OpenSSH's server is on this computer
 */
char *
berth_sandbox_sshd_find_program (void)
{
  g_autofree char *found = g_find_program_in_path ("sshd");

  if (found != NULL)
    return g_steal_pointer (&found);
  if (g_file_test ("/usr/sbin/sshd", G_FILE_TEST_IS_EXECUTABLE))
    return g_strdup ("/usr/sbin/sshd");
  return NULL;
}

/**
 * berth_sandbox_sshd_prepare:
 * @guest: the machine
 * @folder: its folder
 * @address: where the server listens
 * @port: likewise
 *
 * Writes the server's settings, and keys where there are none yet. Blocking: call it on a
 * worker thread.
 *
 * Returns: %FALSE with @error set to a #GFileError or what ssh-keygen's failure is
 */
gboolean
berth_sandbox_sshd_prepare (const BerthSandboxGuest *guest,
                            const char *folder,
                            const char *address,
                            guint16 port,
                            GError **error)
{
  return write_config (guest, folder, address, port, error)
         && make_host_key (guest, folder, "ed25519", error)
         && make_host_key (guest, folder, "ecdsa", error);
}

/**
 * berth_sandbox_sshd_await_listening:
 * @server: started, with its messages on a pipe
 * @cancellable: (nullable): gives up
 *
 * Waits, in a fiber, until the server accepts connections; what it says later is dropped.
 *
 * Returns: %FALSE with @error set where it ended instead
 */
gboolean
berth_sandbox_sshd_await_listening (GSubprocess *server,
                                    GCancellable *cancellable,
                                    GError **error)
{
  if (!await_word (server, cancellable, error))
    return FALSE;
  drain_messages (server);
  return TRUE;
}
