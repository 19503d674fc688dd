/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_WIZARD_BAR (berth_wizard_bar_get_type ())
G_DECLARE_FINAL_TYPE (BerthWizardBar, berth_wizard_bar, BERTH, WIZARD_BAR, AdwBin)

void berth_wizard_bar_set_draft (BerthWizardBar *self, BerthDraft *draft);
void berth_wizard_bar_set_position (BerthWizardBar *self, gboolean first, gboolean last);
void berth_wizard_bar_set_working (BerthWizardBar *self, gboolean working);
const char *berth_wizard_bar_get_price (BerthWizardBar *self);
const char *berth_wizard_bar_get_verdict (BerthWizardBar *self);
GtkWidget *berth_wizard_bar_get_next_button (BerthWizardBar *self);

G_END_DECLS
