/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_TILES (berth_desktop_tiles_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopTiles, berth_desktop_tiles, BERTH, DESKTOP_TILES, GObject)

BerthDesktopTiles *berth_desktop_tiles_new (void);

void berth_desktop_tiles_begin (BerthDesktopTiles *self, guint width, guint height);
void berth_desktop_tiles_put (BerthDesktopTiles *self,
                              guint x,
                              guint y,
                              guint width,
                              guint height,
                              gsize stride,
                              GBytes *pixels);
void berth_desktop_tiles_complete (BerthDesktopTiles *self);
void berth_desktop_tiles_end (BerthDesktopTiles *self);

gboolean berth_desktop_tiles_is_empty (BerthDesktopTiles *self);
void berth_desktop_tiles_get_size (BerthDesktopTiles *self, guint *width, guint *height);
void berth_desktop_tiles_snapshot (BerthDesktopTiles *self,
                                   GtkSnapshot *snapshot,
                                   const graphene_rect_t *area,
                                   double scale);
GdkTexture *berth_desktop_tiles_dup_picture (BerthDesktopTiles *self);

G_END_DECLS
