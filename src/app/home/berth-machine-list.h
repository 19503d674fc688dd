/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-machine-item.h"

G_BEGIN_DECLS

/**
 * BerthMachineListState:
 * @BERTH_MACHINE_LIST_LOADING: not asked yet, or being asked for the first time
 * @BERTH_MACHINE_LIST_READY: the machines are known, though there may be none
 * @BERTH_MACHINE_LIST_FAILED: they could not be had; the error says why
 */
typedef enum {
  BERTH_MACHINE_LIST_LOADING,
  BERTH_MACHINE_LIST_READY,
  BERTH_MACHINE_LIST_FAILED,
} BerthMachineListState;

#define BERTH_TYPE_MACHINE_LIST (berth_machine_list_get_type ())
G_DECLARE_FINAL_TYPE (BerthMachineList, berth_machine_list, BERTH, MACHINE_LIST, GObject)

BerthMachineList *berth_machine_list_new (BerthAccount *account);

DexFuture *berth_machine_list_refresh (BerthMachineList *self) G_GNUC_WARN_UNUSED_RESULT;
void berth_machine_list_close (BerthMachineList *self);

GListModel *berth_machine_list_get_machines (BerthMachineList *self);
BerthMachineItem *berth_machine_list_ref_machine (BerthMachineList *self, const char *id);
BerthMachineListState berth_machine_list_get_state (BerthMachineList *self);
const GError *berth_machine_list_get_error (BerthMachineList *self);

G_END_DECLS
