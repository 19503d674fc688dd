/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_SIZE (berth_desktop_size_get_type ())

/**
 * BerthDesktopSize:
 * @BERTH_DESKTOP_SIZE_DYNAMIC: the desktop takes the size of the window
 * @BERTH_DESKTOP_SIZE_FIT: the picture is scaled to the window
 * @BERTH_DESKTOP_SIZE_ACTUAL: pixel for pixel, to be scrolled
 *
 * What becomes of a desktop whose size is not the window's.
 */
typedef enum {
  BERTH_DESKTOP_SIZE_DYNAMIC,
  BERTH_DESKTOP_SIZE_FIT,
  BERTH_DESKTOP_SIZE_ACTUAL,
} BerthDesktopSize;

GType berth_desktop_size_get_type (void);

/**
 * BerthDesktopPlacement:
 *
 * Where the picture lies in a widget, in device pixels. Width and height are whole, and
 * so is the corner's place in the surface.
 */
typedef struct {
  double left;
  double top;
  double width;
  double height;
} BerthDesktopPlacement;

graphene_rect_t berth_desktop_placement_find_widget (GtkWidget *widget);
void berth_desktop_placement_count (const graphene_rect_t *widget,
                                    double scale,
                                    guint *width,
                                    guint *height);
gboolean berth_desktop_placement_find (BerthDesktopPlacement *self,
                                       BerthDesktopSize mode,
                                       guint desktop_width,
                                       guint desktop_height,
                                       const graphene_rect_t *widget,
                                       double scale);
void berth_desktop_placement_find_pixel (const BerthDesktopPlacement *self,
                                         guint desktop_width,
                                         guint desktop_height,
                                         double device_x,
                                         double device_y,
                                         int *x,
                                         int *y);
void berth_desktop_placement_find_room (
  GtkWidget *widget, int reserved, guint *width, guint *height, double *scale);

G_END_DECLS
