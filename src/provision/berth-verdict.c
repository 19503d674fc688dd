/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-verdict.h"

/**
 * BerthVerdict:
 *
 * One thing that preflight found: whether it will work, why, who says so and since when,
 * and the way on. Immutable.
 */
struct _BerthVerdict {
  GObject parent_instance;

  BerthVerdictTopic topic;
  BerthVerdictLevel level;
  char *title;
  char *detail;
  char *source;
  gint64 checked_at;
  BerthFix *fix;
};

G_DEFINE_FINAL_TYPE (BerthVerdict, berth_verdict, G_TYPE_OBJECT)

static void
berth_verdict_finalize (GObject *object)
{
  BerthVerdict *self = BERTH_VERDICT (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->source);
  g_clear_object (&self->fix);
  G_OBJECT_CLASS (berth_verdict_parent_class)->finalize (object);
}

static void
berth_verdict_class_init (BerthVerdictClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_verdict_finalize;
}

static void
berth_verdict_init (BerthVerdict *self)
{
}

/**
 * berth_verdict_new:
 * @topic: what it is about
 * @level: how bad it is
 * @title: a short sentence, translated
 * @detail: (nullable): why, translated
 * @fix: (nullable) (transfer full): the way on
 *
 * Returns: (transfer full): a verdict that comes from a rule and not from the service
 */
BerthVerdict *
berth_verdict_new (BerthVerdictTopic topic,
                   BerthVerdictLevel level,
                   const char *title,
                   const char *detail,
                   BerthFix *fix)
{
  BerthVerdict *self = g_object_new (BERTH_TYPE_VERDICT, NULL);

  self->topic = topic;
  self->level = level;
  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  self->fix = fix;
  return self;
}

/**
 * berth_verdict_with_source:
 * @self: (transfer full): a verdict that nobody else has seen
 * @source: who says so, translated
 * @checked_at: when it was said, in the clock's microseconds
 *
 * Returns: (transfer full): @self
 */
BerthVerdict *
berth_verdict_with_source (BerthVerdict *self, const char *source, gint64 checked_at)
{
  g_return_val_if_fail (BERTH_IS_VERDICT (self), NULL);

  g_set_str (&self->source, source);
  self->checked_at = checked_at;
  return self;
}

/**
 * berth_verdict_equal:
 *
 * Returns: whether both say the same at the same time
 */
gboolean
berth_verdict_equal (BerthVerdict *self, BerthVerdict *other)
{
  return self->topic == other->topic && self->level == other->level
         && self->checked_at == other->checked_at
         && g_strcmp0 (self->title, other->title) == 0
         && g_strcmp0 (self->detail, other->detail) == 0
         && (self->fix != NULL) == (other->fix != NULL);
}

#define GETTER(ctype, member)                                                            \
  ctype berth_verdict_get_##member (BerthVerdict *self)                                  \
  {                                                                                      \
    g_return_val_if_fail (BERTH_IS_VERDICT (self), (ctype) 0);                           \
    return self->member;                                                                 \
  }

GETTER (BerthVerdictTopic, topic)
GETTER (BerthVerdictLevel, level)
GETTER (const char *, title)
GETTER (const char *, detail)
GETTER (const char *, source)
GETTER (gint64, checked_at)
GETTER (BerthFix *, fix)
