/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-command.h"

#include "berth-future.h"
#include "berth-ssh-channel.h"
#include "berth-ssh-result.h"

static DexFuture *
command_ended (DexFuture *future, gpointer user_data)
{
  BerthSshChannel *channel = user_data;
  const GValue *status = dex_future_get_value (future, NULL);
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GBytes) errors = NULL;
  gboolean was_full;

  output
    = berth_ssh_pipe_take (berth_ssh_channel_get_output (channel), G_MAXSIZE, &was_full);
  errors
    = berth_ssh_pipe_take (berth_ssh_channel_get_errors (channel), G_MAXSIZE, &was_full);
  return dex_future_new_take_object (
    berth_ssh_result_new (g_value_get_int (status), output, errors));
}

static DexFuture *
command_failed (DexFuture *future, gpointer user_data)
{
  /* Nobody waits for the command any more; a lost channel ignores this. */
  berth_ssh_channel_close (user_data);
  return dex_ref (future);
}

/*< private >
 * berth_ssh_command_run:
 * @link: a connection that is ready, on @worker
 * @input: (nullable): what the command reads
 * @cancellable: (nullable): closes the command's channel
 *
 * Returns: (transfer full): what berth_ssh_session_execute() promises
 */
DexFuture *
berth_ssh_command_run (BerthWorker *worker,
                       BerthSshLink *link,
                       const char *command,
                       GBytes *input,
                       GCancellable *cancellable)
{
  BerthSshChannel *channel = berth_ssh_channel_new_command (worker, command, input);
  DexFuture *finished;

  berth_ssh_link_add (link, &berth_ssh_channel_member, channel);
  finished
    = berth_future_cancellable (berth_ssh_channel_get_finished (channel), cancellable);
  finished = dex_future_then (finished, command_ended, berth_ssh_channel_ref (channel),
                              (GDestroyNotify) berth_ssh_channel_unref);
  return dex_future_catch (finished, command_failed, channel,
                           (GDestroyNotify) berth_ssh_channel_unref);
}
