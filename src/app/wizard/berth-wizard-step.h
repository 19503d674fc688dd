/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BerthStepMark:
 * @BERTH_STEP_MARK_NONE: not looked at yet
 * @BERTH_STEP_MARK_DONE: chosen, nothing speaks against it
 * @BERTH_STEP_MARK_WARNING: Azure will take it, but the person should know something
 * @BERTH_STEP_MARK_OPEN: a choice is still to be made there
 * @BERTH_STEP_MARK_BLOCKED: Azure would refuse it
 */
typedef enum {
  BERTH_STEP_MARK_NONE,
  BERTH_STEP_MARK_DONE,
  BERTH_STEP_MARK_WARNING,
  BERTH_STEP_MARK_OPEN,
  BERTH_STEP_MARK_BLOCKED,
} BerthStepMark;

#define BERTH_TYPE_WIZARD_STEP (berth_wizard_step_get_type ())
G_DECLARE_FINAL_TYPE (BerthWizardStep, berth_wizard_step, BERTH, WIZARD_STEP, GObject)

BerthWizardStep *berth_wizard_step_new (const char *name, const char *title);
const char *berth_wizard_step_get_name (BerthWizardStep *self);
const char *berth_wizard_step_get_title (BerthWizardStep *self);
const char *berth_wizard_step_get_summary (BerthWizardStep *self);
void berth_wizard_step_set_summary (BerthWizardStep *self, const char *summary);
BerthStepMark berth_wizard_step_get_mark (BerthWizardStep *self);
void berth_wizard_step_set_mark (BerthWizardStep *self, BerthStepMark mark);

const char *berth_step_mark_get_icon_name (BerthStepMark mark);
const char *berth_step_mark_get_words (BerthStepMark mark);

G_END_DECLS
