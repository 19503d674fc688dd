/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _BerthSshPipe BerthSshPipe;

BerthSshPipe *berth_ssh_pipe_new (gsize capacity);
BerthSshPipe *berth_ssh_pipe_ref (BerthSshPipe *self);
void berth_ssh_pipe_unref (BerthSshPipe *self);

gsize berth_ssh_pipe_get_room (BerthSshPipe *self);
gsize berth_ssh_pipe_get_size (BerthSshPipe *self);
gboolean berth_ssh_pipe_put (BerthSshPipe *self, gconstpointer bytes, gsize size);
GBytes *berth_ssh_pipe_take (BerthSshPipe *self, gsize max_bytes, gboolean *was_full);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthSshPipe, berth_ssh_pipe_unref)

G_END_DECLS
