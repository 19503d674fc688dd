/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sign-ins.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SIGN_IN_TARGET (berth_sign_in_target_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSignInTarget, berth_sign_in_target, BERTH, SIGN_IN_TARGET, GObject)

BerthSignInTarget *berth_sign_in_target_new (const char *arm_endpoint,
                                             const char *client_id,
                                             const char *tenant);
BerthSignInTarget *berth_sign_in_target_new_again (BerthIdentity *identity);

DexFuture *
berth_sign_in_target_prepare (BerthSignInTarget *self,
                              BerthSignIns *sign_ins,
                              GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
BerthIdentity *berth_sign_in_target_take (BerthSignInTarget *self,
                                          BerthSignIns *sign_ins,
                                          BerthTokens *tokens);

BerthIdentity *berth_sign_in_target_get_identity (BerthSignInTarget *self);
BerthCloud *berth_sign_in_target_get_cloud (BerthSignInTarget *self);
const char *berth_sign_in_target_get_tenant (BerthSignInTarget *self);
const char *berth_sign_in_target_get_login_hint (BerthSignInTarget *self);
const char *berth_sign_in_target_get_claims (BerthSignInTarget *self);

G_END_DECLS
