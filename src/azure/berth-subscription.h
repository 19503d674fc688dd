/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SUBSCRIPTION (berth_subscription_get_type ())
G_DECLARE_FINAL_TYPE (BerthSubscription, berth_subscription, BERTH, SUBSCRIPTION, GObject)

gpointer berth_subscription_parse (JsonObject *object, GError **error);

const char *berth_subscription_get_id (BerthSubscription *self);
const char *berth_subscription_get_name (BerthSubscription *self);
const char *berth_subscription_get_state (BerthSubscription *self);
const char *berth_subscription_get_tenant_id (BerthSubscription *self);
const char *berth_subscription_get_quota_id (BerthSubscription *self);
const char *berth_subscription_get_spending_limit (BerthSubscription *self);

G_END_DECLS
