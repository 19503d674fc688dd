/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-account.h"
#include "berth-machine-spec.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_WIZARD (berth_wizard_get_type ())
G_DECLARE_FINAL_TYPE (BerthWizard, berth_wizard, BERTH, WIZARD, AdwNavigationPage)

GtkWidget *berth_wizard_new (BerthAccount *account);
GtkWidget *berth_wizard_new_of_spec (BerthAccount *account,
                                     BerthMachineSpec *spec,
                                     const char *step);
gboolean berth_wizard_has_changes (BerthWizard *self);
const char *berth_wizard_get_help_topic (BerthWizard *self);
DexFuture *berth_wizard_confirm_leaving (BerthWizard *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
