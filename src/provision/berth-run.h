/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-guest.h"
#include "berth-plan.h"
#include "berth-run-step.h"

G_BEGIN_DECLS

#define BERTH_TYPE_RUN_STATE (berth_run_state_get_type ())
#define BERTH_TYPE_RUN (berth_run_get_type ())
G_DECLARE_FINAL_TYPE (BerthRun, berth_run, BERTH, RUN, GObject)

/**
 * BerthRunState:
 * @BERTH_RUN_STATE_READY: not begun
 * @BERTH_RUN_STATE_RUNNING: under way
 * @BERTH_RUN_STATE_SUCCEEDED: the machine can be entered
 * @BERTH_RUN_STATE_FAILED: it stopped; get_error() says why
 * @BERTH_RUN_STATE_CANCELLED: the person stopped it
 * @BERTH_RUN_STATE_UNDOING: what it made is being deleted
 * @BERTH_RUN_STATE_UNDONE: nothing of it is left
 *
 * How far a run is.
 */
typedef enum {
  BERTH_RUN_STATE_READY,
  BERTH_RUN_STATE_RUNNING,
  BERTH_RUN_STATE_SUCCEEDED,
  BERTH_RUN_STATE_FAILED,
  BERTH_RUN_STATE_CANCELLED,
  BERTH_RUN_STATE_UNDOING,
  BERTH_RUN_STATE_UNDONE,
} BerthRunState;

GType berth_run_state_get_type (void);

BerthRun *berth_run_new (BerthArmClient *client,
                         BerthPlan *plan,
                         const char *journal_folder,
                         BerthGuest *guest);
DexFuture *berth_run_load_all (BerthArmClient *client,
                               const char *journal_folder,
                               BerthGuest *guest) G_GNUC_WARN_UNUSED_RESULT;

void berth_run_start (BerthRun *self);
void berth_run_cancel (BerthRun *self);
void berth_run_undo (BerthRun *self);
DexFuture *berth_run_detach (BerthRun *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_run_dismiss (BerthRun *self) G_GNUC_WARN_UNUSED_RESULT;

BerthRunState berth_run_get_state (BerthRun *self);
GListModel *berth_run_get_steps (BerthRun *self);
const GError *berth_run_get_error (BerthRun *self);
BerthPlan *berth_run_get_plan (BerthRun *self);
const char *berth_run_get_id (BerthRun *self);
const char *berth_run_get_machine_name (BerthRun *self);
const char *berth_run_get_machine_id (BerthRun *self);
const char *berth_run_get_address (BerthRun *self);
gboolean berth_run_can_be_entered (BerthRun *self);

G_END_DECLS
