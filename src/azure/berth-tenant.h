/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_TENANT (berth_tenant_get_type ())
G_DECLARE_FINAL_TYPE (BerthTenant, berth_tenant, BERTH, TENANT, GObject)

gpointer berth_tenant_parse (JsonObject *object, GError **error);

const char *berth_tenant_get_id (BerthTenant *self);
const char *berth_tenant_get_name (BerthTenant *self);
const char *berth_tenant_get_domain (BerthTenant *self);

G_END_DECLS
