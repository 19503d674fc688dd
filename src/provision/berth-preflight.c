/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-preflight.h"
#include "berth-check.h"

#include "berth-future.h"
#include "berth-terms-service.h"

#include <gio/gio.h>

/**
 * BerthPreflight:
 *
 * What Azure will say about the choices, before it is asked to make anything. Looks again
 * whenever a choice or a fact changes; findings that stay keep their object, so that a
 * list of them does not flicker.
 */
struct _BerthPreflight {
  GObject parent_instance;

  BerthFacts *facts;
  BerthMachineSpec *spec;
  BerthClock *clock;
  GListStore *verdicts;
  BerthVerdictLevel level;
  guint idle;
  gboolean busy;

  char *plan; /* whose terms these are */
  BerthTerms *terms;
  GError *terms_error;
  gint64 terms_checked_at;
  GCancellable *terms_cancellable; /* while they are asked for */
};

G_DEFINE_FINAL_TYPE (BerthPreflight, berth_preflight, G_TYPE_OBJECT)

enum { PROP_0, PROP_VERDICTS, PROP_LEVEL, PROP_BUSY, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
berth_preflight_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BerthPreflight *self = BERTH_PREFLIGHT (object);

  switch (id) {
  case PROP_VERDICTS:
    g_value_set_object (value, self->verdicts);
    break;
  case PROP_LEVEL:
    g_value_set_int (value, (int) self->level);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
stop_asking (BerthPreflight *self)
{
  if (self->terms_cancellable != NULL)
    g_cancellable_cancel (self->terms_cancellable);
  g_clear_object (&self->terms_cancellable);
}

static void
forget_terms (BerthPreflight *self)
{
  stop_asking (self);
  g_clear_pointer (&self->plan, g_free);
  g_clear_object (&self->terms);
  g_clear_error (&self->terms_error);
  self->terms_checked_at = 0;
}

static void
berth_preflight_dispose (GObject *object)
{
  BerthPreflight *self = BERTH_PREFLIGHT (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  forget_terms (self);
  g_clear_object (&self->facts);
  g_clear_object (&self->spec);
  g_clear_object (&self->clock);
  g_clear_object (&self->verdicts);
  G_OBJECT_CLASS (berth_preflight_parent_class)->dispose (object);
}

static void
berth_preflight_class_init (BerthPreflightClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = berth_preflight_get_property;
  object_class->dispose = berth_preflight_dispose;

  /**
   * BerthPreflight:verdicts:
   *
   * What was found, in the order of the wizard's steps.
   */
  properties[PROP_VERDICTS]
    = g_param_spec_object ("verdicts", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  /**
   * BerthPreflight:level:
   *
   * The worst of them.
   */
  properties[PROP_LEVEL]
    = g_param_spec_int ("level", NULL, NULL, BERTH_VERDICT_LEVEL_FINE,
                        BERTH_VERDICT_LEVEL_BLOCKED, BERTH_VERDICT_LEVEL_FINE, flags);
  /**
   * BerthPreflight:busy:
   *
   * Whether the service is being asked.
   */
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
berth_preflight_init (BerthPreflight *self)
{
  self->verdicts = g_list_store_new (BERTH_TYPE_VERDICT);
}

static GPtrArray *
run_checks (BerthPreflight *self)
{
  GPtrArray *verdicts = g_ptr_array_new_with_free_func (g_object_unref);
  BerthCheck check = { .spec = self->spec,
                       .facts = self->facts,
                       .terms = self->terms,
                       .terms_error = self->terms_error,
                       .terms_checked_at = self->terms_checked_at,
                       .verdicts = verdicts };

  berth_check_all (&check);
  return verdicts;
}

static gboolean
is_same_at (BerthPreflight *self, guint position, BerthVerdict *verdict)
{
  g_autoptr (BerthVerdict) known
    = g_list_model_get_item (G_LIST_MODEL (self->verdicts), position);

  return known != NULL && berth_verdict_equal (known, verdict);
}

/* Replaces the run of findings that differ, and leaves what is equal before and after it.
 */
static void
take_verdicts (BerthPreflight *self, GPtrArray *verdicts)
{
  const guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->verdicts));
  const guint n_new = verdicts->len;
  guint head = 0, tail = 0;

  while (head < MIN (n_old, n_new) && is_same_at (self, head, verdicts->pdata[head]))
    head++;
  while (tail < MIN (n_old, n_new) - head
         && is_same_at (self, n_old - 1 - tail, verdicts->pdata[n_new - 1 - tail]))
    tail++;
  if (head + tail < MAX (n_old, n_new))
    g_list_store_splice (self->verdicts, head, n_old - head - tail,
                         verdicts->pdata + head, n_new - head - tail);
}

static void
take_level (BerthPreflight *self, GPtrArray *verdicts)
{
  BerthVerdictLevel level = BERTH_VERDICT_LEVEL_FINE;

  for (guint i = 0; i < verdicts->len; i++)
    level = MAX (level, berth_verdict_get_level (verdicts->pdata[i]));
  if (level == self->level)
    return;
  self->level = level;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
}

static void
take_busy (BerthPreflight *self)
{
  const gboolean busy
    = berth_facts_is_busy (self->facts) || self->terms_cancellable != NULL;

  if (busy == self->busy)
    return;
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
evaluate (BerthPreflight *self)
{
  g_autoptr (GPtrArray) verdicts = run_checks (self);

  take_verdicts (self, verdicts);
  take_level (self, verdicts);
  take_busy (self);
}

static gboolean
on_idle (gpointer data)
{
  BerthPreflight *self = data;

  self->idle = 0;
  evaluate (self);
  return G_SOURCE_REMOVE;
}

/* Several choices may change at once. */
static void
evaluate_soon (BerthPreflight *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (on_idle, self);
}

static DexFuture *
on_terms (DexFuture *answer, gpointer data)
{
  GWeakRef *ref = data;
  g_autoptr (BerthPreflight) self = g_weak_ref_get (ref);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (answer, &error);

  /* An answer that nobody waits for belongs to another image. */
  if (self == NULL || self->terms_cancellable == NULL
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return dex_future_new_true ();
  g_clear_object (&self->terms_cancellable);
  g_clear_error (&self->terms_error);
  self->terms_error = g_steal_pointer (&error);
  if (value != NULL)
    g_set_object (&self->terms, g_value_get_object (value));
  self->terms_checked_at = berth_clock_get_now (self->clock);
  evaluate_soon (self);
  return dex_future_new_true ();
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
ask_terms (BerthPreflight *self, BerthImageChoice *image)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, self);
  stop_asking (self);
  self->terms_cancellable = g_cancellable_new ();
  dex_future_disown (dex_future_finally (
    berth_terms_get (berth_facts_get_client (self->facts),
                     berth_facts_get_subscription_id (self->facts),
                     berth_image_choice_get_plan_publisher (image),
                     berth_image_choice_get_plan_product (image),
                     berth_image_choice_get_plan_name (image), self->terms_cancellable),
    on_terms, ref, free_weak_ref));
}

static char *
dup_plan (BerthImageChoice *image)
{
  if (image == NULL || !berth_image_choice_has_plan (image))
    return NULL;
  return g_strdup_printf ("%s/%s/%s", berth_image_choice_get_plan_publisher (image),
                          berth_image_choice_get_plan_product (image),
                          berth_image_choice_get_plan_name (image));
}

static void
update_terms (BerthPreflight *self)
{
  BerthImageChoice *image = berth_machine_spec_get_image (self->spec);
  g_autofree char *plan = dup_plan (image);

  if (g_strcmp0 (plan, self->plan) == 0)
    return;
  forget_terms (self);
  self->plan = g_steal_pointer (&plan);
  if (self->plan != NULL)
    ask_terms (self, image);
}

static void
on_spec_changed (BerthPreflight *self)
{
  update_terms (self);
  take_busy (self);
  evaluate_soon (self);
}

/**
 * berth_preflight_new:
 * @facts: what is known of the region
 * @spec: the choices
 * @clock: tells when something was found
 *
 * Returns: (transfer full): a preflight that looks at once and from now on
 */
BerthPreflight *
berth_preflight_new (BerthFacts *facts, BerthMachineSpec *spec, BerthClock *clock)
{
  BerthPreflight *self = g_object_new (BERTH_TYPE_PREFLIGHT, NULL);

  self->facts = g_object_ref (facts);
  self->spec = g_object_ref (spec);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (facts, "changed", G_CALLBACK (evaluate_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (facts, "notify::busy", G_CALLBACK (evaluate_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (spec, "notify", G_CALLBACK (on_spec_changed), self,
                           G_CONNECT_SWAPPED);
  update_terms (self);
  evaluate (self);
  return self;
}

/**
 * berth_preflight_refresh:
 *
 * Asks the service for everything again.
 */
void
berth_preflight_refresh (BerthPreflight *self)
{
  g_return_if_fail (BERTH_IS_PREFLIGHT (self));

  berth_facts_refresh (self->facts);
  if (self->plan != NULL)
    ask_terms (self, berth_machine_spec_get_image (self->spec));
  take_busy (self);
}

/**
 * berth_preflight_get_verdicts:
 *
 * Returns: (transfer none): #BerthVerdict, in the order of the wizard's steps
 */
GListModel *
berth_preflight_get_verdicts (BerthPreflight *self)
{
  g_return_val_if_fail (BERTH_IS_PREFLIGHT (self), NULL);

  return G_LIST_MODEL (self->verdicts);
}

/**
 * berth_preflight_get_level:
 *
 * Returns: the worst level among the verdicts
 */
BerthVerdictLevel
berth_preflight_get_level (BerthPreflight *self)
{
  g_return_val_if_fail (BERTH_IS_PREFLIGHT (self), BERTH_VERDICT_LEVEL_UNKNOWN);

  return self->level;
}

/**
 * berth_preflight_is_busy:
 *
 * Returns: whether the service is being asked, so that verdicts may be missing
 */
gboolean
berth_preflight_is_busy (BerthPreflight *self)
{
  g_return_val_if_fail (BERTH_IS_PREFLIGHT (self), FALSE);

  return self->busy;
}
