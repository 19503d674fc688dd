/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-policy.h"

G_BEGIN_DECLS

#define BERTH_TYPE_REQUEST_ID_POLICY (berth_request_id_policy_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthRequestIdPolicy, berth_request_id_policy, BERTH, REQUEST_ID_POLICY, BerthPolicy)

BerthPolicy *berth_request_id_policy_new (void);

G_END_DECLS
