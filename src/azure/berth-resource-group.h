/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_RESOURCE_GROUP (berth_resource_group_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthResourceGroup, berth_resource_group, BERTH, RESOURCE_GROUP, GObject)

gpointer berth_resource_group_parse (JsonObject *object, GError **error);

const char *berth_resource_group_get_id (BerthResourceGroup *self);
const char *berth_resource_group_get_name (BerthResourceGroup *self);
const char *berth_resource_group_get_location (BerthResourceGroup *self);
GHashTable *berth_resource_group_get_tags (BerthResourceGroup *self);
const char *berth_resource_group_get_provisioning_state (BerthResourceGroup *self);

G_END_DECLS
