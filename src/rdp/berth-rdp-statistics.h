/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_RDP_STATISTICS (berth_rdp_statistics_get_type ())

/**
 * BerthRdpStatistics:
 * @frames_per_second: pictures that came during the last second
 * @round_trip_ms: to the server and back as the server measures it; 0 where it does not
 * @bytes_in_per_second: what came, as TLS carries it
 * @bytes_out_per_second: what went
 * @codec: (nullable): how the last picture was packed, a name for people; not translated
 *
 * How a session does. A plain value.
 */
typedef struct {
  double frames_per_second;
  guint round_trip_ms;
  guint64 bytes_in_per_second;
  guint64 bytes_out_per_second;
  const char *codec;
} BerthRdpStatistics;

GType berth_rdp_statistics_get_type (void);

BerthRdpStatistics *berth_rdp_statistics_copy (const BerthRdpStatistics *self);
void berth_rdp_statistics_free (BerthRdpStatistics *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpStatistics, berth_rdp_statistics_free)

G_END_DECLS
