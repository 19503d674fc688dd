/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-handle.h"

/* libssh calls these while it reads packets, perhaps deep inside another of its
 * functions: they only take note, and the channel's next step acts. */

static void
take_note (BerthSshHandle *self)
{
  self->readable = TRUE;
  self->round->news = TRUE;
}

static int
on_data (ssh_session ssh,
         ssh_channel channel,
         void *data,
         uint32_t length,
         int is_stderr,
         void *userdata)
{
  take_note (userdata);
  return 0;
}

static void
on_eof (ssh_session ssh, ssh_channel channel, void *userdata)
{
  take_note (userdata);
}

static void
on_close (ssh_session ssh, ssh_channel channel, void *userdata)
{
  BerthSshHandle *self = userdata;

  self->closed_by_host = TRUE;
  take_note (self);
}

static void
on_exit_status (ssh_session ssh, ssh_channel channel, int status, void *userdata)
{
  BerthSshHandle *self = userdata;

  self->exit_status = status;
}

static int
on_window_grown (ssh_session ssh, ssh_channel channel, uint32_t bytes, void *userdata)
{
  BerthSshHandle *self = userdata;

  self->round->news = TRUE;
  return 0;
}

static void
on_open_answered (ssh_session ssh, ssh_channel channel, bool success, void *userdata)
{
  BerthSshHandle *self = userdata;

  self->round->news = TRUE;
}

static void
on_request_answered (ssh_session ssh, ssh_channel channel, void *userdata)
{
  BerthSshHandle *self = userdata;

  self->round->news = TRUE;
}

/*< private >
 * berth_ssh_handle_init:
 */
void
berth_ssh_handle_init (BerthSshHandle *self)
{
  self->exit_status = -1;
}

/*< private >
 * berth_ssh_handle_make_in_session:
 * @round: outlives the handle's channel
 */
void
berth_ssh_handle_make_in_session (BerthSshHandle *self, BerthSshRound *round)
{
  self->round = round;
  self->channel = ssh_channel_new (round->ssh);
  self->callbacks.userdata = self;
  self->callbacks.channel_data_function = on_data;
  self->callbacks.channel_eof_function = on_eof;
  self->callbacks.channel_close_function = on_close;
  self->callbacks.channel_exit_status_function = on_exit_status;
  self->callbacks.channel_write_wontblock_function = on_window_grown;
  self->callbacks.channel_open_response_function = on_open_answered;
  self->callbacks.channel_request_response_function = on_request_answered;
  ssh_callbacks_init (&self->callbacks);
  ssh_set_channel_callbacks (self->channel, &self->callbacks);
}

/*< private >
 * berth_ssh_handle_free_in_session:
 *
 * Closes the channel, if the host has not. libssh may keep its own part of it until the
 * host answers, but calls nothing of ours any more.
 */
void
berth_ssh_handle_free_in_session (BerthSshHandle *self)
{
  if (self->channel == NULL)
    return;
  ssh_remove_channel_callbacks (self->channel, &self->callbacks);
  ssh_channel_free (g_steal_pointer (&self->channel));
}
