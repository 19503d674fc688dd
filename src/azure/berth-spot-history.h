/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SPOT_HISTORY (berth_spot_history_get_type ())
G_DECLARE_FINAL_TYPE (BerthSpotHistory, berth_spot_history, BERTH, SPOT_HISTORY, GObject)

gpointer berth_spot_history_parse (JsonObject *object, GError **error);

const char *berth_spot_history_get_size (BerthSpotHistory *self);
const char *berth_spot_history_get_location (BerthSpotHistory *self);
guint berth_spot_history_get_n_prices (BerthSpotHistory *self);
double berth_spot_history_get_price (BerthSpotHistory *self, guint index, gint64 *since);

G_END_DECLS
