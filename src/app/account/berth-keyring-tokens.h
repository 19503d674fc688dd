/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-token-store.h"

G_BEGIN_DECLS

#define BERTH_TYPE_KEYRING_TOKENS (berth_keyring_tokens_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthKeyringTokens, berth_keyring_tokens, BERTH, KEYRING_TOKENS, GObject)

BerthTokenStore *berth_keyring_tokens_new (void);

G_END_DECLS
