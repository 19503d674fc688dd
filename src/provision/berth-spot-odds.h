/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean berth_spot_odds_parse_rate (const char *bucket, double *low, double *high);
gboolean
berth_spot_odds_to_finish (const char *bucket, double hours, double *least, double *most);

G_END_DECLS
