/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SPOT_FACTS (berth_spot_facts_get_type ())
G_DECLARE_FINAL_TYPE (BerthSpotFacts, berth_spot_facts, BERTH, SPOT_FACTS, GObject)

gpointer berth_spot_facts_parse (JsonObject *object, GError **error);

const char *berth_spot_facts_get_size (BerthSpotFacts *self);
const char *berth_spot_facts_get_location (BerthSpotFacts *self);
const char *berth_spot_facts_get_eviction_rate (BerthSpotFacts *self);

G_END_DECLS
