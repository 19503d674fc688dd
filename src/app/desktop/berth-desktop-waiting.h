/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-desktop-tiles.h"
#include "berth-rdp-session.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_WAITING (berth_desktop_waiting_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopWaiting, berth_desktop_waiting, BERTH, DESKTOP_WAITING, AdwBin)

void berth_desktop_waiting_set_tiles (BerthDesktopWaiting *self,
                                      BerthDesktopTiles *tiles);
void berth_desktop_waiting_set_session (BerthDesktopWaiting *self,
                                        BerthRdpSession *session);

G_END_DECLS
