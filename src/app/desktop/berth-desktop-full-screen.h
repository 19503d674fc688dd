/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_FULL_SCREEN (berth_desktop_full_screen_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopFullScreen, berth_desktop_full_screen, BERTH, DESKTOP_FULL_SCREEN, GObject)

BerthDesktopFullScreen *berth_desktop_full_screen_new (AdwToolbarView *bars,
                                                       GtkWidget *toolbar);

gboolean berth_desktop_full_screen_is_active (BerthDesktopFullScreen *self);
void berth_desktop_full_screen_set_active (BerthDesktopFullScreen *self, gboolean active);

G_END_DECLS
