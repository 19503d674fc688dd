/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-placement.h"

#include <math.h>

/* Servers want even widths, so a desktop may be a little off the window that it follows:
 * that is shown as it is, with a line left over, and not smeared over the line. */
#define SLACK 2
/* Of a device pixel: what single precision makes of a whole number. */
#define TOLERANCE 0.01

/* What is asked for where a window has no size yet. */
#define FIRST_WIDTH 1280
#define FIRST_HEIGHT 800

G_DEFINE_ENUM_TYPE (BerthDesktopSize,
                    berth_desktop_size,
                    G_DEFINE_ENUM_VALUE (BERTH_DESKTOP_SIZE_DYNAMIC, "dynamic"),
                    G_DEFINE_ENUM_VALUE (BERTH_DESKTOP_SIZE_FIT, "fit"),
                    G_DEFINE_ENUM_VALUE (BERTH_DESKTOP_SIZE_ACTUAL, "actual"))

static gboolean
is_near (guint desktop, double available)
{
  return fabs (available - desktop) <= SLACK;
}

static double
find_factor (BerthDesktopSize mode,
             guint desktop_width,
             guint desktop_height,
             double available_width,
             double available_height)
{
  if (mode == BERTH_DESKTOP_SIZE_ACTUAL
      || (is_near (desktop_width, available_width)
          && is_near (desktop_height, available_height)))
    return 1;
  return MIN (available_width / desktop_width, available_height / desktop_height);
}

/* Only whole device pixels: GTK cuts a widget off where it ends, so that a row which is
 * inside in part would be blended with what is beside it. */
static double
find_first_pixel (double origin)
{
  return ceil (origin - TOLERANCE);
}

static double
count_pixels (double origin, double size)
{
  return MAX (floor (origin + size + TOLERANCE) - find_first_pixel (origin), 0);
}

/* In the middle, and on a device pixel of the surface. */
static double
find_corner (double origin, double available, double size)
{
  double middle = MAX ((available - size) / 2, 0);

  return find_first_pixel (origin) + round (middle) - origin;
}

/**
 * berth_desktop_placement_find_widget:
 * @widget: what a desktop is in
 *
 * Returns: where it lies in its surface, window shadow and all, in application pixels
 */
graphene_rect_t
berth_desktop_placement_find_widget (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  graphene_point_t corner = GRAPHENE_POINT_INIT_ZERO;
  double left = 0, top = 0;

  if (native != NULL) {
    gtk_native_get_surface_transform (native, &left, &top);
    if (!gtk_widget_compute_point (widget, GTK_WIDGET (native), &GRAPHENE_POINT_INIT_ZERO,
                                   &corner))
      corner = GRAPHENE_POINT_INIT_ZERO;
  }
  return GRAPHENE_RECT_INIT (corner.x + (float) left, corner.y + (float) top,
                             (float) gtk_widget_get_width (widget),
                             (float) gtk_widget_get_height (widget));
}

/**
 * berth_desktop_placement_count:
 * @widget: where a widget lies in its surface, in application pixels
 * @scale: device pixels in an application pixel
 * @width: (out): whole device pixels inside it
 * @height: (out): likewise
 */
void
berth_desktop_placement_count (const graphene_rect_t *widget,
                               double scale,
                               guint *width,
                               guint *height)
{
  *width = (guint) count_pixels (widget->origin.x * scale, widget->size.width * scale);
  *height = (guint) count_pixels (widget->origin.y * scale, widget->size.height * scale);
}

/**
 * berth_desktop_placement_find:
 * @mode: what becomes of a desktop of another size
 * @desktop_width: in pixels
 * @desktop_height: in pixels
 * @widget: where the widget lies in its surface, in application pixels
 * @scale: device pixels in an application pixel
 *
 * Returns: whether there is anything to be seen
 */
gboolean
berth_desktop_placement_find (BerthDesktopPlacement *self,
                              BerthDesktopSize mode,
                              guint desktop_width,
                              guint desktop_height,
                              const graphene_rect_t *widget,
                              double scale)
{
  guint available_width, available_height;
  double factor;

  berth_desktop_placement_count (widget, scale, &available_width, &available_height);

  if (desktop_width == 0 || desktop_height == 0 || available_width < 1
      || available_height < 1)
    return FALSE;
  factor = find_factor (mode, desktop_width, desktop_height, available_width,
                        available_height);
  self->width = MAX (round (desktop_width * factor), 1);
  self->height = MAX (round (desktop_height * factor), 1);
  self->left = find_corner (widget->origin.x * scale, available_width, self->width);
  self->top = find_corner (widget->origin.y * scale, available_height, self->height);
  return TRUE;
}

/**
 * berth_desktop_placement_find_pixel:
 * @device_x: in the widget, in device pixels
 * @device_y: likewise
 * @x: (out): the desktop's pixel that is shown there, or the nearest one
 * @y: (out): likewise
 */
void
berth_desktop_placement_find_pixel (const BerthDesktopPlacement *self,
                                    guint desktop_width,
                                    guint desktop_height,
                                    double device_x,
                                    double device_y,
                                    int *x,
                                    int *y)
{
  double column = floor ((device_x - self->left) * desktop_width / self->width);
  double row = floor ((device_y - self->top) * desktop_height / self->height);

  *x = (int) CLAMP (column, 0, (double) desktop_width - 1);
  *y = (int) CLAMP (row, 0, (double) desktop_height - 1);
}

/**
 * berth_desktop_placement_find_room:
 * @widget: what a desktop will be in
 * @reserved: application pixels of its height that the desktop will not have
 * @width: (out): what it will have, in device pixels
 * @height: (out): likewise
 * @scale: (out): device pixels in an application pixel
 */
void
berth_desktop_placement_find_room (
  GtkWidget *widget, int reserved, guint *width, guint *height, double *scale)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  graphene_rect_t room = berth_desktop_placement_find_widget (widget);

  room.origin.y += (float) reserved;
  room.size.height -= (float) reserved;
  *scale = surface != NULL ? gdk_surface_get_scale (surface) : 1;
  berth_desktop_placement_count (&room, *scale, width, height);
  if (*width == 0)
    *width = FIRST_WIDTH;
  if (*height == 0)
    *height = FIRST_HEIGHT;
}
