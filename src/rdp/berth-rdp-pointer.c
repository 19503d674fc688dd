/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-pointer.h"

struct _BerthRdpPointer {
  BerthRdpPointerKind kind;
  guint width;
  guint height;
  guint hotspot_x;
  guint hotspot_y;
  GBytes *pixels; /* NULL without an image */
};

G_DEFINE_BOXED_TYPE (BerthRdpPointer,
                     berth_rdp_pointer,
                     berth_rdp_pointer_ref,
                     berth_rdp_pointer_unref)

static void
pointer_clear (gpointer data)
{
  BerthRdpPointer *self = data;

  g_clear_pointer (&self->pixels, g_bytes_unref);
}

/**
 * berth_rdp_pointer_new:
 * @kind: anything but %BERTH_RDP_POINTER_IMAGE
 */
BerthRdpPointer *
berth_rdp_pointer_new (BerthRdpPointerKind kind)
{
  BerthRdpPointer *self = g_atomic_rc_box_new0 (BerthRdpPointer);

  self->kind = kind;
  return self;
}

/**
 * berth_rdp_pointer_new_image:
 * @width: in pixels of the desktop
 * @height: the same
 * @hotspot_x: the pixel that points; moved inside the image where it is outside
 * @hotspot_y: the same
 * @pixels: @width × @height times B, G, R, A, the colours multiplied by A already
 */
BerthRdpPointer *
berth_rdp_pointer_new_image (
  guint width, guint height, guint hotspot_x, guint hotspot_y, GBytes *pixels)
{
  BerthRdpPointer *self;

  g_return_val_if_fail (width > 0 && height > 0, NULL);
  g_return_val_if_fail (g_bytes_get_size (pixels) == (gsize) width * height * 4, NULL);

  self = berth_rdp_pointer_new (BERTH_RDP_POINTER_IMAGE);
  self->width = width;
  self->height = height;
  self->hotspot_x = MIN (hotspot_x, width - 1);
  self->hotspot_y = MIN (hotspot_y, height - 1);
  self->pixels = g_bytes_ref (pixels);
  return self;
}

BerthRdpPointer *
berth_rdp_pointer_ref (BerthRdpPointer *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
berth_rdp_pointer_unref (BerthRdpPointer *self)
{
  g_atomic_rc_box_release_full (self, pointer_clear);
}

/**
 * berth_rdp_pointer_get_kind:
 *
 * Returns: what is to be seen
 */
BerthRdpPointerKind
berth_rdp_pointer_get_kind (const BerthRdpPointer *self)
{
  return self->kind;
}

/**
 * berth_rdp_pointer_get_width:
 *
 * Returns: in pixels of the desktop; 0 without an image
 */
guint
berth_rdp_pointer_get_width (const BerthRdpPointer *self)
{
  return self->width;
}

/**
 * berth_rdp_pointer_get_height:
 *
 * Returns: in pixels of the desktop; 0 without an image
 */
guint
berth_rdp_pointer_get_height (const BerthRdpPointer *self)
{
  return self->height;
}

/**
 * berth_rdp_pointer_get_hotspot_x:
 *
 * Returns: the pixel that points, always inside the image
 */
guint
berth_rdp_pointer_get_hotspot_x (const BerthRdpPointer *self)
{
  return self->hotspot_x;
}

/**
 * berth_rdp_pointer_get_hotspot_y:
 *
 * Returns: the pixel that points, always inside the image
 */
guint
berth_rdp_pointer_get_hotspot_y (const BerthRdpPointer *self)
{
  return self->hotspot_y;
}

/**
 * berth_rdp_pointer_get_pixels:
 *
 * Returns: (transfer none) (nullable): B, G, R, A per pixel, premultiplied, without
 *   padding; %NULL without an image
 */
GBytes *
berth_rdp_pointer_get_pixels (const BerthRdpPointer *self)
{
  return self->pixels;
}
