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

/**
 * berth_run_elapsed_text:
 * @elapsed_usec: how long something took, or takes; below zero where it has not begun
 *
 * Returns: (transfer full): minutes and seconds, with hours where there are any
 */
char *
berth_run_elapsed_text (gint64 elapsed_usec)
{
  gint64 seconds = elapsed_usec / G_USEC_PER_SEC;

  if (elapsed_usec < 0)
    return g_strdup ("");
  if (seconds < 3600)
    return g_strdup_printf ("%d:%02d", (int) (seconds / 60), (int) (seconds % 60));
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d", seconds / 3600,
                          (int) (seconds / 60 % 60), (int) (seconds % 60));
}
