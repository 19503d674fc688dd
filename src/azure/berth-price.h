/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_PRICE (berth_price_get_type ())
G_DECLARE_FINAL_TYPE (BerthPrice, berth_price, BERTH, PRICE, GObject)

gpointer berth_price_parse (JsonObject *object, GError **error);

const char *berth_price_get_size (BerthPrice *self);
const char *berth_price_get_location (BerthPrice *self);
const char *berth_price_get_currency (BerthPrice *self);
double berth_price_get_amount (BerthPrice *self);
const char *berth_price_get_sku_name (BerthPrice *self);
const char *berth_price_get_meter_name (BerthPrice *self);
const char *berth_price_get_product_name (BerthPrice *self);
const char *berth_price_get_unit (BerthPrice *self);
const char *berth_price_get_kind (BerthPrice *self);
const char *berth_price_get_effective_start (BerthPrice *self);
gboolean berth_price_is_spot (BerthPrice *self);
gboolean berth_price_is_linux_hour (BerthPrice *self);
gboolean berth_price_is_disk_month (BerthPrice *self);
gboolean berth_price_is_address_hour (BerthPrice *self);

G_END_DECLS
