/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-wizard-steps.h"

#include "berth-address-rule.h"
#include "berth-config.h"
#include "berth-image-notes.h"
#include "berth-verdict.h"
#include "berth-wizard-step.h"

#include <glib/gi18n.h>

/* What the rail says of each step: which choice was made there, and whether preflight has
 * something to say about it. */

static const struct {
  const char *name;
  const char *title;
} definitions[BERTH_N_STEPS] = {
  [BERTH_STEP_BASICS] = { "basics", N_ ("Basics") },
  [BERTH_STEP_IMAGE] = { "image", N_ ("Image") },
  [BERTH_STEP_SIZE] = { "size", N_ ("Size") },
  [BERTH_STEP_SPOT] = { "spot", N_ ("Spot") },
  [BERTH_STEP_ACCESS] = { "access", N_ ("Access") },
  [BERTH_STEP_REVIEW] = { "review", N_ ("Review") },
};

/**
 * berth_wizard_steps_new:
 *
 * Returns: (transfer full): the steps in their order
 */
GListStore *
berth_wizard_steps_new (void)
{
  GListStore *steps = g_list_store_new (BERTH_TYPE_WIZARD_STEP);

  for (int i = 0; i < BERTH_N_STEPS; i++) {
    g_autoptr (BerthWizardStep) step
      = berth_wizard_step_new (definitions[i].name, _ (definitions[i].title));

    g_list_store_append (steps, step);
  }
  return steps;
}

static BerthStep
step_of_topic (BerthVerdictTopic topic)
{
  switch (topic) {
  case BERTH_VERDICT_TOPIC_NAME:
  case BERTH_VERDICT_TOPIC_GROUP:
  case BERTH_VERDICT_TOPIC_REGION:
    return BERTH_STEP_BASICS;
  case BERTH_VERDICT_TOPIC_IMAGE:
  case BERTH_VERDICT_TOPIC_TERMS:
    return BERTH_STEP_IMAGE;
  case BERTH_VERDICT_TOPIC_SIZE:
  case BERTH_VERDICT_TOPIC_QUOTA:
    return BERTH_STEP_SIZE;
  case BERTH_VERDICT_TOPIC_SPOT:
  case BERTH_VERDICT_TOPIC_PRICE:
    return BERTH_STEP_SPOT;
  case BERTH_VERDICT_TOPIC_USER:
  case BERTH_VERDICT_TOPIC_KEY:
  case BERTH_VERDICT_TOPIC_ACCESS:
    return BERTH_STEP_ACCESS;
  default:
    return BERTH_STEP_REVIEW;
  }
}

static BerthStepMark
mark_of_level (BerthVerdictLevel level)
{
  if (level == BERTH_VERDICT_LEVEL_BLOCKED)
    return BERTH_STEP_MARK_BLOCKED;
  if (level == BERTH_VERDICT_LEVEL_OPEN)
    return BERTH_STEP_MARK_OPEN;
  if (level == BERTH_VERDICT_LEVEL_WARNING)
    return BERTH_STEP_MARK_WARNING;
  return BERTH_STEP_MARK_NONE;
}

static void
collect_marks (GListModel *verdicts, BerthStepMark marks[BERTH_N_STEPS])
{
  const guint n = verdicts != NULL ? g_list_model_get_n_items (verdicts) : 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (BerthVerdict) verdict = g_list_model_get_item (verdicts, i);
    BerthStep step = step_of_topic (berth_verdict_get_topic (verdict));
    BerthStepMark mark = mark_of_level (berth_verdict_get_level (verdict));

    marks[step] = MAX (marks[step], mark);
    /* The last step is the sum of all. */
    marks[BERTH_STEP_REVIEW] = MAX (marks[BERTH_STEP_REVIEW], mark);
  }
}

/* A step nobody has looked at is neither done nor late with its choice; that Azure would
 * refuse what stands there is said all the same. */
static BerthStepMark
mark_for_person (BerthStep step, BerthStepMark mark, gboolean visited)
{
  if (visited)
    return mark == BERTH_STEP_MARK_NONE ? BERTH_STEP_MARK_DONE : mark;
  if (mark == BERTH_STEP_MARK_OPEN || step == BERTH_STEP_REVIEW)
    return BERTH_STEP_MARK_NONE;
  return mark;
}

/**
 * berth_wizard_steps_update:
 * @steps: from berth_wizard_steps_new()
 * @spec: what is chosen
 * @verdicts: (nullable): what preflight says about it
 * @visited: a bit for each step that was shown
 *
 * Says anew what is chosen at each step, and marks it.
 */
void
berth_wizard_steps_update (GListModel *steps,
                           BerthMachineSpec *spec,
                           GListModel *verdicts,
                           guint visited)
{
  BerthStepMark marks[BERTH_N_STEPS] = { BERTH_STEP_MARK_NONE };

  collect_marks (verdicts, marks);
  for (guint i = 0; i < BERTH_N_STEPS; i++) {
    g_autoptr (BerthWizardStep) step = g_list_model_get_item (steps, i);
    g_autofree char *choice = berth_wizard_steps_dup_choice (i, spec);

    berth_wizard_step_set_summary (step, choice);
    berth_wizard_step_set_mark (
      step, mark_for_person (i, marks[i], (visited & (1u << i)) != 0));
  }
}

/**
 * berth_wizard_steps_find:
 * @steps: the steps
 * @name: the name of one
 *
 * Returns: its position, or %BERTH_N_STEPS
 */
guint
berth_wizard_steps_find (GListModel *steps, const char *name)
{
  for (guint i = 0; i < BERTH_N_STEPS; i++)
    if (g_strcmp0 (definitions[i].name, name) == 0)
      return i;
  return BERTH_N_STEPS;
}

static char *
choose_image_words (BerthMachineSpec *spec)
{
  BerthImageChoice *image = berth_machine_spec_get_image (spec);
  const BerthImageNote *note = NULL;

  if (image == NULL)
    return NULL;
  note = berth_image_notes_find (berth_image_choice_get_publisher (image),
                                 berth_image_choice_get_offer (image));
  return g_strdup (note != NULL ? _ (note->title) : berth_image_choice_get_offer (image));
}

static char *
choose_spot_words (BerthMachineSpec *spec)
{
  if (!berth_machine_spec_get_spot (spec))
    return g_strdup (_ ("Off: pay as you go"));
  if (berth_machine_spec_get_eviction_policy (spec) == BERTH_EVICTION_POLICY_DELETE)
    return g_strdup (_ ("On, deleted when evicted"));
  return g_strdup (_ ("On, stopped when evicted"));
}

static char *
choose_access_words (BerthMachineSpec *spec)
{
  switch (berth_machine_spec_get_key_source (spec)) {
  case BERTH_KEY_SOURCE_NEW_RSA:
    return g_strdup (_ ("A new RSA key"));
  case BERTH_KEY_SOURCE_FILE:
    return g_strdup (_ ("A key file of mine"));
  case BERTH_KEY_SOURCE_AZURE:
    return g_strdup (_ ("A key stored in Azure"));
  case BERTH_KEY_SOURCE_NEW_ED25519:
  default:
    return g_strdup (_ ("A new Ed25519 key"));
  }
}

/**
 * berth_wizard_steps_dup_choice:
 * @step: a step
 * @spec: what is chosen
 *
 * Returns: (transfer full) (nullable): what is chosen at @step in a few words
 */
char *
berth_wizard_steps_dup_choice (BerthStep step, BerthMachineSpec *spec)
{
  switch (step) {
  case BERTH_STEP_BASICS:
    return g_strdup (berth_machine_spec_get_name (spec));
  case BERTH_STEP_IMAGE:
    return choose_image_words (spec);
  case BERTH_STEP_SIZE:
    return g_strdup (berth_machine_spec_get_size (spec));
  case BERTH_STEP_SPOT:
    return choose_spot_words (spec);
  case BERTH_STEP_ACCESS:
    return choose_access_words (spec);
  case BERTH_STEP_REVIEW:
  case BERTH_N_STEPS:
  default:
    return NULL;
  }
}
