/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-sshd.h"

#include "berth-ssh-key.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define SSHD "/usr/sbin/sshd"

/* sshd knows no port 0: another program may take the port between our look and its bind.
 */
#define TRIES 8

struct _BerthTestSshd {
  GSubprocess *process;
  GDataInputStream *log;
  guint16 port;
  char *key_path;
  char *fingerprint;
};

static guint16
find_free_port (void)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

static char *
write_config (const char *folder, guint16 port)
{
  g_autofree char *path = g_build_filename (folder, "sshd_config", NULL);
  g_autofree char *text = g_strdup_printf ("Port %u\n"
                                           "ListenAddress 127.0.0.1\n"
                                           "HostKey %s/host_key\n"
                                           "AuthorizedKeysFile %s/authorized_keys\n"
                                           "PidFile none\n"
                                           "UsePAM no\n"
                                           "StrictModes no\n"
                                           "PasswordAuthentication no\n"
                                           "KbdInteractiveAuthentication no\n"
                                           "PermitRootLogin prohibit-password\n"
                                           "AcceptEnv LANG LC_*\n"
                                           "PrintMotd no\n"
                                           "PrintLastLog no\n"
                                           "MaxStartups 100\n"
                                           "PerSourcePenalties no\n"
                                           "LogLevel VERBOSE\n",
                                           port, folder, folder);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_steal_pointer (&path);
}

/* TRUE once it listens; FALSE when it ended, the port being taken. */
static gboolean
await_listening (BerthTestSshd *self)
{
  for (;;) {
    g_autofree char *line = g_data_input_stream_read_line (self->log, NULL, NULL, NULL);

    if (line == NULL)
      return FALSE;
    g_test_message ("sshd: %s", line);
    if (strstr (line, "Server listening on") != NULL)
      return TRUE;
  }
}

/* A test that is aborted must not leave a server behind, which would hold its output. */
static void
end_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static gboolean
spawn (BerthTestSshd *self, const char *folder)
{
  g_autoptr (GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *config = NULL;

  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  self->port = find_free_port ();
  config = write_config (folder, self->port);
  self->process
    = g_subprocess_launcher_spawn (launcher, NULL, SSHD, "-D", "-e", "-f", config, NULL);
  g_assert_nonnull (self->process);
  self->log = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->process));
  return await_listening (self);
}

static void
make_key (const char *path, char **fingerprint, char **public_line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthSshKeyInfo) info = dex_await_object (
    berth_ssh_key_generate (BERTH_SSH_KEY_TYPE_ED25519, path, "test", NULL), &error);

  g_assert_no_error (error);
  if (fingerprint != NULL)
    *fingerprint = g_strdup (berth_ssh_key_info_get_fingerprint (info));
  if (public_line != NULL)
    *public_line = g_strdup (berth_ssh_key_info_get_public_line (info));
}

/* Returns NULL, and skips the test, where there is no server to be had. */
BerthTestSshd *
berth_test_sshd_start (const char *folder)
{
  BerthTestSshd *self;
  g_autofree char *host_key = g_build_filename (folder, "host_key", NULL);
  g_autofree char *authorized = g_build_filename (folder, "authorized_keys", NULL);
  g_autofree char *line = NULL;

  if (!g_file_test (SSHD, G_FILE_TEST_IS_EXECUTABLE)) {
    g_test_skip ("there is no " SSHD);
    return NULL;
  }
  if (getuid () == 0)
    g_mkdir_with_parents ("/run/sshd", 0755);

  self = g_new0 (BerthTestSshd, 1);
  self->key_path = g_build_filename (folder, "user_key", NULL);
  if (!g_file_test (host_key, G_FILE_TEST_EXISTS))
    make_key (host_key, &self->fingerprint, NULL);
  if (!g_file_test (self->key_path, G_FILE_TEST_EXISTS)) {
    make_key (self->key_path, NULL, &line);
    g_assert_true (g_file_set_contents (authorized, line, -1, NULL));
  }
  for (guint i = 0; i < TRIES; i++) {
    if (spawn (self, folder))
      return self;
    g_clear_object (&self->log);
    g_clear_object (&self->process);
  }
  g_error ("sshd did not start");
}

void
berth_test_sshd_stop (BerthTestSshd *self)
{
  berth_test_sshd_kill_connections (self);
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->log);
  g_clear_object (&self->process);
  g_free (self->key_path);
  g_free (self->fingerprint);
  g_free (self);
}

guint16
berth_test_sshd_get_port (BerthTestSshd *self)
{
  return self->port;
}

const char *
berth_test_sshd_get_user (BerthTestSshd *self)
{
  return g_get_user_name ();
}

const char *
berth_test_sshd_get_key_path (BerthTestSshd *self)
{
  return self->key_path;
}

const char *
berth_test_sshd_get_fingerprint (BerthTestSshd *self)
{
  return self->fingerprint;
}

static void
kill_children (pid_t parent)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/task/%d/children", parent, parent);
  g_autofree char *text = NULL;
  g_auto (GStrv) pids = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  pids = g_strsplit (g_strstrip (text), " ", -1);
  for (gsize i = 0; pids[i] != NULL; i++) {
    pid_t pid = (pid_t) g_ascii_strtoll (pids[i], NULL, 10);

    if (pid <= 1)
      continue;
    kill_children (pid);
    kill (pid, SIGKILL);
  }
}

/* Kills what serves the connections, with no chance to say good-bye. */
void
berth_test_sshd_kill_connections (BerthTestSshd *self)
{
  const char *identifier = g_subprocess_get_identifier (self->process);

  if (identifier != NULL)
    kill_children ((pid_t) g_ascii_strtoll (identifier, NULL, 10));
}
