/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SPOT_ODDS_ROW (berth_spot_odds_row_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSpotOddsRow, berth_spot_odds_row, BERTH, SPOT_ODDS_ROW, AdwActionRow)

void berth_spot_odds_row_set_bucket (BerthSpotOddsRow *self, const char *bucket);

G_END_DECLS
