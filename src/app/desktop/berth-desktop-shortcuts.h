/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-desktop-screen.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_SHORTCUTS (berth_desktop_shortcuts_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopShortcuts, berth_desktop_shortcuts, BERTH, DESKTOP_SHORTCUTS, GObject)

BerthDesktopShortcuts *berth_desktop_shortcuts_new (GtkWidget *screen);

gboolean berth_desktop_shortcuts_get_grab (BerthDesktopShortcuts *self);
void berth_desktop_shortcuts_set_grab (BerthDesktopShortcuts *self, gboolean grab);
gboolean berth_desktop_shortcuts_send (BerthDesktopShortcuts *self, const char *name);

G_END_DECLS
