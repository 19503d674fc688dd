/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-power-state.h"

static const char *const codes[] = {
  [BERTH_POWER_STATE_STARTING] = "starting",
  [BERTH_POWER_STATE_RUNNING] = "running",
  [BERTH_POWER_STATE_STOPPING] = "stopping",
  [BERTH_POWER_STATE_STOPPED] = "stopped",
  [BERTH_POWER_STATE_DEALLOCATING] = "deallocating",
  [BERTH_POWER_STATE_DEALLOCATED] = "deallocated",
};

/**
 * berth_power_state_from_code:
 * @code: (nullable): "PowerState/running", say
 *
 * Returns: the state, %BERTH_POWER_STATE_UNKNOWN for a word that is not known
 */
BerthPowerState
berth_power_state_from_code (const char *code)
{
  const char *word = NULL;

  if (code == NULL || g_ascii_strncasecmp (code, "PowerState/", 11) != 0)
    return BERTH_POWER_STATE_UNKNOWN;
  word = code + 11;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    if (codes[i] != NULL && g_ascii_strcasecmp (word, codes[i]) == 0)
      return (BerthPowerState) i;
  }
  return BERTH_POWER_STATE_UNKNOWN;
}
