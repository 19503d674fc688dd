/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-rdp-session.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_SHARING (berth_desktop_sharing_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopSharing, berth_desktop_sharing, BERTH, DESKTOP_SHARING, GObject)

BerthDesktopSharing *berth_desktop_sharing_new (GtkWidget *widget);
void berth_desktop_sharing_set (BerthDesktopSharing *self, BerthRdpFeatures features);
BerthRdpFeatures berth_desktop_sharing_get (BerthDesktopSharing *self);
void berth_desktop_sharing_fill (BerthDesktopSharing *self, BerthRdpSession *session);
void berth_desktop_sharing_set_folder (BerthDesktopSharing *self, const char *path);

G_END_DECLS
