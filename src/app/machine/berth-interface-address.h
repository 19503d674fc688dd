/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *berth_interface_dup_public_ip_id (JsonObject *interface);
char *berth_interface_dup_private_address (JsonObject *interface);

G_END_DECLS
