/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_DEPLOYMENT_OPERATION (berth_deployment_operation_get_type ())
G_DECLARE_FINAL_TYPE (BerthDeploymentOperation,
                      berth_deployment_operation,
                      BERTH,
                      DEPLOYMENT_OPERATION,
                      GObject)

gpointer berth_deployment_operation_parse (JsonObject *object, GError **error);

const char *berth_deployment_operation_get_id (BerthDeploymentOperation *self);
const char *berth_deployment_operation_get_kind (BerthDeploymentOperation *self);
const char *berth_deployment_operation_get_state (BerthDeploymentOperation *self);
const char *berth_deployment_operation_get_status_code (BerthDeploymentOperation *self);
const char *berth_deployment_operation_get_resource_id (BerthDeploymentOperation *self);
const char *berth_deployment_operation_get_resource_type (BerthDeploymentOperation *self);
const char *berth_deployment_operation_get_resource_name (BerthDeploymentOperation *self);
const char *berth_deployment_operation_get_timestamp (BerthDeploymentOperation *self);
const char *berth_deployment_operation_get_duration (BerthDeploymentOperation *self);
const GError *berth_deployment_operation_get_error (BerthDeploymentOperation *self);

G_END_DECLS
