/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-clock.h"
#include "berth-facts.h"
#include "berth-machine-spec.h"
#include "berth-verdict.h"

G_BEGIN_DECLS

#define BERTH_TYPE_PREFLIGHT (berth_preflight_get_type ())
G_DECLARE_FINAL_TYPE (BerthPreflight, berth_preflight, BERTH, PREFLIGHT, GObject)

BerthPreflight *
berth_preflight_new (BerthFacts *facts, BerthMachineSpec *spec, BerthClock *clock);

void berth_preflight_refresh (BerthPreflight *self);

GListModel *berth_preflight_get_verdicts (BerthPreflight *self);
BerthVerdictLevel berth_preflight_get_level (BerthPreflight *self);
gboolean berth_preflight_is_busy (BerthPreflight *self);

G_END_DECLS
