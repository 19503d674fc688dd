/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean berth_sandbox_location_exists (const char *name);
char *berth_sandbox_location_normalize (const char *name);
JsonArray *berth_sandbox_locations_to_json (const char *subscription_id);
JsonArray *berth_sandbox_locations_dup_names (void);

G_END_DECLS
