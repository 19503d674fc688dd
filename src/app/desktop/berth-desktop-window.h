/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-desktop-screen.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_WINDOW (berth_desktop_window_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopWindow, berth_desktop_window, BERTH, DESKTOP_WINDOW, GtkWindow)

BerthDesktopWindow *berth_desktop_window_new (BerthDesktopTiles *tiles);

BerthDesktopScreen *berth_desktop_window_get_screen (BerthDesktopWindow *self);
void berth_desktop_window_set_grab (BerthDesktopWindow *self, gboolean grab);

G_END_DECLS
