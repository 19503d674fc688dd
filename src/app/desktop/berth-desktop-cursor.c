/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-cursor.h"

#include <math.h>
#include <string.h>

#define BYTES_PER_PIXEL 4
#define DEFAULT_CURSOR "default"

/* Transparent pixels at the right and below, so that the image fills whole application
 * pixels without being scaled. */
static GBytes *
pad (const BerthRdpPointer *pointer, guint width, guint height)
{
  guint old_width = berth_rdp_pointer_get_width (pointer);
  guint old_height = berth_rdp_pointer_get_height (pointer);
  const guchar *source = g_bytes_get_data (berth_rdp_pointer_get_pixels (pointer), NULL);
  gsize stride = (gsize) width * BYTES_PER_PIXEL;
  guchar *padded = g_malloc0 (stride * height);

  for (guint row = 0; row < MIN (old_height, height); row++)
    memcpy (padded + row * stride, source + (gsize) row * old_width * BYTES_PER_PIXEL,
            (gsize) MIN (old_width, width) * BYTES_PER_PIXEL);
  return g_bytes_new_take (padded, stride * height);
}

static int
to_application_pixels (guint pixels, guint most, double scale)
{
  return CLAMP ((int) lround (pixels / scale), 0, (int) most - 1);
}

static GdkTexture *
make_texture (GdkCursor *cursor,
              int cursor_size,
              double scale,
              int *width,
              int *height,
              int *hotspot_x,
              int *hotspot_y,
              gpointer pointer)
{
  return berth_desktop_cursor_new_texture (pointer, scale, width, height, hotspot_x,
                                           hotspot_y);
}

static void
free_pointer (gpointer pointer)
{
  berth_rdp_pointer_unref (pointer);
}

/**
 * berth_desktop_cursor_new_texture:
 * @pointer: an image
 * @scale: device pixels in an application pixel
 * @width: (out): in application pixels
 * @height: (out): in application pixels
 * @hotspot_x: (out): in application pixels, inside the image
 * @hotspot_y: (out): likewise
 *
 * Returns: (transfer full): the image, a pixel of the desktop to a device pixel
 */
GdkTexture *
berth_desktop_cursor_new_texture (const BerthRdpPointer *pointer,
                                  double scale,
                                  int *width,
                                  int *height,
                                  int *hotspot_x,
                                  int *hotspot_y)
{
  g_autoptr (GBytes) pixels = NULL;
  guint device_width, device_height;

  *width = (int) MAX (ceil (berth_rdp_pointer_get_width (pointer) / scale), 1);
  *height = (int) MAX (ceil (berth_rdp_pointer_get_height (pointer) / scale), 1);
  *hotspot_x = to_application_pixels (berth_rdp_pointer_get_hotspot_x (pointer),
                                      (guint) *width, scale);
  *hotspot_y = to_application_pixels (berth_rdp_pointer_get_hotspot_y (pointer),
                                      (guint) *height, scale);
  device_width = (guint) lround (*width * scale);
  device_height = (guint) lround (*height * scale);
  pixels = pad (pointer, device_width, device_height);
  return gdk_memory_texture_new ((int) device_width, (int) device_height,
                                 GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, pixels,
                                 (gsize) device_width * BYTES_PER_PIXEL);
}

/**
 * berth_desktop_cursor_new:
 * @pointer: what the desktop wants to be seen
 * @scale: the surface's scale
 *
 * Returns: (transfer full): the cursor for it
 */
GdkCursor *
berth_desktop_cursor_new (BerthRdpPointer *pointer, double scale)
{
  g_autoptr (GdkCursor) fallback = gdk_cursor_new_from_name (DEFAULT_CURSOR, NULL);
  g_autoptr (GdkTexture) texture = NULL;
  int width, height, hotspot_x, hotspot_y;

  switch (berth_rdp_pointer_get_kind (pointer)) {
  case BERTH_RDP_POINTER_HIDDEN:
    return gdk_cursor_new_from_name ("none", fallback);
  case BERTH_RDP_POINTER_IMAGE:
    break;
  case BERTH_RDP_POINTER_DEFAULT:
  default:
    return g_steal_pointer (&fallback);
  }
  /* Told by its size alone where that is the same in both units: each backend takes it.
   */
  if (scale != 1)
    return gdk_cursor_new_from_callback (make_texture, berth_rdp_pointer_ref (pointer),
                                         free_pointer, fallback);
  texture = berth_desktop_cursor_new_texture (pointer, scale, &width, &height, &hotspot_x,
                                              &hotspot_y);
  return gdk_cursor_new_from_texture (texture, hotspot_x, hotspot_y, fallback);
}
