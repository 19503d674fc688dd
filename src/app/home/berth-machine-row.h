/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-machine-item.h"

G_BEGIN_DECLS

#define BERTH_TYPE_MACHINE_ROW (berth_machine_row_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthMachineRow, berth_machine_row, BERTH, MACHINE_ROW, AdwActionRow)

BerthMachineRow *berth_machine_row_new (BerthMachineItem *item);

BerthMachineItem *berth_machine_row_get_item (BerthMachineRow *self);

G_END_DECLS
