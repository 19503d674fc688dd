/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-desktop-keyboard.h"
#include "berth-desktop-layout.h"
#include "berth-desktop-placement.h"
#include "berth-desktop-tiles.h"
#include "berth-rdp-session.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_SCREEN (berth_desktop_screen_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopScreen, berth_desktop_screen, BERTH, DESKTOP_SCREEN, GtkWidget)

BerthDesktopScreen *berth_desktop_screen_new_beside (BerthDesktopTiles *tiles);

void berth_desktop_screen_set_session (BerthDesktopScreen *self,
                                       BerthRdpSession *session);
void berth_desktop_screen_set_sink (BerthDesktopScreen *self, BerthDesktopSink *sink);
void berth_desktop_screen_set_part (BerthDesktopScreen *self,
                                    const BerthDesktopPart *part);
void berth_desktop_screen_set_size_mode (BerthDesktopScreen *self, BerthDesktopSize mode);
BerthDesktopSize berth_desktop_screen_get_size_mode (BerthDesktopScreen *self);
gboolean berth_desktop_screen_get_size (BerthDesktopScreen *self,
                                        guint *width,
                                        guint *height,
                                        double *scale);
BerthDesktopTiles *berth_desktop_screen_get_tiles (BerthDesktopScreen *self);
BerthDesktopKeyboard *berth_desktop_screen_get_keyboard (BerthDesktopScreen *self);

G_END_DECLS
