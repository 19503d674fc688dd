/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As many as a client can tell of ([MS-RDPBCGR] 2.2.1.3.6). */
#define BERTH_RDP_MONITORS_MAX 16

/**
 * BerthRdpMonitor:
 * @x: where its left edge is, in device pixels, from that of the primary one
 * @y: where its upper edge is; likewise
 * @width: in device pixels, an even number
 * @height: in device pixels
 * @scale: device pixels per logical pixel
 * @is_primary: whether it is the one that a desktop puts its panel on; one has to be
 *
 * One of several that show a desktop together.
 */
typedef struct {
  int x;
  int y;
  guint width;
  guint height;
  double scale;
  gboolean is_primary;
} BerthRdpMonitor;

G_END_DECLS
