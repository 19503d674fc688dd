/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-run-step.h"

/**
 * BerthRunStep:
 *
 * One step of a run, as a row shows it.
 */
struct _BerthRunStep {
  GObject parent_instance;

  char *id;
  char *title;
  char *detail;
  BerthRunStepState state;
  gint64 began;
  gint64 elapsed;
};

G_DEFINE_FINAL_TYPE (BerthRunStep, berth_run_step, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (BerthRunStepState,
                    berth_run_step_state,
                    G_DEFINE_ENUM_VALUE (BERTH_RUN_STEP_STATE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (BERTH_RUN_STEP_STATE_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (BERTH_RUN_STEP_STATE_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (BERTH_RUN_STEP_STATE_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (BERTH_RUN_STEP_STATE_SKIPPED, "skipped"))

enum { PROP_0, PROP_TITLE, PROP_DETAIL, PROP_STATE, PROP_ELAPSED, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
berth_run_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BerthRunStep *self = BERTH_RUN_STEP (object);

  switch (id) {
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_DETAIL:
    g_value_set_string (value, self->detail);
    break;
  case PROP_STATE:
    g_value_set_enum (value, (int) self->state);
    break;
  case PROP_ELAPSED:
    g_value_set_int64 (value, self->elapsed);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_run_step_finalize (GObject *object)
{
  BerthRunStep *self = BERTH_RUN_STEP (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->detail);
  G_OBJECT_CLASS (berth_run_step_parent_class)->finalize (object);
}

static void
berth_run_step_class_init (BerthRunStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = berth_run_step_get_property;
  object_class->finalize = berth_run_step_finalize;

  /**
   * BerthRunStep:title:
   *
   * What the step is, translated.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  /**
   * BerthRunStep:detail:
   *
   * What it is about, or what is going on in it.
   */
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  /**
   * BerthRunStep:state:
   *
   * How far it is.
   */
  properties[PROP_STATE] = g_param_spec_enum (
    "state", NULL, NULL, BERTH_TYPE_RUN_STEP_STATE, BERTH_RUN_STEP_STATE_WAITING, flags);
  /**
   * BerthRunStep:elapsed:
   *
   * How long it has taken so far, in microseconds; -1 before it began.
   */
  properties[PROP_ELAPSED]
    = g_param_spec_int64 ("elapsed", NULL, NULL, -1, G_MAXINT64, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
berth_run_step_init (BerthRunStep *self)
{
  self->elapsed = -1;
}

/**
 * berth_run_step_new:
 * @id: a word for the journal
 * @title: what the step is, translated
 *
 * Returns: (transfer full): a step whose turn has not come
 */
BerthRunStep *
berth_run_step_new (const char *id, const char *title)
{
  BerthRunStep *self = g_object_new (BERTH_TYPE_RUN_STEP, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  return self;
}

/**
 * berth_run_step_tick:
 * @now: the clock's time in microseconds
 *
 * Counts the time of a step that is under way.
 */
void
berth_run_step_tick (BerthRunStep *self, gint64 now)
{
  g_return_if_fail (BERTH_IS_RUN_STEP (self));

  if (self->state != BERTH_RUN_STEP_STATE_RUNNING || now - self->began == self->elapsed)
    return;
  self->elapsed = MAX (now - self->began, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ELAPSED]);
}

/**
 * berth_run_step_set_state:
 * @state: how far it is now
 * @now: the clock's time in microseconds
 *
 * A step that is under way counts its time from @now on; any other stops counting.
 */
void
berth_run_step_set_state (BerthRunStep *self, BerthRunStepState state, gint64 now)
{
  g_return_if_fail (BERTH_IS_RUN_STEP (self));

  if (self->state == state)
    return;
  berth_run_step_tick (self, now);
  if (state == BERTH_RUN_STEP_STATE_RUNNING)
    self->began = now;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
berth_run_step_set_detail (BerthRunStep *self, const char *detail)
{
  g_return_if_fail (BERTH_IS_RUN_STEP (self));

  if (g_set_str (&self->detail, detail))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

#define GETTER(ctype, member)                                                            \
  ctype berth_run_step_get_##member (BerthRunStep *self)                                 \
  {                                                                                      \
    g_return_val_if_fail (BERTH_IS_RUN_STEP (self), (ctype) 0);                          \
    return self->member;                                                                 \
  }

GETTER (const char *, id)
GETTER (const char *, title)
GETTER (const char *, detail)
GETTER (BerthRunStepState, state)
GETTER (gint64, elapsed)
