/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-wizard-step.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BERTH_TYPE_STEP_ROW (berth_step_row_get_type ())
G_DECLARE_FINAL_TYPE (BerthStepRow, berth_step_row, BERTH, STEP_ROW, GtkListBoxRow)

GtkWidget *berth_step_row_new (BerthWizardStep *step);

G_END_DECLS
