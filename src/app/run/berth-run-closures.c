/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-run-closures.h"

#include <glib/gi18n.h>

/**
 * berth_run_step_state_label:
 *
 * Returns: what a person calls @state
 */
const char *
berth_run_step_state_label (BerthRunStepState state)
{
  switch (state) {
  case BERTH_RUN_STEP_STATE_RUNNING:
    return _ ("Under way");
  case BERTH_RUN_STEP_STATE_DONE:
    return _ ("Done");
  case BERTH_RUN_STEP_STATE_FAILED:
    return _ ("Failed");
  case BERTH_RUN_STEP_STATE_SKIPPED:
    return _ ("Not needed");
  case BERTH_RUN_STEP_STATE_WAITING:
  default:
    return _ ("Not yet");
  }
}

/**
 * berth_run_step_state_icon:
 *
 * Returns: the name of a symbolic icon for @state
 */
const char *
berth_run_step_state_icon (BerthRunStepState state)
{
  switch (state) {
  case BERTH_RUN_STEP_STATE_DONE:
    return "object-select-symbolic";
  case BERTH_RUN_STEP_STATE_FAILED:
    return "dialog-error-symbolic";
  case BERTH_RUN_STEP_STATE_SKIPPED:
    return "list-remove-symbolic";
  default:
    return "content-loading-symbolic";
  }
}

/**
 * berth_run_step_state_style:
 *
 * Returns: the style class that goes with @state
 */
const char *
berth_run_step_state_style (BerthRunStepState state)
{
  switch (state) {
  case BERTH_RUN_STEP_STATE_DONE:
    return "success";
  case BERTH_RUN_STEP_STATE_FAILED:
    return "error";
  default:
    return "dimmed";
  }
}
