/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-rdp-session.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_STATISTICS (berth_desktop_statistics_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopStatistics, berth_desktop_statistics, BERTH, DESKTOP_STATISTICS, GtkPopover)

void berth_desktop_statistics_set_session (BerthDesktopStatistics *self,
                                           BerthRdpSession *session);

G_END_DECLS
