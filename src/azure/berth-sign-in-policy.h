/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-credential.h"
#include "berth-policy.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SIGN_IN_POLICY (berth_sign_in_policy_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSignInPolicy, berth_sign_in_policy, BERTH, SIGN_IN_POLICY, BerthPolicy)

BerthPolicy *berth_sign_in_policy_new (BerthCredential *credential);

G_END_DECLS
