/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-wizard-steps.h"

#include "berth-machine-spec.h"
#include "berth-test.h"
#include "berth-verdict.h"
#include "berth-wizard-step.h"

/* What the rail marks: neither alarm nor praise for a page that nobody has looked at. */

static void
add_verdict (GListStore *verdicts, BerthVerdictTopic topic, BerthVerdictLevel level)
{
  g_autoptr (BerthVerdict) verdict
    = berth_verdict_new (topic, level, "title", NULL, NULL);

  g_list_store_append (verdicts, verdict);
}

static BerthStepMark
mark_of (GListStore *steps, BerthStep step)
{
  g_autoptr (BerthWizardStep) item = g_list_model_get_item (G_LIST_MODEL (steps), step);

  return berth_wizard_step_get_mark (item);
}

static void
test_marks (void)
{
  g_autoptr (GListStore) steps = berth_wizard_steps_new ();
  g_autoptr (GListStore) verdicts = g_list_store_new (BERTH_TYPE_VERDICT);
  BerthMachineSpec *spec = berth_machine_spec_new ();

  add_verdict (verdicts, BERTH_VERDICT_TOPIC_IMAGE, BERTH_VERDICT_LEVEL_OPEN);
  add_verdict (verdicts, BERTH_VERDICT_TOPIC_SIZE, BERTH_VERDICT_LEVEL_OPEN);
  add_verdict (verdicts, BERTH_VERDICT_TOPIC_QUOTA, BERTH_VERDICT_LEVEL_BLOCKED);
  berth_wizard_steps_update (G_LIST_MODEL (steps), spec, G_LIST_MODEL (verdicts),
                             1u << BERTH_STEP_BASICS);
  g_assert_cmpint (mark_of (steps, BERTH_STEP_BASICS), ==, BERTH_STEP_MARK_DONE);
  g_assert_cmpint (mark_of (steps, BERTH_STEP_IMAGE), ==, BERTH_STEP_MARK_NONE);
  g_assert_cmpint (mark_of (steps, BERTH_STEP_SIZE), ==, BERTH_STEP_MARK_BLOCKED);
  g_assert_cmpint (mark_of (steps, BERTH_STEP_SPOT), ==, BERTH_STEP_MARK_NONE);
  g_assert_cmpint (mark_of (steps, BERTH_STEP_REVIEW), ==, BERTH_STEP_MARK_NONE);

  berth_wizard_steps_update (G_LIST_MODEL (steps), spec, G_LIST_MODEL (verdicts),
                             (1u << BERTH_N_STEPS) - 1);
  g_assert_cmpint (mark_of (steps, BERTH_STEP_IMAGE), ==, BERTH_STEP_MARK_OPEN);
  g_assert_cmpint (mark_of (steps, BERTH_STEP_SPOT), ==, BERTH_STEP_MARK_DONE);
  g_assert_cmpint (mark_of (steps, BERTH_STEP_REVIEW), ==, BERTH_STEP_MARK_BLOCKED);
  g_assert_finalize_object (spec);
}

int
main (int argc, char **argv)
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/wizard/steps/marks", test_marks);
  return g_test_run ();
}
