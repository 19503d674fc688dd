/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-wizard-step.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_WIZARD_RAIL (berth_wizard_rail_get_type ())
G_DECLARE_FINAL_TYPE (BerthWizardRail, berth_wizard_rail, BERTH, WIZARD_RAIL, AdwBin)

void berth_wizard_rail_set_steps (BerthWizardRail *self, GListModel *steps);
void berth_wizard_rail_select (BerthWizardRail *self, guint position);

G_END_DECLS
