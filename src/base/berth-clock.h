/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_CLOCK (berth_clock_get_type ())
G_DECLARE_FINAL_TYPE (BerthClock, berth_clock, BERTH, CLOCK, GObject)

BerthClock *berth_clock_new (double speed);
BerthClock *berth_clock_new_manual (gint64 now_usec);

gint64 berth_clock_get_now (BerthClock *self);
gint64 berth_clock_to_real (BerthClock *self, gint64 duration_usec);
GDateTime *berth_clock_dup_now_utc (BerthClock *self);
void berth_clock_advance (BerthClock *self, gint64 duration_usec);
DexFuture *berth_clock_wait (BerthClock *self,
                             gint64 duration_usec,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
