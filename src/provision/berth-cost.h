/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-facts.h"
#include "berth-machine-spec.h"

G_BEGIN_DECLS

#define BERTH_TYPE_COST (berth_cost_get_type ())
G_DECLARE_FINAL_TYPE (BerthCost, berth_cost, BERTH, COST, GObject)

BerthCost *berth_cost_new (BerthFacts *facts, BerthMachineSpec *spec);

double berth_cost_get_hour (BerthCost *self);
double berth_cost_get_month (BerthCost *self);
double berth_cost_get_month_4h (BerthCost *self);
double berth_cost_get_month_off (BerthCost *self);
const char *berth_cost_get_currency (BerthCost *self);

G_END_DECLS
