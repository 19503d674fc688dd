/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_QUOTA (berth_quota_get_type ())
G_DECLARE_FINAL_TYPE (BerthQuota, berth_quota, BERTH, QUOTA, GObject)

gpointer berth_quota_parse (JsonObject *object, GError **error);

const char *berth_quota_get_id (BerthQuota *self);
const char *berth_quota_get_name (BerthQuota *self);
const char *berth_quota_get_localized_name (BerthQuota *self);
gint64 berth_quota_get_limit (BerthQuota *self);

G_END_DECLS
