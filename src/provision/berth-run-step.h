/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_RUN_STEP_STATE (berth_run_step_state_get_type ())
#define BERTH_TYPE_RUN_STEP (berth_run_step_get_type ())
G_DECLARE_FINAL_TYPE (BerthRunStep, berth_run_step, BERTH, RUN_STEP, GObject)

/**
 * BerthRunStepState:
 * @BERTH_RUN_STEP_STATE_WAITING: its turn has not come
 * @BERTH_RUN_STEP_STATE_RUNNING: under way
 * @BERTH_RUN_STEP_STATE_DONE: done
 * @BERTH_RUN_STEP_STATE_FAILED: it went wrong
 * @BERTH_RUN_STEP_STATE_SKIPPED: was not needed
 *
 * How far a step is.
 */
typedef enum {
  BERTH_RUN_STEP_STATE_WAITING,
  BERTH_RUN_STEP_STATE_RUNNING,
  BERTH_RUN_STEP_STATE_DONE,
  BERTH_RUN_STEP_STATE_FAILED,
  BERTH_RUN_STEP_STATE_SKIPPED,
} BerthRunStepState;

GType berth_run_step_state_get_type (void);

BerthRunStep *berth_run_step_new (const char *id, const char *title);

void berth_run_step_set_state (BerthRunStep *self, BerthRunStepState state, gint64 now);
void berth_run_step_set_detail (BerthRunStep *self, const char *detail);
void berth_run_step_tick (BerthRunStep *self, gint64 now);

const char *berth_run_step_get_id (BerthRunStep *self);
const char *berth_run_step_get_title (BerthRunStep *self);
const char *berth_run_step_get_detail (BerthRunStep *self);
BerthRunStepState berth_run_step_get_state (BerthRunStep *self);
gint64 berth_run_step_get_elapsed (BerthRunStep *self);

G_END_DECLS
