/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_TOKEN_CLAIMS (berth_token_claims_get_type ())
G_DECLARE_FINAL_TYPE (BerthTokenClaims, berth_token_claims, BERTH, TOKEN_CLAIMS, GObject)

BerthTokenClaims *berth_token_claims_read (const char *token);

const char *berth_token_claims_get_object_id (BerthTokenClaims *self);
const char *berth_token_claims_get_tenant_id (BerthTokenClaims *self);
const char *berth_token_claims_get_user_name (BerthTokenClaims *self);
const char *berth_token_claims_get_address (BerthTokenClaims *self);

G_END_DECLS
