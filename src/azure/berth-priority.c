/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-priority.h"

/**
 * berth_priority_is_spot:
 * @priority: (nullable): a machine's priority as the service tells it
 *
 * "Low" is the older word for "Spot" (Compute, VirtualMachinePriorityTypes); machines
 * that were made with it keep it.
 *
 * Returns: whether the machine runs on spare capacity
 */
gboolean
berth_priority_is_spot (const char *priority)
{
  return priority != NULL
         && (g_ascii_strcasecmp (priority, "Spot") == 0
             || g_ascii_strcasecmp (priority, "Low") == 0);
}
