/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "berth-http-response.h"

G_BEGIN_DECLS

#define BERTH_TYPE_ARM_RESPONSE (berth_arm_response_get_type ())
G_DECLARE_FINAL_TYPE (BerthArmResponse, berth_arm_response, BERTH, ARM_RESPONSE, GObject)

BerthArmResponse *berth_arm_response_new (BerthHttpResponse *http, GError **error);

guint berth_arm_response_get_status (BerthArmResponse *self);
JsonNode *berth_arm_response_get_node (BerthArmResponse *self);
JsonObject *berth_arm_response_get_object (BerthArmResponse *self);
BerthHttpResponse *berth_arm_response_get_http (BerthArmResponse *self);

G_END_DECLS
