/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-desktop-screen.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_PANE (berth_desktop_pane_get_type ())
G_DECLARE_FINAL_TYPE (BerthDesktopPane, berth_desktop_pane, BERTH, DESKTOP_PANE, AdwBin)

void berth_desktop_pane_set_title (BerthDesktopPane *self, const char *title);
void berth_desktop_pane_set_session (BerthDesktopPane *self, BerthRdpSession *session);
void berth_desktop_pane_show_ended (BerthDesktopPane *self, const char *reason);
BerthDesktopScreen *berth_desktop_pane_get_screen (BerthDesktopPane *self);
GListModel *berth_desktop_pane_get_windows (BerthDesktopPane *self);
int berth_desktop_pane_get_bar_height (BerthDesktopPane *self);
gboolean berth_desktop_pane_is_full_screen (BerthDesktopPane *self);
void berth_desktop_pane_set_full_screen (BerthDesktopPane *self, gboolean full_screen);
void berth_desktop_pane_set_all_monitors (BerthDesktopPane *self, gboolean all_monitors);

G_END_DECLS
