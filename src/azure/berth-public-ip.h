/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_PUBLIC_IP (berth_public_ip_get_type ())
G_DECLARE_FINAL_TYPE (BerthPublicIp, berth_public_ip, BERTH, PUBLIC_IP, GObject)

gpointer berth_public_ip_parse (JsonObject *object, GError **error);

const char *berth_public_ip_get_id (BerthPublicIp *self);
const char *berth_public_ip_get_name (BerthPublicIp *self);
const char *berth_public_ip_get_address (BerthPublicIp *self);
const char *berth_public_ip_get_sku (BerthPublicIp *self);

G_END_DECLS
