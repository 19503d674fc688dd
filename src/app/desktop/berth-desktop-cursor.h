/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-rdp-pointer.h"

G_BEGIN_DECLS

GdkCursor *berth_desktop_cursor_new (BerthRdpPointer *pointer, double scale);
GdkTexture *berth_desktop_cursor_new_texture (const BerthRdpPointer *pointer,
                                              double scale,
                                              int *width,
                                              int *height,
                                              int *hotspot_x,
                                              int *hotspot_y);

G_END_DECLS
