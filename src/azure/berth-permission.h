/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_PERMISSION (berth_permission_get_type ())
G_DECLARE_FINAL_TYPE (BerthPermission, berth_permission, BERTH, PERMISSION, GObject)

gpointer berth_permission_parse (JsonObject *object, GError **error);
gboolean berth_permission_allows (BerthPermission *self, const char *action);

G_END_DECLS
