/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-ssh-session-private.h"

#include "berth-future.h"
#include "berth-remote-error.h"
#include "berth-ssh-command.h"
#include "berth-ssh-shell-private.h"
#include "berth-ssh-tunnel.h"

#include <glib/gi18n-lib.h>

/* What a session that is connected can be used for. */

static DexFuture *
shell_opened (DexFuture *future, gpointer user_data)
{
  return dex_future_new_for_object (user_data);
}

static DexFuture *
reject_not_ready (BerthSshSession *self)
{
  if (self->error != NULL)
    return berth_future_reject (g_error_copy (self->error));
  return dex_future_new_reject (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED, "%s",
                                _ ("The session is not connected."));
}

/**
 * berth_ssh_session_open_shell:
 * @columns: the terminal's width in characters
 * @rows: its height
 * @cancellable: (nullable): gives up
 *
 * Opens a shell with a terminal.
 *
 * Returns: (transfer full): a future that resolves to a [class@SshShell], or rejects with
 *   %BERTH_REMOTE_ERROR_REFUSED or _CLOSED
 */
DexFuture *
berth_ssh_session_open_shell (BerthSshSession *self,
                              guint columns,
                              guint rows,
                              GCancellable *cancellable)
{
  BerthSshShell *shell;
  BerthSshChannel *channel;

  g_return_val_if_fail (BERTH_IS_SSH_SESSION (self), NULL);
  g_return_val_if_fail (columns > 0 && rows > 0, NULL);

  if (self->state != BERTH_SESSION_STATE_READY)
    return reject_not_ready (self);
  shell = berth_ssh_shell_new (self->worker, columns, rows);
  channel = berth_ssh_shell_get_channel (shell);
  berth_ssh_link_add (self->link, &berth_ssh_channel_member, channel);
  return berth_future_cancellable (
    dex_future_then (berth_ssh_channel_get_opened (channel), shell_opened, shell,
                     g_object_unref),
    cancellable);
}

/**
 * berth_ssh_session_execute:
 * @command: for the user's shell on the machine; no secret in it, other users see it
 * @input: (nullable): what the command reads
 * @cancellable: (nullable): closes the command's channel
 *
 * Runs a command and collects what it says, up to 16 MiB of each kind.
 *
 * Returns: (transfer full): a future that resolves to a [class@SshResult] whatever the
 *   command's exit status, or rejects with %BERTH_REMOTE_ERROR_REFUSED, _CLOSED,
 * _PROTOCOL (too much output) or %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_ssh_session_execute (BerthSshSession *self,
                           const char *command,
                           GBytes *input,
                           GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_SSH_SESSION (self), NULL);
  g_return_val_if_fail (command != NULL, NULL);

  if (self->state != BERTH_SESSION_STATE_READY)
    return reject_not_ready (self);
  return berth_ssh_command_run (self->worker, self->link, command, input, cancellable);
}

/**
 * berth_ssh_session_open_tunnel:
 * @host: where to go, as the machine sees it ("127.0.0.1" is the machine itself)
 * @port: and which port there
 * @cancellable: (nullable): gives up while the machine has not answered
 *
 * Opens a way to a port that the machine can reach (RFC 4254 section 7.2, direct-tcpip)
 * with no listening socket on this side.
 *
 * Returns: (transfer full): a future that resolves to a connected local stream socket,
 * for berth_future_await_fd(); closing it closes the tunnel, shutting down one direction
 * reaches the far side, and the end of the session ends it. Rejects with
 * %BERTH_REMOTE_ERROR_REFUSED where nothing takes the connection, _CLOSED or
 * %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_ssh_session_open_tunnel (BerthSshSession *self,
                               const char *host,
                               guint16 port,
                               GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_SSH_SESSION (self), NULL);
  g_return_val_if_fail (host != NULL, NULL);

  if (self->state != BERTH_SESSION_STATE_READY)
    return reject_not_ready (self);
  return berth_ssh_tunnel_open (self->worker, self->link, host, port, cancellable);
}
