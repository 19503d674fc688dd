/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-draft.h"

#include "berth-config.h"
#include "berth-draft-defaults.h"
#include "berth-draft-key.h"
#include "berth-folders.h"
#include "berth-future.h"

#include <json-glib/json-glib.h>
#include <string.h>

/**
 * BerthDraft:
 *
 * A machine that is being clicked together: the account it will belong to, the choices so
 * far, what is known of the region, and what preflight makes of both. The pages share it
 * and nothing else.
 *
 * Facts belong to a subscription and a region; when the person changes one of them, the
 * draft gets new facts and a new preflight and says so.
 */
struct _BerthDraft {
  GObject parent_instance;

  BerthAccount *account;
  GSettings *settings;
  BerthMachineSpec *spec;
  char *initial; /* the spec as JSON before the person touched it */
  gboolean of_last_time;
  BerthFacts *facts;
  BerthPreflight *preflight;
  BerthCost *cost;
  BerthQuotaRequestTask *quota_task;
  char *facts_subscription;
  char *facts_location;
};

G_DEFINE_FINAL_TYPE (BerthDraft, berth_draft, G_TYPE_OBJECT)

enum { PROP_0, PROP_PREFLIGHT, PROP_COST, PROP_QUOTA_TASK, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_FACTS_CHANGED,
  SIGNAL_PLACE_CHANGED,
  SIGNAL_REPLACED,
  SIGNAL_STEP_WANTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
print_spec (BerthMachineSpec *spec)
{
  g_autoptr (JsonNode) json = berth_machine_spec_to_json (spec);

  return json_to_string (json, FALSE);
}

static void
update_cost (BerthDraft *self)
{
  g_autoptr (BerthCost) cost
    = self->facts != NULL ? berth_cost_new (self->facts, self->spec) : NULL;

  if (g_set_object (&self->cost, cost))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COST]);
}

static void
on_facts_changed (BerthDraft *self)
{
  update_cost (self);
  g_signal_emit (self, signals[SIGNAL_FACTS_CHANGED], 0);
}

/* Facts of another place say nothing about this one. */
static void
renew_facts (BerthDraft *self)
{
  const char *subscription = berth_machine_spec_get_subscription_id (self->spec);
  const char *location = berth_machine_spec_get_location (self->spec);

  g_clear_object (&self->preflight);
  if (self->facts != NULL)
    g_signal_handlers_disconnect_by_func (self->facts, on_facts_changed, self);
  g_clear_object (&self->facts);
  if (subscription != NULL && location != NULL) {
    self->facts = berth_facts_new (berth_account_get_client (self->account), subscription,
                                   location);
    g_signal_connect_object (self->facts, "changed", G_CALLBACK (on_facts_changed), self,
                             G_CONNECT_SWAPPED);
    self->preflight = berth_preflight_new (self->facts, self->spec,
                                           berth_account_get_clock (self->account));
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREFLIGHT]);
  g_signal_emit (self, signals[SIGNAL_PLACE_CHANGED], 0);
  on_facts_changed (self);
}

static void
on_spec_changed (BerthDraft *self)
{
  gboolean moved = g_set_str (&self->facts_subscription,
                              berth_machine_spec_get_subscription_id (self->spec));

  moved
    |= g_set_str (&self->facts_location, berth_machine_spec_get_location (self->spec));
  if (moved)
    renew_facts (self);
  else
    update_cost (self);
}

static void
on_quota_state (BerthDraft *self, GParamSpec *pspec, BerthQuotaRequestTask *task)
{
  if (self->facts != NULL
      && berth_quota_request_task_get_state (task) == BERTH_QUOTA_REQUEST_GRANTED)
    berth_preflight_refresh (self->preflight);
}

static void
berth_draft_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BerthDraft *self = BERTH_DRAFT (object);

  switch (id) {
  case PROP_PREFLIGHT:
    g_value_set_object (value, self->preflight);
    break;
  case PROP_COST:
    g_value_set_object (value, self->cost);
    break;
  case PROP_QUOTA_TASK:
    g_value_set_object (value, self->quota_task);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_draft_dispose (GObject *object)
{
  BerthDraft *self = BERTH_DRAFT (object);

  g_clear_object (&self->quota_task);
  g_clear_object (&self->preflight);
  g_clear_object (&self->cost);
  g_clear_object (&self->facts);
  g_clear_object (&self->spec);
  g_clear_object (&self->account);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (berth_draft_parent_class)->dispose (object);
}

static void
berth_draft_finalize (GObject *object)
{
  BerthDraft *self = BERTH_DRAFT (object);

  g_free (self->initial);
  g_free (self->facts_subscription);
  g_free (self->facts_location);
  G_OBJECT_CLASS (berth_draft_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, guint n_params)
{
  return g_signal_new (name, BERTH_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_params, G_TYPE_STRING);
}

static void
berth_draft_class_init (BerthDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = berth_draft_get_property;
  object_class->dispose = berth_draft_dispose;
  object_class->finalize = berth_draft_finalize;

  /**
   * BerthDraft:preflight:
   *
   * Judges the choices; another one after subscription or region changed.
   */
  properties[PROP_PREFLIGHT]
    = g_param_spec_object ("preflight", NULL, NULL, BERTH_TYPE_PREFLIGHT, flags);
  /**
   * BerthDraft:cost:
   *
   * What the choices cost as far as it is known.
   */
  properties[PROP_COST]
    = g_param_spec_object ("cost", NULL, NULL, BERTH_TYPE_COST, flags);
  /**
   * BerthDraft:quota-task:
   *
   * The request for more quota that runs or ran last.
   */
  properties[PROP_QUOTA_TASK] = g_param_spec_object (
    "quota-task", NULL, NULL, BERTH_TYPE_QUOTA_REQUEST_TASK, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * BerthDraft::facts-changed:
   *
   * Something became known of the region, or is not known any more.
   */
  signals[SIGNAL_FACTS_CHANGED] = add_signal ("facts-changed", 0);
  /**
   * BerthDraft::place-changed:
   *
   * The subscription or the region is another one.
   */
  signals[SIGNAL_PLACE_CHANGED] = add_signal ("place-changed", 0);
  /**
   * BerthDraft::replaced:
   *
   * All choices were replaced at once.
   */
  signals[SIGNAL_REPLACED] = add_signal ("replaced", 0);
  /**
   * BerthDraft::step-wanted:
   * @step: the name of a step
   *
   * A fix is to choose something else, at that step.
   */
  signals[SIGNAL_STEP_WANTED] = add_signal ("step-wanted", 1);
}

static void
berth_draft_init (BerthDraft *self)
{
  self->settings = berth_draft_defaults_dup_settings ();
}

static BerthDraft *
new_take_spec (BerthAccount *account, BerthMachineSpec *spec)
{
  BerthDraft *self = g_object_new (BERTH_TYPE_DRAFT, NULL);

  self->account = g_object_ref (account);
  self->spec = spec;
  self->initial = print_spec (self->spec);
  g_signal_connect_object (self->spec, "notify", G_CALLBACK (on_spec_changed), self,
                           G_CONNECT_SWAPPED);
  on_spec_changed (self);
  return self;
}

/**
 * berth_draft_new:
 * @account: where the machine shall be made
 *
 * Returns: (transfer full): a draft with the choices of last time, or with defaults
 */
BerthDraft *
berth_draft_new (BerthAccount *account)
{
  g_autoptr (GSettings) settings = berth_draft_defaults_dup_settings ();
  BerthMachineSpec *last = berth_draft_defaults_load_last (account, settings);
  BerthDraft *self = new_take_spec (
    account, last != NULL ? last : berth_draft_defaults_new_spec (account, settings));

  self->of_last_time = last != NULL;
  return self;
}

/**
 * berth_draft_new_of_spec:
 * @account: where the machine shall be made
 * @spec: choices that are to be changed; not touched
 *
 * Returns: (transfer full): a draft with a copy of @spec
 */
BerthDraft *
berth_draft_new_of_spec (BerthAccount *account, BerthMachineSpec *spec)
{
  return new_take_spec (account, berth_machine_spec_copy (spec));
}

BerthAccount *
berth_draft_get_account (BerthDraft *self)
{
  g_return_val_if_fail (BERTH_IS_DRAFT (self), NULL);

  return self->account;
}

BerthMachineSpec *
berth_draft_get_spec (BerthDraft *self)
{
  g_return_val_if_fail (BERTH_IS_DRAFT (self), NULL);

  return self->spec;
}

/**
 * berth_draft_get_facts:
 * @self: the draft
 *
 * Returns: (nullable): what is known of the region
 */
BerthFacts *
berth_draft_get_facts (BerthDraft *self)
{
  g_return_val_if_fail (BERTH_IS_DRAFT (self), NULL);

  return self->facts;
}

/**
 * berth_draft_get_preflight:
 * @self: the draft
 *
 * Returns: (nullable): what judges the choices
 */
BerthPreflight *
berth_draft_get_preflight (BerthDraft *self)
{
  g_return_val_if_fail (BERTH_IS_DRAFT (self), NULL);

  return self->preflight;
}

/**
 * berth_draft_get_cost:
 * @self: the draft
 *
 * Returns: (nullable): what the choices cost
 */
BerthCost *
berth_draft_get_cost (BerthDraft *self)
{
  g_return_val_if_fail (BERTH_IS_DRAFT (self), NULL);

  return self->cost;
}

/**
 * berth_draft_get_quota_task:
 * @self: the draft
 *
 * Returns: (nullable): the request for more quota that runs or ran last
 */
BerthQuotaRequestTask *
berth_draft_get_quota_task (BerthDraft *self)
{
  g_return_val_if_fail (BERTH_IS_DRAFT (self), NULL);

  return self->quota_task;
}

/**
 * berth_draft_is_changed:
 * @self: the draft
 *
 * Returns: whether the person chose something
 */
gboolean
berth_draft_is_changed (BerthDraft *self)
{
  g_autofree char *now = NULL;

  g_return_val_if_fail (BERTH_IS_DRAFT (self), FALSE);

  now = print_spec (self->spec);
  return strcmp (now, self->initial) != 0;
}

/**
 * berth_draft_is_of_last_time:
 * @self: the draft
 *
 * Returns: whether it began with the choices of last time
 */
gboolean
berth_draft_is_of_last_time (BerthDraft *self)
{
  g_return_val_if_fail (BERTH_IS_DRAFT (self), FALSE);

  return self->of_last_time;
}

static void
copy_properties (GObject *from, GObject *to)
{
  guint n_pspecs = 0;
  g_autofree GParamSpec **pspecs
    = g_object_class_list_properties (G_OBJECT_GET_CLASS (from), &n_pspecs);

  for (guint i = 0; i < n_pspecs; i++) {
    g_auto (GValue) value = G_VALUE_INIT;

    if ((pspecs[i]->flags & G_PARAM_READWRITE) != G_PARAM_READWRITE)
      continue;
    g_object_get_property (from, pspecs[i]->name, &value);
    g_object_set_property (to, pspecs[i]->name, &value);
  }
}

/**
 * berth_draft_start_afresh:
 * @self: the draft
 *
 * Forgets the choices of last time.
 */
void
berth_draft_start_afresh (BerthDraft *self)
{
  g_autoptr (BerthMachineSpec) fresh = NULL;

  g_return_if_fail (BERTH_IS_DRAFT (self));

  fresh = berth_draft_defaults_new_spec (self->account, self->settings);
  copy_properties (G_OBJECT (fresh), G_OBJECT (self->spec));
  self->of_last_time = FALSE;
  g_free (self->initial);
  self->initial = print_spec (self->spec);
  g_signal_emit (self, signals[SIGNAL_REPLACED], 0);
}

/**
 * berth_draft_keep:
 * @self: the draft
 *
 * Keeps the choices for the next time. Nothing in them is secret.
 */
void
berth_draft_keep (BerthDraft *self)
{
  g_return_if_fail (BERTH_IS_DRAFT (self));

  berth_draft_defaults_save_last (self->settings, self->spec);
}

/**
 * berth_draft_set_quota_task:
 * @self: the draft
 * @task: a request for more quota that was just made
 *
 * When it is granted, preflight asks the service again by itself.
 */
void
berth_draft_set_quota_task (BerthDraft *self, BerthQuotaRequestTask *task)
{
  g_return_if_fail (BERTH_IS_DRAFT (self));

  if (!g_set_object (&self->quota_task, task))
    return;
  g_signal_connect_object (task, "notify::state", G_CALLBACK (on_quota_state), self,
                           G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUOTA_TASK]);
}

/**
 * berth_draft_want_step:
 * @self: the draft
 * @step: the name of a step
 *
 * Asks whoever shows the steps to go to @step.
 */
void
berth_draft_want_step (BerthDraft *self, const char *step)
{
  g_return_if_fail (BERTH_IS_DRAFT (self));

  g_signal_emit (self, signals[SIGNAL_STEP_WANTED], 0, step);
}

/**
 * berth_draft_dup_new_key_path:
 * @self: the draft
 *
 * Returns: (transfer full): where a new key would be saved
 */
char *
berth_draft_dup_new_key_path (BerthDraft *self)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (BERTH_IS_DRAFT (self), NULL);

  folder = berth_folders_dup_keys (self->settings);
  return berth_draft_key_dup_path (folder, self->spec, 0);
}

/**
 * berth_draft_dup_plan:
 * @self: the draft
 *
 * Returns: (transfer full): the choices as they are now as a plan
 */
BerthPlan *
berth_draft_dup_plan (BerthDraft *self)
{
  g_return_val_if_fail (BERTH_IS_DRAFT (self), NULL);

  return berth_plan_new (self->spec, self->cost);
}

static DexFuture *
make_plan_fiber (gpointer data)
{
  BerthDraft *self = data;
  g_autofree char *folder = berth_folders_dup_keys (self->settings);
  g_autoptr (GError) error = NULL;

  if (!dex_await (berth_draft_key_ensure (folder, self->spec, NULL), &error))
    return berth_future_reject (g_steal_pointer (&error));
  return dex_future_new_take_object (berth_draft_dup_plan (self));
}

/**
 * berth_draft_make_plan:
 * @self: the draft
 * @cancellable: (nullable): gives up the wait; a key that is made already stays
 *
 * Makes the key where a new one is wanted, and the plan.
 *
 * Returns: (transfer full): a future that resolves to a [class@Plan], or rejects with
 * what berth_ssh_key_generate() rejects with
 */
DexFuture *
berth_draft_make_plan (BerthDraft *self, GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_DRAFT (self), NULL);

  return berth_future_cancellable (
    berth_future_spawn (make_plan_fiber, g_object_ref (self), g_object_unref),
    cancellable);
}
