/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_RDP_FRAME (berth_rdp_frame_get_type ())

/* Tiles are squares of this many pixels; those at the right and lower edge are smaller.
 */
#define BERTH_RDP_TILE_SIZE 256

/**
 * BerthRdpTile:
 * @column: counted from the left, 0 first
 * @row: counted from the top, 0 first
 * @x: the left edge, in pixels of the desktop: @column × %BERTH_RDP_TILE_SIZE
 * @y: the upper edge
 * @width: in pixels
 * @height: in pixels
 * @stride: bytes from one line to the next
 * @pixels: (transfer none): B, G, R and an undefined byte per pixel
 *
 * One changed tile of the desktop, whole.
 */
typedef struct {
  guint column;
  guint row;
  guint x;
  guint y;
  guint width;
  guint height;
  gsize stride;
  GBytes *pixels;
} BerthRdpTile;

/**
 * BerthRdpFrame:
 *
 * The tiles that changed since the frame before was taken. Immutable and counted.
 */
typedef struct _BerthRdpFrame BerthRdpFrame;

GType berth_rdp_frame_get_type (void);

BerthRdpFrame *berth_rdp_frame_ref (BerthRdpFrame *self);
void berth_rdp_frame_unref (BerthRdpFrame *self);

guint berth_rdp_frame_get_width (const BerthRdpFrame *self);
guint berth_rdp_frame_get_height (const BerthRdpFrame *self);
gboolean berth_rdp_frame_is_complete (const BerthRdpFrame *self);
guint berth_rdp_frame_get_n_tiles (const BerthRdpFrame *self);
const BerthRdpTile *berth_rdp_frame_get_tile (const BerthRdpFrame *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpFrame, berth_rdp_frame_unref)

G_END_DECLS
