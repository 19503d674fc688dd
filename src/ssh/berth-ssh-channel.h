/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-ssh-pipe.h"
#include "berth-ssh-round.h"
#include "berth-worker.h"

G_BEGIN_DECLS

typedef struct _BerthSshChannel BerthSshChannel;

extern const BerthSshMember berth_ssh_channel_member;

/**
 * BerthSshChannelListener:
 *
 * Told on the owner's context that there is something to read, or that the channel ended.
 */
typedef void (*BerthSshChannelListener) (gpointer listener);

BerthSshChannel *
berth_ssh_channel_new_shell (BerthWorker *worker, guint columns, guint rows);
BerthSshChannel *
berth_ssh_channel_new_command (BerthWorker *worker, const char *command, GBytes *input);
BerthSshChannel *berth_ssh_channel_ref (BerthSshChannel *self);
void berth_ssh_channel_unref (BerthSshChannel *self);

void berth_ssh_channel_set_listener (BerthSshChannel *self,
                                     GObject *listener,
                                     BerthSshChannelListener on_news);
BerthSshPipe *berth_ssh_channel_get_output (BerthSshChannel *self);
BerthSshPipe *berth_ssh_channel_get_errors (BerthSshChannel *self);
DexFuture *berth_ssh_channel_get_opened (BerthSshChannel *self);
DexFuture *berth_ssh_channel_get_finished (BerthSshChannel *self);

void berth_ssh_channel_write (BerthSshChannel *self, GBytes *bytes);
void berth_ssh_channel_resize (BerthSshChannel *self, guint columns, guint rows);
void berth_ssh_channel_close (BerthSshChannel *self);
void berth_ssh_channel_wake (BerthSshChannel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthSshChannel, berth_ssh_channel_unref)

G_END_DECLS
