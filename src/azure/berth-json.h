/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *berth_json_parse (GBytes *bytes, GError **error);
GBytes *berth_json_to_bytes (JsonNode *node);
JsonNode *berth_json_node_from_object (JsonObject *object);
JsonNode *berth_json_copy (JsonNode *node);

JsonNode *berth_json_find (JsonObject *object, const char *path);
const char *berth_json_get_string (JsonObject *object, const char *path);
JsonObject *berth_json_get_object (JsonObject *object, const char *path);
JsonArray *berth_json_get_array (JsonObject *object, const char *path);
gint64 berth_json_get_int (JsonObject *object, const char *path, gint64 fallback);
double berth_json_get_double (JsonObject *object, const char *path, double fallback);
gboolean berth_json_get_boolean (JsonObject *object, const char *path, gboolean fallback);
char **berth_json_dup_strv (JsonObject *object, const char *path);
GHashTable *berth_json_dup_tags (JsonObject *object);
JsonObject *berth_json_array_get_object (JsonArray *array, guint index);

const char *
berth_json_require_string (JsonObject *object, const char *path, GError **error);
JsonObject *berth_json_require_root (JsonNode *node, GError **error);

G_END_DECLS
