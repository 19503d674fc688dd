/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "berth-power-state.h"

G_BEGIN_DECLS

#define BERTH_TYPE_MACHINE (berth_machine_get_type ())
G_DECLARE_FINAL_TYPE (BerthMachine, berth_machine, BERTH, MACHINE, GObject)

gpointer berth_machine_parse (JsonObject *object, GError **error);

const char *berth_machine_get_id (BerthMachine *self);
const char *berth_machine_get_name (BerthMachine *self);
const char *berth_machine_get_location (BerthMachine *self);
const char *berth_machine_get_size (BerthMachine *self);
const char *berth_machine_get_priority (BerthMachine *self);
const char *berth_machine_get_eviction_policy (BerthMachine *self);
double berth_machine_get_max_price (BerthMachine *self);
const char *berth_machine_get_provisioning_state (BerthMachine *self);
const char *berth_machine_get_admin_user (BerthMachine *self);
const char *berth_machine_get_host_name (BerthMachine *self);
const char *berth_machine_get_image_publisher (BerthMachine *self);
const char *berth_machine_get_image_offer (BerthMachine *self);
const char *berth_machine_get_image_sku (BerthMachine *self);
const char *berth_machine_get_os_disk_id (BerthMachine *self);
const char *berth_machine_get_vm_id (BerthMachine *self);
GHashTable *berth_machine_get_tags (BerthMachine *self);
BerthPowerState berth_machine_get_power_state (BerthMachine *self);
const char *const *berth_machine_get_interface_ids (BerthMachine *self);
gboolean berth_machine_is_spot (BerthMachine *self);
const char *berth_machine_get_tag (BerthMachine *self, const char *name);

G_END_DECLS
