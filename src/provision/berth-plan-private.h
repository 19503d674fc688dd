/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-machine-spec.h"
#include "berth-plan.h"

G_BEGIN_DECLS

/* Cheaper than premium, and every size takes it. */
#define BERTH_DISK_SKU "StandardSSD_LRS"

char *berth_cloud_init_print (BerthMachineSpec *spec);
JsonNode *berth_template_build (BerthMachineSpec *spec, const char *custom_data);

gboolean berth_plan_opens_ssh (BerthMachineSpec *spec);
double berth_plan_get_max_price (BerthMachineSpec *spec);
const char *berth_plan_get_eviction_policy (BerthMachineSpec *spec);

G_END_DECLS
