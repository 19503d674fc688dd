/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-rdp-features.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_SHARES (berth_desktop_shares_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopShares, berth_desktop_shares, BERTH, DESKTOP_SHARES, AdwPreferencesGroup)

GtkWidget *berth_desktop_shares_new (BerthRdpFeatures asked);

BerthRdpFeatures berth_desktop_shares_get (BerthDesktopShares *self);

G_END_DECLS
