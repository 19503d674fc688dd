/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-statistics.h"

G_DEFINE_BOXED_TYPE (BerthRdpStatistics,
                     berth_rdp_statistics,
                     berth_rdp_statistics_copy,
                     berth_rdp_statistics_free)

/**
 * berth_rdp_statistics_copy:
 *
 * Returns: (transfer full): the same figures
 */
BerthRdpStatistics *
berth_rdp_statistics_copy (const BerthRdpStatistics *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
berth_rdp_statistics_free (BerthRdpStatistics *self)
{
  g_free (self);
}
