/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-spot-outlook.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SPOT_PANEL (berth_spot_panel_get_type ())
G_DECLARE_FINAL_TYPE (BerthSpotPanel, berth_spot_panel, BERTH, SPOT_PANEL, AdwBin)

void berth_spot_panel_show (BerthSpotPanel *self, BerthSpotOutlook *outlook, gint64 now);
void berth_spot_panel_set_max_price (BerthSpotPanel *self, double max_price);

G_END_DECLS
