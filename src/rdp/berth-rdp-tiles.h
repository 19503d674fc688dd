/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-frame.h"

G_BEGIN_DECLS

typedef struct {
  int x;
  int y;
  int width;
  int height;
} BerthRdpRectangle;

typedef struct _BerthRdpTiles BerthRdpTiles;

BerthRdpTiles *berth_rdp_tiles_new (void);
BerthRdpTiles *berth_rdp_tiles_ref (BerthRdpTiles *self);
void berth_rdp_tiles_unref (BerthRdpTiles *self);

gboolean berth_rdp_tiles_reset (BerthRdpTiles *self, guint width, guint height);
void berth_rdp_tiles_paint (BerthRdpTiles *self,
                            const BerthRdpRectangle *rectangles,
                            guint n_rectangles,
                            const guint8 *pixels,
                            gsize stride);
gboolean berth_rdp_tiles_complete (BerthRdpTiles *self);
BerthRdpFrame *berth_rdp_tiles_take (BerthRdpTiles *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpTiles, berth_rdp_tiles_unref)

G_END_DECLS
