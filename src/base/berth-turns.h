/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * BerthTurns:
 *
 * Has fibers that come to the same thing at once take turns. One thread's.
 */
typedef struct _BerthTurns BerthTurns;

BerthTurns *berth_turns_new (void);
void berth_turns_free (BerthTurns *self);

DexFuture *berth_turns_take (BerthTurns *self,
                             const char *name,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void berth_turns_pass_on (BerthTurns *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthTurns, berth_turns_free)

G_END_DECLS
