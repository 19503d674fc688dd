/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-desktop-sink.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_KEYBOARD (berth_desktop_keyboard_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopKeyboard, berth_desktop_keyboard, BERTH, DESKTOP_KEYBOARD, GObject)

BerthDesktopKeyboard *berth_desktop_keyboard_new (GtkWidget *widget);

void berth_desktop_keyboard_set_sink (BerthDesktopKeyboard *self, BerthDesktopSink *sink);
void berth_desktop_keyboard_set_local_input (BerthDesktopKeyboard *self,
                                             gboolean local_input);
void berth_desktop_keyboard_set_caret (BerthDesktopKeyboard *self,
                                       const GdkRectangle *area);
gboolean berth_desktop_keyboard_press (BerthDesktopKeyboard *self,
                                       guint keyval,
                                       guint keycode,
                                       GdkModifierType state,
                                       GdkEvent *event);
void berth_desktop_keyboard_release (BerthDesktopKeyboard *self, guint keycode);
void berth_desktop_keyboard_release_all (BerthDesktopKeyboard *self);
void berth_desktop_keyboard_type (BerthDesktopKeyboard *self,
                                  const guint16 *scancodes,
                                  gsize n_scancodes);

G_END_DECLS
