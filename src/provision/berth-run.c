/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-run-private.h"

#include "berth-config.h"
#include "berth-future.h"

#include <glib/gi18n-lib.h>

/**
 * BerthRun:
 *
 * A plan being carried out: services, terms, group, Azure's own check, the deployment
 * resource by resource, then SSH and the first boot. Every step can be repeated without
 * harm, so a run that was cut off is picked up by going through the steps again; the
 * journal says what was begun. A run undoes what it made, and only that.
 */

G_DEFINE_FINAL_TYPE (BerthRun, berth_run, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (BerthRunState,
                    berth_run_state,
                    G_DEFINE_ENUM_VALUE (BERTH_RUN_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (BERTH_RUN_STATE_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (BERTH_RUN_STATE_SUCCEEDED, "succeeded"),
                    G_DEFINE_ENUM_VALUE (BERTH_RUN_STATE_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (BERTH_RUN_STATE_CANCELLED, "cancelled"),
                    G_DEFINE_ENUM_VALUE (BERTH_RUN_STATE_UNDOING, "undoing"),
                    G_DEFINE_ENUM_VALUE (BERTH_RUN_STATE_UNDONE, "undone"))

enum { PROP_0, PROP_STATE, PROP_ADDRESS, N_PROPS };
static GParamSpec *properties[N_PROPS];

static const struct {
  const char *id;
  const char *title;
} steps[] = {
  { "services", N_ ("Switch on Azure's services") },
  { "terms", N_ ("Check the image's terms") },
  { "group", N_ ("Make the resource group") },
  { "validate", N_ ("Have Azure check the plan") },
  { "nsg", N_ ("Network security group") },
  { "vnet", N_ ("Virtual network") },
  { "ip", N_ ("Public address") },
  { "nic", N_ ("Network interface") },
  { "machine", N_ ("Machine") },
  { "ssh", N_ ("Wait for SSH") },
  { "boot", N_ ("First boot") },
};

static void
berth_run_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BerthRun *self = BERTH_RUN (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, (int) self->state);
    break;
  case PROP_ADDRESS:
    g_value_set_string (value, self->address);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_run_dispose (GObject *object)
{
  BerthRun *self = BERTH_RUN (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  dex_clear (&self->story);
  g_clear_object (&self->steps);
  g_clear_object (&self->guest);
  g_clear_object (&self->machine);
  g_clear_object (&self->journal);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (berth_run_parent_class)->dispose (object);
}

static void
berth_run_finalize (GObject *object)
{
  BerthRun *self = BERTH_RUN (object);

  g_clear_error (&self->error);
  g_free (self->machine_id);
  g_free (self->address);
  G_OBJECT_CLASS (berth_run_parent_class)->finalize (object);
}

static void
berth_run_class_init (BerthRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = berth_run_get_property;
  object_class->dispose = berth_run_dispose;
  object_class->finalize = berth_run_finalize;

  /**
   * BerthRun:state:
   *
   * How far it is.
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, BERTH_TYPE_RUN_STATE,
                                              BERTH_RUN_STATE_READY, flags);
  /**
   * BerthRun:address:
   *
   * The machine's public address once it is known.
   */
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
berth_run_init (BerthRun *self)
{
  self->steps = g_list_store_new (BERTH_TYPE_RUN_STEP);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (BerthRunStep) step = berth_run_step_new (steps[i].id, _ (steps[i].title));

    g_list_store_append (self->steps, step);
  }
}

static BerthRun *
new_of_journal (BerthArmClient *client, BerthJournal *journal, BerthGuest *guest)
{
  BerthRun *self = g_object_new (BERTH_TYPE_RUN, NULL);

  self->client = g_object_ref (client);
  self->journal = g_object_ref (journal);
  g_set_object (&self->guest, guest);
  self->machine_id = berth_machine_spec_dup_machine_id (berth_run_get_spec (self));
  if (berth_journal_get_ended (journal)) {
    const char *problem = berth_journal_get_problem (journal);

    self->state = problem != NULL ? BERTH_RUN_STATE_FAILED : BERTH_RUN_STATE_CANCELLED;
    if (problem != NULL)
      self->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, problem);
  }
  return self;
}

/**
 * berth_run_new:
 * @client: whom to ask
 * @plan: what to carry out
 * @journal_folder: where the journal is kept
 * @guest: (nullable): the way into the machine; %NULL leaves the last two steps out
 *
 * Returns: (transfer full): a run that has not begun
 */
BerthRun *
berth_run_new (BerthArmClient *client,
               BerthPlan *plan,
               const char *journal_folder,
               BerthGuest *guest)
{
  g_autoptr (BerthJournal) journal = berth_journal_new (journal_folder, plan);

  return new_of_journal (client, journal, guest);
}

typedef struct {
  BerthArmClient *client;
  char *folder;
  BerthGuest *guest;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_object_unref (loading->client);
  g_free (loading->folder);
  g_clear_object (&loading->guest);
  g_free (loading);
}

static DexFuture *
load_fiber (gpointer data)
{
  Loading *loading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) journals
    = dex_await_object (berth_journal_load_all (loading->folder), &error);
  g_autoptr (GListStore) runs = g_list_store_new (BERTH_TYPE_RUN);

  if (journals == NULL)
    return berth_future_reject (g_steal_pointer (&error));
  for (guint i = 0; i < g_list_model_get_n_items (journals); i++) {
    g_autoptr (BerthJournal) journal = g_list_model_get_item (journals, i);
    g_autoptr (BerthRun) run = new_of_journal (loading->client, journal, loading->guest);

    g_list_store_append (runs, run);
  }
  return dex_future_new_take_object (g_steal_pointer (&runs));
}

/**
 * berth_run_load_all:
 * @client: whom to ask
 * @journal_folder: where journals are kept
 * @guest: (nullable): the way into the machines
 *
 * Returns: (transfer full): a future that resolves to a [iface@Gio.ListModel] of
 * #BerthRun that an earlier Berth left: those that were cut off are
 * %BERTH_RUN_STATE_READY and go on with berth_run_start(); the others failed or were
 * cancelled, and can be undone
 */
DexFuture *
berth_run_load_all (BerthArmClient *client, const char *journal_folder, BerthGuest *guest)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->client = g_object_ref (client);
  loading->folder = g_strdup (journal_folder);
  g_set_object (&loading->guest, guest);
  return berth_future_spawn (load_fiber, loading, loading_free);
}

static void
set_state (BerthRun *self, BerthRunState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
tick_steps (BerthRun *self)
{
  const gint64 now = berth_run_get_now (self);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->steps)); i++) {
    g_autoptr (BerthRunStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);

    berth_run_step_tick (step, now);
  }
}

/* The steps' times are counted as long as anything is under way. */
static DexFuture *
ticker_fiber (gpointer data)
{
  BerthRun *self = data;
  g_autoptr (GCancellable) cancellable = g_object_ref (self->cancellable);
  BerthClock *clock = berth_arm_client_get_clock (self->client);

  while (self->state == BERTH_RUN_STATE_RUNNING
         && dex_await (berth_clock_wait (clock, G_USEC_PER_SEC, cancellable), NULL))
    tick_steps (self);
  return dex_future_new_true ();
}

static void
begin (BerthRun *self, BerthRunState state, BerthFiberFunc fiber)
{
  dex_clear (&self->story);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  self->cancellable = g_cancellable_new ();
  set_state (self, state);
  self->story = berth_future_spawn (fiber, g_object_ref (self), g_object_unref);
}

static void
fail (BerthRun *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  set_state (self, BERTH_RUN_STATE_FAILED);
}

/* On a full disk the run still says why it ended; only picking it up later is lost. */
static void
note_end (BerthRun *self, const char *problem)
{
  g_autoptr (GError) error = NULL;

  berth_journal_set_ended (self->journal, TRUE);
  berth_journal_set_problem (self->journal, problem);
  if (!dex_await (berth_journal_save (self->journal), &error))
    g_info ("The journal cannot be written: %s", error->message);
}

static void
end_cancelled (BerthRun *self)
{
  g_autoptr (GError) error = NULL;

  if (self->detached)
    return;
  if (!berth_run_stop_deployment (self, &error))
    g_info ("The deployment cannot be cancelled: %s", error->message);
  note_end (self, NULL);
}

/* The whole story: the steps, and what follows from how they ended. */
static DexFuture *
run_fiber (gpointer data)
{
  BerthRun *self = data;
  g_autoptr (GError) error = NULL;

  if (dex_await (berth_run_story_fiber (self), &error)) {
    if (!dex_await (berth_journal_remove (self->journal), &error))
      g_info ("The journal cannot be removed: %s", error->message);
    set_state (self, BERTH_RUN_STATE_SUCCEEDED);
  } else if (g_cancellable_is_cancelled (self->cancellable)) {
    end_cancelled (self);
  } else {
    note_end (self, error->message);
    fail (self, g_steal_pointer (&error));
  }
  return dex_future_new_true ();
}

/**
 * berth_run_start:
 *
 * Begins, or begins once more after a failure; what is there already is kept. Does
 * nothing while something is under way.
 */
void
berth_run_start (BerthRun *self)
{
  g_return_if_fail (BERTH_IS_RUN (self));

  if (self->state != BERTH_RUN_STATE_READY && self->state != BERTH_RUN_STATE_FAILED
      && self->state != BERTH_RUN_STATE_CANCELLED)
    return;
  self->again = self->state != BERTH_RUN_STATE_READY;
  berth_journal_set_ended (self->journal, FALSE);
  berth_journal_set_problem (self->journal, NULL);
  begin (self, BERTH_RUN_STATE_RUNNING, run_fiber);
  dex_future_disown (
    berth_future_spawn (ticker_fiber, g_object_ref (self), g_object_unref));
}

/**
 * berth_run_cancel:
 *
 * Stops, and has Azure stop the deployment. What was made stays until it is undone.
 */
void
berth_run_cancel (BerthRun *self)
{
  g_return_if_fail (BERTH_IS_RUN (self));

  if (self->state != BERTH_RUN_STATE_RUNNING)
    return;
  set_state (self, BERTH_RUN_STATE_CANCELLED);
  g_cancellable_cancel (self->cancellable);
}

static DexFuture *
undo_fiber (gpointer data)
{
  BerthRun *self = data;
  g_autoptr (GError) error = NULL;

  if (!dex_await (berth_run_undo_fiber (self), &error)) {
    if (!self->detached) {
      note_end (self, error->message);
      fail (self, g_steal_pointer (&error));
    }
    return dex_future_new_true ();
  }
  if (!dex_await (berth_journal_remove (self->journal), &error))
    g_info ("The journal cannot be removed: %s", error->message);
  set_state (self, BERTH_RUN_STATE_UNDONE);
  return dex_future_new_true ();
}

/* What is under way is waited for first: deleting beside it would leave something behind.
 */
static DexFuture *
undo_after_fiber (gpointer data)
{
  BerthRun *self = data;
  DexFuture *before = g_object_get_data (G_OBJECT (self), "before");

  if (before != NULL)
    dex_await (dex_ref (before), NULL);
  g_object_set_data (G_OBJECT (self), "before", NULL);
  return undo_fiber (self);
}

/**
 * berth_run_undo:
 *
 * Deletes what this run made, and only that. Also cancels what is under way.
 */
void
berth_run_undo (BerthRun *self)
{
  g_return_if_fail (BERTH_IS_RUN (self));

  if (self->state == BERTH_RUN_STATE_UNDOING || self->state == BERTH_RUN_STATE_UNDONE)
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_object_set_data_full (G_OBJECT (self), "before", g_steal_pointer (&self->story),
                          dex_unref);
  begin (self, BERTH_RUN_STATE_UNDOING, undo_after_fiber);
}

/**
 * berth_run_detach:
 *
 * Stops looking on: Azure goes on, and the journal stays, so that the run can be picked
 * up.
 *
 * Returns: (transfer full): a future that resolves to %TRUE when nothing is under way
 * here
 */
DexFuture *
berth_run_detach (BerthRun *self)
{
  g_return_val_if_fail (BERTH_IS_RUN (self), NULL);

  self->detached = TRUE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return self->story != NULL ? dex_ref (self->story) : dex_future_new_true ();
}

/**
 * berth_run_dismiss:
 *
 * Forgets a run that has ended: what it made stays and is not offered for undoing any
 * more.
 *
 * Returns: (transfer full): a future that resolves to %TRUE once the journal is gone
 */
DexFuture *
berth_run_dismiss (BerthRun *self)
{
  g_return_val_if_fail (BERTH_IS_RUN (self), NULL);

  return berth_journal_remove (self->journal);
}

/* Only for the run's own files. */
BerthRunStep *
berth_run_find_step (BerthRun *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->steps)); i++) {
    g_autoptr (BerthRunStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);

    if (g_str_equal (berth_run_step_get_id (step), id))
      return step; /* the list keeps it */
  }
  g_return_val_if_reached (NULL);
}

gint64
berth_run_get_now (BerthRun *self)
{
  return berth_clock_get_now (berth_arm_client_get_clock (self->client));
}

BerthMachineSpec *
berth_run_get_spec (BerthRun *self)
{
  return berth_plan_get_spec (berth_journal_get_plan (self->journal));
}

void
berth_run_set_address (BerthRun *self, const char *address)
{
  if (g_set_str (&self->address, address))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS]);
}

BerthRunState
berth_run_get_state (BerthRun *self)
{
  g_return_val_if_fail (BERTH_IS_RUN (self), BERTH_RUN_STATE_READY);

  return self->state;
}

/**
 * berth_run_get_steps:
 *
 * Returns: (transfer none): the #BerthRunStep in their order
 */
GListModel *
berth_run_get_steps (BerthRun *self)
{
  g_return_val_if_fail (BERTH_IS_RUN (self), NULL);

  return G_LIST_MODEL (self->steps);
}

/**
 * berth_run_get_error:
 *
 * Returns: (nullable): why it failed
 */
const GError *
berth_run_get_error (BerthRun *self)
{
  g_return_val_if_fail (BERTH_IS_RUN (self), NULL);

  return self->error;
}

BerthPlan *
berth_run_get_plan (BerthRun *self)
{
  g_return_val_if_fail (BERTH_IS_RUN (self), NULL);

  return berth_journal_get_plan (self->journal);
}

const char *
berth_run_get_id (BerthRun *self)
{
  g_return_val_if_fail (BERTH_IS_RUN (self), NULL);

  return berth_journal_get_id (self->journal);
}

const char *
berth_run_get_machine_name (BerthRun *self)
{
  g_return_val_if_fail (BERTH_IS_RUN (self), NULL);

  return berth_machine_spec_get_name (berth_run_get_spec (self));
}

const char *
berth_run_get_machine_id (BerthRun *self)
{
  g_return_val_if_fail (BERTH_IS_RUN (self), NULL);

  return self->machine_id;
}

/**
 * berth_run_can_be_entered:
 *
 * A first boot that takes long goes on beside whoever is in already.
 *
 * Returns: whether the machine has let its user in, or all is done
 */
gboolean
berth_run_can_be_entered (BerthRun *self)
{
  g_return_val_if_fail (BERTH_IS_RUN (self), FALSE);

  if (self->state != BERTH_RUN_STATE_RUNNING)
    return self->state == BERTH_RUN_STATE_SUCCEEDED;
  return berth_run_step_get_state (berth_run_find_step (self, "ssh"))
         == BERTH_RUN_STEP_STATE_DONE;
}

/**
 * berth_run_get_address:
 *
 * Returns: (nullable): the machine's public address once it is known
 */
const char *
berth_run_get_address (BerthRun *self)
{
  g_return_val_if_fail (BERTH_IS_RUN (self), NULL);

  return self->address;
}
