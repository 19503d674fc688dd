/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-host.h"

#include "berth-future.h"
#include "berth-sandbox-cell.h"
#include "berth-sandbox-desktop.h"
#include "berth-sandbox-port.h"
#include "berth-sandbox-process.h"
#include "berth-sandbox-serial-log.h"
#include "berth-sandbox-sshd.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A script's output that Azure's run command hands back: its last 4 KiB. */
#define SCRIPT_OUTPUT_MAX 4096
#define SSH_PORT 22

/**
 * BerthSandboxHost:
 *
 * Stands behind one practice machine: an own OpenSSH server in a cell, with host keys and
 * a home that outlive it being switched off.
 *
 * Owned by the main context; its files are written on a worker thread.
 */
struct _BerthSandboxHost {
  GObject parent_instance;

  BerthSandboxGuest *guest;
  char *folder;
  char *address;
  char *unreachable_reason;
  BerthSandboxWall wall;
  BerthSandboxSerialLog *serial_log;
  BerthSandboxDesktop *desktop;
  GSubprocess *server;
  GSubprocess *script; /* nullable: what runs beside the server, one at a time */
  guint16 port;
};

G_DEFINE_FINAL_TYPE (BerthSandboxHost, berth_sandbox_host, G_TYPE_OBJECT)

static void
berth_sandbox_host_dispose (GObject *object)
{
  BerthSandboxHost *self = BERTH_SANDBOX_HOST (object);

  if (self->server != NULL)
    berth_sandbox_process_kill (self->server);
  if (self->script != NULL)
    berth_sandbox_process_kill (self->script);
  g_clear_object (&self->server);
  g_clear_object (&self->script);
  g_clear_object (&self->serial_log);
  g_clear_object (&self->desktop);
  G_OBJECT_CLASS (berth_sandbox_host_parent_class)->dispose (object);
}

static void
berth_sandbox_host_finalize (GObject *object)
{
  BerthSandboxHost *self = BERTH_SANDBOX_HOST (object);

  g_clear_pointer (&self->guest, berth_sandbox_guest_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->unreachable_reason, g_free);
  G_OBJECT_CLASS (berth_sandbox_host_parent_class)->finalize (object);
}

static void
berth_sandbox_host_class_init (BerthSandboxHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_sandbox_host_dispose;
  object_class->finalize = berth_sandbox_host_finalize;
}

static void
berth_sandbox_host_init (BerthSandboxHost *self)
{
}

static DexFuture *
give_up (BerthSandboxHost *self, const char *reason)
{
  g_set_str (&self->unreachable_reason, reason);
  berth_sandbox_serial_log_set_note (self->serial_log, reason);
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s", reason);
}

static char *
dup_port_note (BerthSandboxHost *self)
{
  return g_build_filename (self->folder, "port", NULL);
}

static DexFuture *
prepare_in_thread (gpointer data)
{
  BerthSandboxHost *self = data;
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (self->folder, 0700) != 0
      || !berth_sandbox_sshd_prepare (self->guest, self->folder, self->address,
                                      self->port, &error)
      || !berth_sandbox_desktop_prepare (self->desktop, &error)
      || !berth_sandbox_guest_write_files (self->guest, self->folder, &error)
      || !berth_sandbox_serial_log_load_host_keys (self->serial_log, self->folder,
                                                   &error)) {
    if (error == NULL)
      error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED,
                           "Could not make the folder “%s”", self->folder);
    return dex_future_new_for_error (g_steal_pointer (&error));
  }
  return dex_future_new_true ();
}

static char **
make_command (BerthSandboxHost *self, const char *const *command)
{
  return berth_sandbox_cell_build_argv (self->wall, self->folder, self->guest->host_name,
                                        self->guest->user, command);
}

typedef struct {
  BerthSandboxHost *self;
  GCancellable *cancellable;
  char *script;
} Job;

static Job *
job_new (BerthSandboxHost *self, GCancellable *cancellable, const char *script)
{
  Job *job = g_new0 (Job, 1);

  job->self = g_object_ref (self);
  job->cancellable = cancellable ? g_object_ref (cancellable) : NULL;
  job->script = g_strdup (script);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->self);
  g_clear_object (&job->cancellable);
  g_free (job->script);
  g_free (job);
}

static gboolean
launch_server (BerthSandboxHost *self,
               const char *program,
               GCancellable *cancellable,
               GError **error)
{
  const char *server[] = { program, "-D", "-e", "-f", "/etc/ssh/sshd_config", NULL };
  g_auto (GStrv) wrapped = berth_sandbox_desktop_wrap_command (self->desktop, server);
  g_auto (GStrv) argv = make_command (self, (const char *const *) wrapped);

  self->server = berth_sandbox_process_launch (
    argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE, error);
  if (self->server == NULL)
    return FALSE;
  if (berth_sandbox_sshd_await_listening (self->server, cancellable, error))
    return TRUE;
  berth_sandbox_process_kill (self->server);
  g_clear_object (&self->server);
  return FALSE;
}

static DexFuture *
start_fiber (gpointer data)
{
  Job *job = data;
  BerthSandboxHost *self = job->self;
  g_autofree char *program = berth_sandbox_sshd_find_program ();
  g_autofree char *keygen = g_find_program_in_path ("ssh-keygen");
  g_autofree char *note = dup_port_note (self);
  g_autoptr (GError) error = NULL;

  if (self->server != NULL)
    return dex_future_new_true ();
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return give_up (self, "The practice cloud runs inside a Flatpak, where machines "
                          "cannot start, so this practice machine runs but cannot be "
                          "entered. Start the practice cloud outside.");
  if (program == NULL || keygen == NULL)
    return give_up (self, "OpenSSH’s server is not installed on this computer, so this "
                          "practice machine runs but cannot be entered. Install "
                          "openssh-server.");
  self->wall = dex_await_int (berth_sandbox_cell_find_wall (job->cancellable), NULL);
  if (self->wall == BERTH_SANDBOX_WALL_NONE)
    return give_up (self, "Bubblewrap is missing or refused on this computer, so this "
                          "practice machine cannot be kept apart from your own files and "
                          "cannot be entered.");
  self->port = berth_sandbox_port_choose (note, self->address, SSH_PORT);
  if (self->port == 0)
    return give_up (self, "No port is free for this practice machine, so it cannot be "
                          "entered.");
  if (!dex_await (berth_future_spawn_thread (prepare_in_thread, g_object_ref (self),
                                             g_object_unref),
                  &error)
      || !launch_server (self, program, job->cancellable, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_clear_pointer (&self->unreachable_reason, g_free);
  berth_sandbox_serial_log_set_note (
    self->serial_log,
    self->guest->desktop ? berth_sandbox_desktop_get_obstacle (self->desktop) : NULL);
  berth_sandbox_port_note (note, self->port);
  return dex_future_new_true ();
}

static DexFuture *
stop_fiber (gpointer data)
{
  BerthSandboxHost *self = data;
  g_autoptr (GSubprocess) server = g_steal_pointer (&self->server);
  g_autoptr (GSubprocess) script = g_steal_pointer (&self->script);

  if (script != NULL)
    dex_await (berth_sandbox_process_end (script), NULL);
  if (server != NULL)
    dex_await (berth_sandbox_process_end (server), NULL);
  return dex_future_new_true ();
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR)
        && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_tree (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

static DexFuture *
remove_in_thread (gpointer data)
{
  remove_tree (data);
  return dex_future_new_true ();
}

static DexFuture *
destroy_fiber (gpointer data)
{
  BerthSandboxHost *self = data;

  dex_await (berth_sandbox_host_stop (self), NULL);
  return berth_future_spawn_thread (remove_in_thread, g_strdup (self->folder), g_free);
}

/* Keeps the end of @text that Azure would keep, cut at a character. */
static const char *
last_part (const char *text)
{
  gsize length = strlen (text);
  const char *start
    = length > SCRIPT_OUTPUT_MAX ? text + length - SCRIPT_OUTPUT_MAX : text;

  while ((*start & 0xc0) == 0x80)
    start++;
  return start;
}

static void
on_communicated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &out, &err,
                                             &error)) {
    dex_promise_reject (promise, g_steal_pointer (&error));
    return;
  }
  dex_promise_resolve_string (
    promise, g_strdup_printf ("Enable succeeded: \n[stdout]\n%s\n[stderr]\n%s",
                              last_part (out != NULL ? out : ""),
                              last_part (err != NULL ? err : "")));
}

/* @message and @error: (transfer full): one of them is %NULL. */
static DexFuture *
conclude_script (BerthSandboxHost *self,
                 GSubprocess *process,
                 char *message,
                 GError *error)
{
  const gboolean was_ended = self->script != process;

  if (!was_ended)
    g_clear_object (&self->script);
  if (error != NULL)
    return dex_future_new_for_error (error);
  if (!was_ended)
    return dex_future_new_take_string (message);
  g_free (message);
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                                "The practice machine was switched off meanwhile");
}

static DexFuture *
run_script_fiber (gpointer data)
{
  Job *job = data;
  const char *shell[] = { "/bin/sh", "-s", NULL };
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  DexPromise *promise = NULL;

  if (!berth_sandbox_host_is_running (job->self))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                                  "The practice machine is not running");
  if (job->self->script != NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_BUSY,
                                  "Another script is running in the practice machine");
  argv = make_command (job->self, shell);
  process = berth_sandbox_process_launch (argv,
                                          G_SUBPROCESS_FLAGS_STDIN_PIPE
                                            | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                            | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                          &error);
  if (process == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  job->self->script = g_object_ref (process);
  promise = dex_promise_new ();
  g_subprocess_communicate_utf8_async (process, job->script, job->cancellable,
                                       on_communicated, dex_ref (promise));
  message = dex_await_string (DEX_FUTURE (promise), &error);
  return conclude_script (job->self, process, g_steal_pointer (&message),
                          g_steal_pointer (&error));
}

/**
 * berth_sandbox_host_new:
 * @guest: what the machine looks like from inside; copied
 * @folder: where its files are kept while it exists
 * @address: a loopback address of its own, 127.x.y.z
 *
 * Creates the host of one practice machine, switched off.
 */
BerthSandboxHost *
berth_sandbox_host_new (const BerthSandboxGuest *guest,
                        const char *folder,
                        const char *address)
{
  BerthSandboxHost *self = g_object_new (BERTH_TYPE_SANDBOX_HOST, NULL);

  self->guest = berth_sandbox_guest_copy (guest);
  self->folder = g_strdup (folder);
  self->address = g_strdup (address);
  self->serial_log = berth_sandbox_serial_log_new (guest->host_name, guest->image_label);
  self->desktop = berth_sandbox_desktop_new (guest, folder, address);
  return self;
}

/**
 * berth_sandbox_host_start:
 * @cancellable: (nullable): gives up
 *
 * Switches the machine on.
 *
 * Returns: (transfer full): a future that resolves to %TRUE once its SSH server accepts
 *   connections; rejects with %G_IO_ERROR_NOT_SUPPORTED where such a server or its wall
 *   cannot be had (see berth_sandbox_host_get_unreachable_reason()), or with a
 * #GIOErrorEnum
 */
DexFuture *
berth_sandbox_host_start (BerthSandboxHost *self, GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX_HOST (self), NULL);

  return berth_future_spawn (start_fiber, job_new (self, cancellable, NULL), job_free);
}

/**
 * berth_sandbox_host_stop:
 *
 * Switches the machine off; its files stay.
 *
 * Returns: (transfer full): a future that resolves to %TRUE when all its processes are
 * gone
 */
DexFuture *
berth_sandbox_host_stop (BerthSandboxHost *self)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX_HOST (self), NULL);

  return berth_future_spawn (stop_fiber, g_object_ref (self), g_object_unref);
}

/**
 * berth_sandbox_host_destroy:
 *
 * Switches the machine off and removes its files.
 *
 * Returns: (transfer full): a future that resolves to %TRUE
 */
DexFuture *
berth_sandbox_host_destroy (BerthSandboxHost *self)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX_HOST (self), NULL);

  return berth_future_spawn (destroy_fiber, g_object_ref (self), g_object_unref);
}

/**
 * berth_sandbox_host_run_script:
 * @script: shell commands, given to the shell by standard input
 * @cancellable: (nullable): gives up
 *
 * Runs commands inside the machine, beside its SSH server.
 *
 * Returns: (transfer full): a future that resolves to a string in the form of Azure's run
 *   command message; rejects with %G_IO_ERROR_NOT_CONNECTED when the machine is off or
 *   switched off meanwhile, with %G_IO_ERROR_BUSY while another script runs
 */
DexFuture *
berth_sandbox_host_run_script (BerthSandboxHost *self,
                               const char *script,
                               GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX_HOST (self), NULL);
  g_return_val_if_fail (script != NULL, NULL);

  return berth_future_spawn (run_script_fiber, job_new (self, cancellable, script),
                             job_free);
}

/**
 * berth_sandbox_host_is_running:
 *
 * Returns: whether the machine's SSH server is up
 */
gboolean
berth_sandbox_host_is_running (BerthSandboxHost *self)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX_HOST (self), FALSE);

  return self->server != NULL && g_subprocess_get_identifier (self->server) != NULL;
}

/**
 * berth_sandbox_host_get_port:
 *
 * Returns: the port of its SSH server, 0 before it was ever started
 */
guint16
berth_sandbox_host_get_port (BerthSandboxHost *self)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX_HOST (self), 0);

  return self->port;
}

/**
 * berth_sandbox_host_get_desktop_port:
 *
 * Returns: the port of its RDP server on the machine's address, 0 where it has none
 */
guint16
berth_sandbox_host_get_desktop_port (BerthSandboxHost *self)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX_HOST (self), 0);

  return berth_sandbox_desktop_get_port (self->desktop);
}

/**
 * berth_sandbox_host_get_unreachable_reason:
 *
 * Returns: (transfer none) (nullable): why the machine cannot be entered on this computer
 */
const char *
berth_sandbox_host_get_unreachable_reason (BerthSandboxHost *self)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX_HOST (self), NULL);

  return self->unreachable_reason;
}

/**
 * berth_sandbox_host_dup_serial_log:
 *
 * Returns: (transfer full): what the serial console has shown, with the fingerprints of
 * the SSH host keys as cloud-init prints them
 */
char *
berth_sandbox_host_dup_serial_log (BerthSandboxHost *self)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX_HOST (self), NULL);

  return berth_sandbox_serial_log_dup_text (self->serial_log);
}
