/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *berth_sandbox_json_parse (const char *data, gsize length, GError **error);
char *berth_sandbox_json_print (JsonNode *node);
JsonObject *berth_sandbox_json_copy (JsonObject *object);
JsonNode *berth_sandbox_json_node (JsonObject *object);
const char *berth_sandbox_json_string (JsonObject *object, const char *path);
JsonObject *berth_sandbox_json_object (JsonObject *object, const char *path);
JsonArray *berth_sandbox_json_array (JsonObject *object, const char *path);
JsonNode *berth_sandbox_json_member (JsonObject *object, const char *path);
JsonObject *berth_sandbox_json_ensure_object (JsonObject *object, const char *name);
void berth_sandbox_json_merge (JsonObject *into, JsonObject *from);

G_END_DECLS
