/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-machine-spec.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BerthStep:
 *
 * The steps in their order.
 */
typedef enum {
  BERTH_STEP_BASICS,
  BERTH_STEP_IMAGE,
  BERTH_STEP_SIZE,
  BERTH_STEP_SPOT,
  BERTH_STEP_ACCESS,
  BERTH_STEP_REVIEW,
  BERTH_N_STEPS,
} BerthStep;

GListStore *berth_wizard_steps_new (void);
void berth_wizard_steps_update (GListModel *steps,
                                BerthMachineSpec *spec,
                                GListModel *verdicts,
                                guint visited);
guint berth_wizard_steps_find (GListModel *steps, const char *name);
char *berth_wizard_steps_dup_choice (BerthStep step, BerthMachineSpec *spec);

G_END_DECLS
