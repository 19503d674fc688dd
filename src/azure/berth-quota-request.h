/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_QUOTA_REQUEST (berth_quota_request_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthQuotaRequest, berth_quota_request, BERTH, QUOTA_REQUEST, GObject)

gpointer berth_quota_request_parse (JsonObject *object, GError **error);

const char *berth_quota_request_get_id (BerthQuotaRequest *self);
const char *berth_quota_request_get_name (BerthQuotaRequest *self);
const char *berth_quota_request_get_state (BerthQuotaRequest *self);
const char *berth_quota_request_get_message (BerthQuotaRequest *self);
const char *berth_quota_request_get_error_code (BerthQuotaRequest *self);
const char *berth_quota_request_get_error_message (BerthQuotaRequest *self);

G_END_DECLS
