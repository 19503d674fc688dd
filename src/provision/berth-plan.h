/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-cost.h"
#include "berth-machine-spec.h"

G_BEGIN_DECLS

/* The tags by which Berth finds again what it made. */
#define BERTH_TAG_MACHINE "berth-machine"
#define BERTH_TAG_RUN "berth-run"

#define BERTH_TYPE_PLAN (berth_plan_get_type ())
G_DECLARE_FINAL_TYPE (BerthPlan, berth_plan, BERTH, PLAN, GObject)

BerthPlan *berth_plan_new (BerthMachineSpec *spec, BerthCost *cost);
BerthPlan *berth_plan_from_json (JsonNode *node, GError **error);
JsonNode *berth_plan_to_json (BerthPlan *self);

BerthMachineSpec *berth_plan_get_spec (BerthPlan *self);
BerthCost *berth_plan_get_cost (BerthPlan *self);
JsonNode *berth_plan_get_template (BerthPlan *self);
const char *berth_plan_get_custom_data (BerthPlan *self);

char *berth_plan_to_az_cli (BerthPlan *self);
char *berth_plan_to_arm (BerthPlan *self);
char *berth_plan_to_bicep (BerthPlan *self);
char *berth_plan_to_terraform (BerthPlan *self);

G_END_DECLS
