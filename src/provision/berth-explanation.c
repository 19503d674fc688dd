/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-explanation.h"

/**
 * BerthExplanation:
 *
 * An error in a person's words: what happened, why, and the way on; the service's own
 * words are kept beside it.
 */
struct _BerthExplanation {
  GObject parent_instance;

  char *title;
  char *body;
  char *details;
  BerthFix *fix;
};

G_DEFINE_FINAL_TYPE (BerthExplanation, berth_explanation, G_TYPE_OBJECT)

static void
berth_explanation_finalize (GObject *object)
{
  BerthExplanation *self = BERTH_EXPLANATION (object);

  g_free (self->title);
  g_free (self->body);
  g_free (self->details);
  g_clear_object (&self->fix);
  G_OBJECT_CLASS (berth_explanation_parent_class)->finalize (object);
}

static void
berth_explanation_class_init (BerthExplanationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_explanation_finalize;
}

static void
berth_explanation_init (BerthExplanation *self)
{
}

/**
 * berth_explanation_new:
 * @title: what happened, a short sentence, translated
 * @body: why, and what can be done, translated
 * @details: what to show to whoever helps: code, message, request id
 * @fix: (nullable): the way on
 *
 * Returns: (transfer full): an explanation
 */
BerthExplanation *
berth_explanation_new (const char *title,
                       const char *body,
                       const char *details,
                       BerthFix *fix)
{
  BerthExplanation *self = g_object_new (BERTH_TYPE_EXPLANATION, NULL);

  self->title = g_strdup (title);
  self->body = g_strdup (body);
  self->details = g_strdup (details);
  g_set_object (&self->fix, fix);
  return self;
}

const char *
berth_explanation_get_title (BerthExplanation *self)
{
  g_return_val_if_fail (BERTH_IS_EXPLANATION (self), NULL);

  return self->title;
}

const char *
berth_explanation_get_body (BerthExplanation *self)
{
  g_return_val_if_fail (BERTH_IS_EXPLANATION (self), NULL);

  return self->body;
}

const char *
berth_explanation_get_details (BerthExplanation *self)
{
  g_return_val_if_fail (BERTH_IS_EXPLANATION (self), NULL);

  return self->details;
}

/**
 * berth_explanation_get_fix:
 *
 * Returns: (nullable): the way on, where there is one
 */
BerthFix *
berth_explanation_get_fix (BerthExplanation *self)
{
  g_return_val_if_fail (BERTH_IS_EXPLANATION (self), NULL);

  return self->fix;
}
