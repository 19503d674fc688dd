/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BerthPowerState:
 * @BERTH_POWER_STATE_UNKNOWN: not said, or a word that is not known
 * @BERTH_POWER_STATE_STARTING: on its way up; billed
 * @BERTH_POWER_STATE_RUNNING: up; billed
 * @BERTH_POWER_STATE_STOPPING: on its way down; billed
 * @BERTH_POWER_STATE_STOPPED: down but still holding its place; billed
 * @BERTH_POWER_STATE_DEALLOCATING: giving its place back
 * @BERTH_POWER_STATE_DEALLOCATED: off; only its disk and address are billed
 *
 * Whether a machine runs.
 */
typedef enum {
  BERTH_POWER_STATE_UNKNOWN,
  BERTH_POWER_STATE_STARTING,
  BERTH_POWER_STATE_RUNNING,
  BERTH_POWER_STATE_STOPPING,
  BERTH_POWER_STATE_STOPPED,
  BERTH_POWER_STATE_DEALLOCATING,
  BERTH_POWER_STATE_DEALLOCATED,
} BerthPowerState;

BerthPowerState berth_power_state_from_code (const char *code);

G_END_DECLS
