/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-wizard-step.h"

#include "berth-config.h"

#include <glib/gi18n.h>

/**
 * BerthWizardStep:
 *
 * One step of the wizard as the rail shows it: its title, what is chosen there in a few
 * words, and a mark that says whether Azure would take it.
 */
struct _BerthWizardStep {
  GObject parent_instance;

  char *name;
  char *title;
  char *summary;
  BerthStepMark mark;
};

G_DEFINE_FINAL_TYPE (BerthWizardStep, berth_wizard_step, G_TYPE_OBJECT)

enum { PROP_0, PROP_NAME, PROP_TITLE, PROP_SUMMARY, PROP_MARK, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
berth_wizard_step_get_property (GObject *object,
                                guint id,
                                GValue *value,
                                GParamSpec *pspec)
{
  BerthWizardStep *self = BERTH_WIZARD_STEP (object);

  switch (id) {
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_SUMMARY:
    g_value_set_string (value, self->summary);
    break;
  case PROP_MARK:
    g_value_set_uint (value, self->mark);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_wizard_step_finalize (GObject *object)
{
  BerthWizardStep *self = BERTH_WIZARD_STEP (object);

  g_free (self->name);
  g_free (self->title);
  g_free (self->summary);
  G_OBJECT_CLASS (berth_wizard_step_parent_class)->finalize (object);
}

static void
berth_wizard_step_class_init (BerthWizardStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = berth_wizard_step_get_property;
  object_class->finalize = berth_wizard_step_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags);
  properties[PROP_MARK] = g_param_spec_uint (
    "mark", NULL, NULL, 0, BERTH_STEP_MARK_BLOCKED, BERTH_STEP_MARK_NONE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
berth_wizard_step_init (BerthWizardStep *self)
{
}

/**
 * berth_wizard_step_new:
 * @name: the name of its page, for programs
 * @title: (not nullable): its title, for people
 *
 * Returns: (transfer full): a step nobody has looked at yet
 */
BerthWizardStep *
berth_wizard_step_new (const char *name, const char *title)
{
  BerthWizardStep *self = g_object_new (BERTH_TYPE_WIZARD_STEP, NULL);

  self->name = g_strdup (name);
  self->title = g_strdup (title);
  self->summary = g_strdup ("");
  return self;
}

const char *
berth_wizard_step_get_name (BerthWizardStep *self)
{
  g_return_val_if_fail (BERTH_IS_WIZARD_STEP (self), NULL);

  return self->name;
}

const char *
berth_wizard_step_get_title (BerthWizardStep *self)
{
  g_return_val_if_fail (BERTH_IS_WIZARD_STEP (self), NULL);

  return self->title;
}

const char *
berth_wizard_step_get_summary (BerthWizardStep *self)
{
  g_return_val_if_fail (BERTH_IS_WIZARD_STEP (self), NULL);

  return self->summary;
}

/**
 * berth_wizard_step_set_summary:
 * @self: the step
 * @summary: (nullable): what is chosen there, in a few words
 */
void
berth_wizard_step_set_summary (BerthWizardStep *self, const char *summary)
{
  g_return_if_fail (BERTH_IS_WIZARD_STEP (self));

  if (g_set_str (&self->summary, summary != NULL ? summary : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

BerthStepMark
berth_wizard_step_get_mark (BerthWizardStep *self)
{
  g_return_val_if_fail (BERTH_IS_WIZARD_STEP (self), BERTH_STEP_MARK_NONE);

  return self->mark;
}

void
berth_wizard_step_set_mark (BerthWizardStep *self, BerthStepMark mark)
{
  g_return_if_fail (BERTH_IS_WIZARD_STEP (self));

  if (self->mark == mark)
    return;
  self->mark = mark;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MARK]);
}

/**
 * berth_step_mark_get_icon_name:
 * @mark: a mark
 *
 * Returns: (nullable): the icon that shows it, %NULL for no icon
 */
const char *
berth_step_mark_get_icon_name (BerthStepMark mark)
{
  switch (mark) {
  case BERTH_STEP_MARK_DONE:
    return "object-select-symbolic";
  case BERTH_STEP_MARK_WARNING:
    return "dialog-warning-symbolic";
  case BERTH_STEP_MARK_OPEN:
    return "berth-open-symbolic";
  case BERTH_STEP_MARK_BLOCKED:
    return "dialog-error-symbolic";
  case BERTH_STEP_MARK_NONE:
  default:
    return NULL;
  }
}

/**
 * berth_step_mark_get_words:
 * @mark: a mark
 *
 * Returns: what the mark says to somebody who cannot see it
 */
const char *
berth_step_mark_get_words (BerthStepMark mark)
{
  switch (mark) {
  case BERTH_STEP_MARK_DONE:
    return _ ("Done");
  case BERTH_STEP_MARK_WARNING:
    return _ ("Has a warning");
  case BERTH_STEP_MARK_OPEN:
    return _ ("Still to be chosen");
  case BERTH_STEP_MARK_BLOCKED:
    return _ ("Blocked");
  case BERTH_STEP_MARK_NONE:
  default:
    return _ ("Not looked at yet");
  }
}
