/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "berth-rdp-monitor.h"

G_BEGIN_DECLS

/**
 * BerthDesktopOutput:
 * @place: where a monitor lies, in application pixels
 * @scale: device pixels in an application pixel
 *
 * A monitor as GDK tells of it.
 */
typedef struct {
  GdkRectangle place;
  double scale;
} BerthDesktopOutput;

/**
 * BerthDesktopPart:
 * @x: its left edge in the whole
 * @y: its upper edge in the whole
 * @width: the whole's width
 * @height: the whole's height
 *
 * What one monitor shows of a desktop that lies over several, in device pixels.
 */
typedef struct {
  int x;
  int y;
  guint width;
  guint height;
} BerthDesktopPart;

/**
 * BerthDesktopLayout:
 * @monitors: how they lie, for the desktop's server
 * @parts: what each shows, from the corner of the rectangle around them
 * @n_monitors: how many
 */
typedef struct {
  BerthRdpMonitor monitors[BERTH_RDP_MONITORS_MAX];
  BerthDesktopPart parts[BERTH_RDP_MONITORS_MAX];
  guint n_monitors;
} BerthDesktopLayout;

gboolean berth_desktop_layout_find (BerthDesktopLayout *self,
                                    const BerthDesktopOutput *outputs,
                                    guint n_outputs,
                                    guint primary);
gboolean berth_desktop_layout_equal (const BerthDesktopLayout *a,
                                     const BerthDesktopLayout *b);

G_END_DECLS
