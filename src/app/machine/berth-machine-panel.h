/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-machine-item.h"

G_BEGIN_DECLS

#define BERTH_TYPE_MACHINE_PANEL (berth_machine_panel_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthMachinePanel, berth_machine_panel, BERTH, MACHINE_PANEL, AdwBin)

void berth_machine_panel_set_item (BerthMachinePanel *self,
                                   BerthMachineItem *item,
                                   gboolean is_practice);
void berth_machine_panel_set_command (BerthMachinePanel *self, const char *command);

G_END_DECLS
