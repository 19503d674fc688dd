/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-policy.h"

G_BEGIN_DECLS

#define BERTH_TYPE_USER_AGENT_POLICY (berth_user_agent_policy_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthUserAgentPolicy, berth_user_agent_policy, BERTH, USER_AGENT_POLICY, BerthPolicy)

BerthPolicy *berth_user_agent_policy_new (void);

G_END_DECLS
