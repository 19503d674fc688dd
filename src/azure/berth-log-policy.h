/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-clock.h"
#include "berth-policy.h"

G_BEGIN_DECLS

#define BERTH_TYPE_LOG_POLICY (berth_log_policy_get_type ())
G_DECLARE_FINAL_TYPE (BerthLogPolicy, berth_log_policy, BERTH, LOG_POLICY, BerthPolicy)

BerthPolicy *berth_log_policy_new (BerthClock *clock);

G_END_DECLS
