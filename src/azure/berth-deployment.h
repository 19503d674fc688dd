/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_DEPLOYMENT (berth_deployment_get_type ())
G_DECLARE_FINAL_TYPE (BerthDeployment, berth_deployment, BERTH, DEPLOYMENT, GObject)

gpointer berth_deployment_parse (JsonObject *object, GError **error);

const char *berth_deployment_get_id (BerthDeployment *self);
const char *berth_deployment_get_name (BerthDeployment *self);
const char *berth_deployment_get_state (BerthDeployment *self);
const char *berth_deployment_get_correlation_id (BerthDeployment *self);

G_END_DECLS
