/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_LOCATION (berth_location_get_type ())
G_DECLARE_FINAL_TYPE (BerthLocation, berth_location, BERTH, LOCATION, GObject)

gpointer berth_location_parse (JsonObject *object, GError **error);

const char *berth_location_get_name (BerthLocation *self);
const char *berth_location_get_display_name (BerthLocation *self);
const char *berth_location_get_geography (BerthLocation *self);
const char *berth_location_get_region_type (BerthLocation *self);
const char *berth_location_get_category (BerthLocation *self);
double berth_location_get_latitude (BerthLocation *self);
double berth_location_get_longitude (BerthLocation *self);

G_END_DECLS
