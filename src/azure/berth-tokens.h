/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_TOKENS (berth_tokens_get_type ())
G_DECLARE_FINAL_TYPE (BerthTokens, berth_tokens, BERTH, TOKENS, GObject)

BerthTokens *berth_tokens_parse (JsonObject *object, gint64 asked_usec, GError **error);

const char *berth_tokens_get_access_token (BerthTokens *self);
const char *berth_tokens_get_refresh_token (BerthTokens *self);
const char *berth_tokens_get_id_token (BerthTokens *self);
gint64 berth_tokens_get_expires_usec (BerthTokens *self);
gboolean berth_tokens_is_fresh (BerthTokens *self, gint64 now_usec);

G_END_DECLS
