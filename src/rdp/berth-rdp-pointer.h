/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_RDP_POINTER (berth_rdp_pointer_get_type ())

/**
 * BerthRdpPointerKind:
 * @BERTH_RDP_POINTER_DEFAULT: the system's own arrow
 * @BERTH_RDP_POINTER_HIDDEN: no pointer at all
 * @BERTH_RDP_POINTER_IMAGE: the image that comes with it
 *
 * What the desktop wants to be seen where the mouse is.
 */
typedef enum {
  BERTH_RDP_POINTER_DEFAULT,
  BERTH_RDP_POINTER_HIDDEN,
  BERTH_RDP_POINTER_IMAGE,
} BerthRdpPointerKind;

/**
 * BerthRdpPointer:
 *
 * A mouse pointer, as the desktop draws it. Immutable and counted.
 */
typedef struct _BerthRdpPointer BerthRdpPointer;

GType berth_rdp_pointer_get_type (void);

BerthRdpPointer *berth_rdp_pointer_new (BerthRdpPointerKind kind);
BerthRdpPointer *berth_rdp_pointer_new_image (
  guint width, guint height, guint hotspot_x, guint hotspot_y, GBytes *pixels);
BerthRdpPointer *berth_rdp_pointer_ref (BerthRdpPointer *self);
void berth_rdp_pointer_unref (BerthRdpPointer *self);

BerthRdpPointerKind berth_rdp_pointer_get_kind (const BerthRdpPointer *self);
guint berth_rdp_pointer_get_width (const BerthRdpPointer *self);
guint berth_rdp_pointer_get_height (const BerthRdpPointer *self);
guint berth_rdp_pointer_get_hotspot_x (const BerthRdpPointer *self);
guint berth_rdp_pointer_get_hotspot_y (const BerthRdpPointer *self);
GBytes *berth_rdp_pointer_get_pixels (const BerthRdpPointer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpPointer, berth_rdp_pointer_unref)

G_END_DECLS
