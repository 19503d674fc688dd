/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-desktop-screen.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_MONITORS (berth_desktop_monitors_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopMonitors, berth_desktop_monitors, BERTH, DESKTOP_MONITORS, GObject)

BerthDesktopMonitors *berth_desktop_monitors_new (BerthDesktopScreen *screen);

gboolean berth_desktop_monitors_are_several (BerthDesktopMonitors *self);
GListModel *berth_desktop_monitors_get_windows (BerthDesktopMonitors *self);
void berth_desktop_monitors_set_session (BerthDesktopMonitors *self,
                                         BerthRdpSession *session);
void berth_desktop_monitors_set_active (BerthDesktopMonitors *self, gboolean active);
void berth_desktop_monitors_set_grab (BerthDesktopMonitors *self, gboolean grab);
void berth_desktop_monitors_set_local_input (BerthDesktopMonitors *self,
                                             gboolean local_input);

G_END_DECLS
