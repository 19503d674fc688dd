/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BerthStall:
 * @iterations: how often the main loop went round
 * @longest_msec: its longest round, by the clock on the wall
 * @longest_busy_msec: its longest round, by the time that its thread was on a processor
 *
 * What was measured.
 */
typedef struct {
  guint iterations;
  double longest_msec;
  double longest_busy_msec;
} BerthStall;

void berth_stall_meter_install (void);
void berth_stall_meter_begin (void);
BerthStall berth_stall_meter_end (void);
void berth_stall_meter_await_quiet (void);

G_END_DECLS
