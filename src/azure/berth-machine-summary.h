/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "berth-power-state.h"

G_BEGIN_DECLS

#define BERTH_TYPE_MACHINE_SUMMARY (berth_machine_summary_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthMachineSummary, berth_machine_summary, BERTH, MACHINE_SUMMARY, GObject)

gpointer berth_machine_summary_parse (JsonObject *object, GError **error);

const char *berth_machine_summary_get_id (BerthMachineSummary *self);
const char *berth_machine_summary_get_name (BerthMachineSummary *self);
const char *berth_machine_summary_get_location (BerthMachineSummary *self);
const char *berth_machine_summary_get_group (BerthMachineSummary *self);
const char *berth_machine_summary_get_subscription_id (BerthMachineSummary *self);
const char *berth_machine_summary_get_size (BerthMachineSummary *self);
const char *berth_machine_summary_get_priority (BerthMachineSummary *self);
const char *berth_machine_summary_get_power (BerthMachineSummary *self);
GHashTable *berth_machine_summary_get_tags (BerthMachineSummary *self);
BerthPowerState berth_machine_summary_get_power_state (BerthMachineSummary *self);
gboolean berth_machine_summary_is_spot (BerthMachineSummary *self);

G_END_DECLS
