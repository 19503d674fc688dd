/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libssh/callbacks.h>

#include "berth-ssh-round.h"

G_BEGIN_DECLS

/**
 * BerthSshHandle:
 * @channel: %NULL before it is opened and after it is closed
 * @readable: packets came that nobody has looked at
 * @closed_by_host: nothing will come after what is buffered
 * @exit_status: -1 until the host told one
 *
 * libssh's channel with callbacks that only take note.
 */
typedef struct {
  ssh_channel channel;
  struct ssh_channel_callbacks_struct callbacks;
  BerthSshRound *round;
  gboolean readable;
  gboolean closed_by_host;
  int exit_status;
} BerthSshHandle;

void berth_ssh_handle_init (BerthSshHandle *self);
void berth_ssh_handle_make_in_session (BerthSshHandle *self, BerthSshRound *round);
void berth_ssh_handle_free_in_session (BerthSshHandle *self);

G_END_DECLS
