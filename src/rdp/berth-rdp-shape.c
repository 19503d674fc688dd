/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-shape.h"

#include "berth-rdp-link-private.h"

#include <freerdp/codec/color.h>
#include <freerdp/gdi/gdi.h>

/* [MS-RDPBCGR] 2.2.9.1.1.4.7: no pointer is larger. */
#define SIDE_MAX 384

/* A mouse pointer as FreeRDP caches it, with ours behind it. */
typedef struct {
  rdpPointer pointer;
  BerthRdpPointer *shape;
} Shape;

static guint8
multiply (guint8 colour, guint8 alpha)
{
  return (guint8) ((colour * alpha + 127) / 255);
}

static void
premultiply (guint8 *pixels, gsize size)
{
  for (gsize i = 0; i < size; i += 4) {
    pixels[i] = multiply (pixels[i], pixels[i + 3]);
    pixels[i + 1] = multiply (pixels[i + 1], pixels[i + 3]);
    pixels[i + 2] = multiply (pixels[i + 2], pixels[i + 3]);
  }
}

static BerthRdpPointer *
make_shape (rdpContext *context, const rdpPointer *pointer)
{
  gsize size = (gsize) pointer->width * pointer->height * 4;
  g_autofree guint8 *pixels = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (size == 0 || pointer->width > SIDE_MAX || pointer->height > SIDE_MAX)
    return NULL;
  pixels = g_malloc0 (size);
  if (!freerdp_image_copy_from_pointer_data (
        pixels, PIXEL_FORMAT_BGRA32, 0, 0, 0, pointer->width, pointer->height,
        pointer->xorMaskData, pointer->lengthXorMask, pointer->andMaskData,
        pointer->lengthAndMask, pointer->xorBpp, &context->gdi->palette))
    return NULL;
  premultiply (pixels, size);
  bytes = g_bytes_new_take (g_steal_pointer (&pixels), size);
  return berth_rdp_pointer_new_image (pointer->width, pointer->height, pointer->xPos,
                                      pointer->yPos, bytes);
}

/* A shape that cannot be drawn is the default arrow, and no reason to hang up. */
static BOOL
on_new (rdpContext *context, rdpPointer *pointer)
{
  Shape *shape = (Shape *) pointer;

  shape->shape = make_shape (context, pointer);
  if (shape->shape == NULL)
    shape->shape = berth_rdp_pointer_new (BERTH_RDP_POINTER_DEFAULT);
  return TRUE;
}

static void
on_free (rdpContext *context, rdpPointer *pointer)
{
  Shape *shape = (Shape *) pointer;

  g_clear_pointer (&shape->shape, berth_rdp_pointer_unref);
}

static BOOL
on_set (rdpContext *context, rdpPointer *pointer)
{
  Shape *shape = (Shape *) pointer;

  berth_rdp_link_set_pointer (berth_rdp_context_of (context)->link, shape->shape);
  return TRUE;
}

static BOOL
on_set_null (rdpContext *context)
{
  g_autoptr (BerthRdpPointer) hidden = berth_rdp_pointer_new (BERTH_RDP_POINTER_HIDDEN);

  berth_rdp_link_set_pointer (berth_rdp_context_of (context)->link, hidden);
  return TRUE;
}

static BOOL
on_set_default (rdpContext *context)
{
  g_autoptr (BerthRdpPointer) arrow = berth_rdp_pointer_new (BERTH_RDP_POINTER_DEFAULT);

  berth_rdp_link_set_pointer (berth_rdp_context_of (context)->link, arrow);
  return TRUE;
}

/* The person's pointer stays where the person's hand is. */
static BOOL
on_set_position (rdpContext *context, UINT32 x, UINT32 y)
{
  return TRUE;
}

/*< private >
 * berth_rdp_shape_register:
 *
 * Has the server's mouse pointers made into ours.
 */
void
berth_rdp_shape_register (rdpGraphics *graphics)
{
  rdpPointer prototype = { 0 };

  prototype.size = sizeof (Shape);
  prototype.New = on_new;
  prototype.Free = on_free;
  prototype.Set = on_set;
  prototype.SetNull = on_set_null;
  prototype.SetDefault = on_set_default;
  prototype.SetPosition = on_set_position;
  graphics_register_pointer (graphics, &prototype);
}
