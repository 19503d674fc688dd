/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_PROVIDER (berth_provider_get_type ())
G_DECLARE_FINAL_TYPE (BerthProvider, berth_provider, BERTH, PROVIDER, GObject)

gpointer berth_provider_parse (JsonObject *object, GError **error);

const char *berth_provider_get_name (BerthProvider *self);
const char *berth_provider_get_registration_state (BerthProvider *self);

G_END_DECLS
