/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "berth-run-step.h"

G_BEGIN_DECLS

const char *berth_run_step_state_label (BerthRunStepState state);
const char *berth_run_step_state_icon (BerthRunStepState state);
const char *berth_run_step_state_style (BerthRunStepState state);

G_END_DECLS
