/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_KEY_PAIR (berth_key_pair_get_type ())
G_DECLARE_FINAL_TYPE (BerthKeyPair, berth_key_pair, BERTH, KEY_PAIR, GObject)

gpointer berth_key_pair_parse (JsonObject *object, GError **error);

const char *berth_key_pair_get_private_key (BerthKeyPair *self);
const char *berth_key_pair_get_public_key (BerthKeyPair *self);
const char *berth_key_pair_get_id (BerthKeyPair *self);

G_END_DECLS
