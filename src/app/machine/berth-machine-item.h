/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-account.h"
#include "berth-machine-summary.h"
#include "berth-machine.h"
#include "berth-removal.h"

G_BEGIN_DECLS

#define BERTH_TYPE_MACHINE_ITEM (berth_machine_item_get_type ())
G_DECLARE_FINAL_TYPE (BerthMachineItem, berth_machine_item, BERTH, MACHINE_ITEM, GObject)

BerthMachineItem *berth_machine_item_new (BerthAccount *account, const char *id);

void berth_machine_item_take_summary (BerthMachineItem *self,
                                      BerthMachineSummary *summary);
DexFuture *berth_machine_item_refresh (BerthMachineItem *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_machine_item_start (BerthMachineItem *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_machine_item_switch_off (BerthMachineItem *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_machine_item_restart (BerthMachineItem *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_machine_item_delete (BerthMachineItem *self,
                                      BerthRemoval *removal) G_GNUC_WARN_UNUSED_RESULT;
void berth_machine_item_close (BerthMachineItem *self);

const char *berth_machine_item_get_id (BerthMachineItem *self);
const char *berth_machine_item_get_name (BerthMachineItem *self);
const char *berth_machine_item_get_location (BerthMachineItem *self);
const char *berth_machine_item_get_size (BerthMachineItem *self);
gboolean berth_machine_item_is_spot (BerthMachineItem *self);
BerthPowerState berth_machine_item_get_state (BerthMachineItem *self);
const char *berth_machine_item_get_address (BerthMachineItem *self);
const char *berth_machine_item_get_user (BerthMachineItem *self);
guint16 berth_machine_item_get_ssh_port (BerthMachineItem *self);
const char *berth_machine_item_get_unreachable_reason (BerthMachineItem *self);
gboolean berth_machine_item_is_ours (BerthMachineItem *self);
double berth_machine_item_get_price (BerthMachineItem *self);
const char *berth_machine_item_get_currency (BerthMachineItem *self);
const char *berth_machine_item_get_activity (BerthMachineItem *self);

G_END_DECLS
