/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-desktop-screen.h"
#include "berth-desktop-source.h"
#include "berth-session-state.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_VIEW (berth_desktop_view_get_type ())
G_DECLARE_FINAL_TYPE (BerthDesktopView, berth_desktop_view, BERTH, DESKTOP_VIEW, AdwBin)

BerthDesktopView *berth_desktop_view_new (BerthDesktopSource *source);

void berth_desktop_view_connect (BerthDesktopView *self);
void berth_desktop_view_disconnect (BerthDesktopView *self);
BerthSessionState berth_desktop_view_get_state (BerthDesktopView *self);
BerthDesktopScreen *berth_desktop_view_get_screen (BerthDesktopView *self);
BerthRdpSession *berth_desktop_view_get_session (BerthDesktopView *self);
BerthRdpFeatures berth_desktop_view_get_shared (BerthDesktopView *self);
gboolean berth_desktop_view_is_full_screen (BerthDesktopView *self);
void berth_desktop_view_set_full_screen (BerthDesktopView *self, gboolean full_screen);
void berth_desktop_view_set_all_monitors (BerthDesktopView *self, gboolean all_monitors);

G_END_DECLS
