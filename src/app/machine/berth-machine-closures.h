/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "berth-power-state.h"

G_BEGIN_DECLS

const char *berth_machine_state_label (BerthPowerState state);
const char *berth_machine_state_icon (BerthPowerState state);
const char *berth_machine_state_style (BerthPowerState state);
gboolean berth_machine_state_is_paid (BerthPowerState state);
gboolean berth_machine_state_can_start (BerthPowerState state);
gboolean berth_machine_state_can_switch_off (BerthPowerState state);
const char *berth_machine_purchase_label (gboolean is_spot);
const char *berth_machine_reason_label (const char *reason);
char *berth_machine_cost_line (BerthPowerState state,
                               double per_hour,
                               const char *currency,
                               gboolean is_practice);

G_END_DECLS
