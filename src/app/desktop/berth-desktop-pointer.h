/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-desktop-sink.h"

G_BEGIN_DECLS

/**
 * BerthDesktopPlaceFunc:
 * @x: in the widget
 * @y: in the widget
 * @desktop_x: (out): in pixels of the desktop, inside it
 * @desktop_y: (out): likewise
 *
 * Returns: whether there is a desktop at all
 */
typedef gboolean (*BerthDesktopPlaceFunc) (
  GtkWidget *widget, double x, double y, int *desktop_x, int *desktop_y);

#define BERTH_TYPE_DESKTOP_POINTER (berth_desktop_pointer_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopPointer, berth_desktop_pointer, BERTH, DESKTOP_POINTER, GObject)

BerthDesktopPointer *berth_desktop_pointer_new (GtkWidget *widget,
                                                BerthDesktopPlaceFunc find_place);

void berth_desktop_pointer_set_sink (BerthDesktopPointer *self, BerthDesktopSink *sink);
void berth_desktop_pointer_move (BerthDesktopPointer *self, double x, double y);
void berth_desktop_pointer_press (
  BerthDesktopPointer *self, guint button, gboolean down, double x, double y);
void berth_desktop_pointer_scroll (BerthDesktopPointer *self,
                                   GdkScrollUnit unit,
                                   double dx,
                                   double dy);
void berth_desktop_pointer_touch (BerthDesktopPointer *self,
                                  GdkEventSequence *finger,
                                  BerthDesktopTouch what,
                                  double x,
                                  double y);
void berth_desktop_pointer_flush (BerthDesktopPointer *self);
void berth_desktop_pointer_release_all (BerthDesktopPointer *self);

G_END_DECLS
