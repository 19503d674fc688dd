/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_RESOURCE (berth_resource_get_type ())
G_DECLARE_FINAL_TYPE (BerthResource, berth_resource, BERTH, RESOURCE, GObject)

gpointer berth_resource_parse (JsonObject *object, GError **error);

const char *berth_resource_get_id (BerthResource *self);
const char *berth_resource_get_name (BerthResource *self);
const char *berth_resource_get_resource_type (BerthResource *self);
const char *berth_resource_get_location (BerthResource *self);
GHashTable *berth_resource_get_tags (BerthResource *self);
const char *berth_resource_get_managed_by (BerthResource *self);

G_END_DECLS
