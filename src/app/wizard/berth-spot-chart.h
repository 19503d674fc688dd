/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-spot-record.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SPOT_CHART (berth_spot_chart_get_type ())
G_DECLARE_FINAL_TYPE (BerthSpotChart, berth_spot_chart, BERTH, SPOT_CHART, GtkWidget)

void berth_spot_chart_set_record (BerthSpotChart *self, BerthSpotRecord *record);
void berth_spot_chart_set_max_price (BerthSpotChart *self, double max_price);

G_END_DECLS
