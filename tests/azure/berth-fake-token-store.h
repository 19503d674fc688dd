/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-token-store.h"

G_BEGIN_DECLS

#define BERTH_TYPE_FAKE_TOKEN_STORE (berth_fake_token_store_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthFakeTokenStore, berth_fake_token_store, BERTH, FAKE_TOKEN_STORE, GObject)

BerthFakeTokenStore *berth_fake_token_store_new (void);
const char *berth_fake_token_store_get (BerthFakeTokenStore *self, const char *id);
void
berth_fake_token_store_set (BerthFakeTokenStore *self, const char *id, const char *token);
guint berth_fake_token_store_get_saves (BerthFakeTokenStore *self);
void berth_fake_token_store_set_persistent (BerthFakeTokenStore *self,
                                            gboolean persistent);

G_END_DECLS
