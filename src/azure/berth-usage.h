/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_USAGE (berth_usage_get_type ())
G_DECLARE_FINAL_TYPE (BerthUsage, berth_usage, BERTH, USAGE, GObject)

gpointer berth_usage_parse (JsonObject *object, GError **error);

const char *berth_usage_get_name (BerthUsage *self);
const char *berth_usage_get_localized_name (BerthUsage *self);
gint64 berth_usage_get_current (BerthUsage *self);
gint64 berth_usage_get_limit (BerthUsage *self);

G_END_DECLS
