/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-credential.h"
#include "berth-token-endpoint.h"
#include "berth-token-store.h"

G_BEGIN_DECLS

#define BERTH_TYPE_GRANT (berth_grant_get_type ())
G_DECLARE_FINAL_TYPE (BerthGrant, berth_grant, BERTH, GRANT, GObject)

BerthGrant *berth_grant_new (BerthTokenEndpoint *endpoint,
                             BerthTokenStore *store,
                             const char *id,
                             const char *label);

void berth_grant_take (BerthGrant *self, const char *tenant, BerthTokens *tokens);
DexFuture *berth_grant_get_token (BerthGrant *self,
                                  const char *tenant,
                                  const char *claims,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void berth_grant_forget_token (BerthGrant *self, const char *tenant, const char *token);
DexFuture *berth_grant_flush (BerthGrant *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_grant_sign_out (BerthGrant *self) G_GNUC_WARN_UNUSED_RESULT;

BerthTokenEndpoint *berth_grant_get_endpoint (BerthGrant *self);
const char *berth_grant_get_id (BerthGrant *self);
const GError *berth_grant_get_refusal (BerthGrant *self);
const char *berth_grant_get_refusing_tenant (BerthGrant *self);
const char *berth_grant_get_refused_claims (BerthGrant *self);
gboolean berth_grant_is_persistent (BerthGrant *self);

G_END_DECLS
