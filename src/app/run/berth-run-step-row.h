/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-run-step.h"

G_BEGIN_DECLS

#define BERTH_TYPE_RUN_STEP_ROW (berth_run_step_row_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthRunStepRow, berth_run_step_row, BERTH, RUN_STEP_ROW, AdwActionRow)

BerthRunStepRow *berth_run_step_row_new (BerthRunStep *step);

G_END_DECLS
