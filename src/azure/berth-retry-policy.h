/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-clock.h"
#include "berth-policy.h"

G_BEGIN_DECLS

#define BERTH_TYPE_RETRY_POLICY (berth_retry_policy_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthRetryPolicy, berth_retry_policy, BERTH, RETRY_POLICY, BerthPolicy)

BerthPolicy *berth_retry_policy_new (BerthClock *clock);

G_END_DECLS
