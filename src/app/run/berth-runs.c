/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-runs.h"
#include "berth-ssh-guest.h"

#include "berth-folders.h"
#include "berth-future.h"

#include <gio/gio.h>

/**
 * BerthRuns:
 *
 * The runs of an account: those that were begun here, and those that an earlier Berth
 * left unfinished. A run goes on when its page is left.
 */
struct _BerthRuns {
  GObject parent_instance;
  BerthAccount *account;
  BerthGuest *guest;
  GListStore *runs;
  GHashTable *requests; /* for more quota, by the run that waits for it */
};

enum { CHANGED, ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthRuns, berth_runs, G_TYPE_OBJECT)

static gboolean
is_busy (BerthRun *run)
{
  return berth_run_get_state (run) == BERTH_RUN_STATE_RUNNING;
}

static gboolean
is_unfinished (BerthRun *run)
{
  BerthRunState state = berth_run_get_state (run);

  return state == BERTH_RUN_STATE_FAILED || state == BERTH_RUN_STATE_CANCELLED;
}

static void
drop_run (BerthRuns *self, BerthRun *run)
{
  guint position;

  g_hash_table_remove (self->requests, run);
  if (g_list_store_find (self->runs, run, &position))
    g_list_store_remove (self->runs, position);
}

/* Another run for the same machine takes over what an earlier one has made. */
static void
forget_older (BerthRuns *self, BerthRun *run)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->runs));

  while (count-- > 0) {
    g_autoptr (BerthRun) older = g_list_model_get_item (G_LIST_MODEL (self->runs), count);

    if (older != run && is_unfinished (older)
        && g_ascii_strcasecmp (berth_run_get_machine_id (older),
                               berth_run_get_machine_id (run))
             == 0)
      berth_runs_forget (self, older);
  }
}

static void
on_run_state_changed (BerthRuns *self, GParamSpec *pspec, BerthRun *run)
{
  const BerthRunState state = berth_run_get_state (run);

  if (self->runs == NULL)
    return;
  if (state == BERTH_RUN_STATE_SUCCEEDED || state == BERTH_RUN_STATE_UNDONE)
    drop_run (self, run);
  g_signal_emit (self, signals[CHANGED], 0);
  if (state != BERTH_RUN_STATE_RUNNING && state != BERTH_RUN_STATE_UNDOING)
    g_signal_emit (self, signals[ENDED], 0);
}

static void
take_run (BerthRuns *self, BerthRun *run)
{
  forget_older (self, run);
  g_list_store_append (self->runs, run);
  g_signal_connect_object (run, "notify::state", G_CALLBACK (on_run_state_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_emit (self, signals[CHANGED], 0);
}

static DexFuture *
remember_fiber (gpointer data)
{
  gpointer *pair = data;
  BerthRuns *self = pair[0];
  BerthRun *run = pair[1];
  const char *key_path
    = berth_machine_spec_get_key_path (berth_plan_get_spec (berth_run_get_plan (run)));
  g_autoptr (GError) error = NULL;

  if (key_path != NULL
      && !dex_await (
        berth_machine_memory_remember_key (berth_account_get_memory (self->account),
                                           berth_run_get_machine_id (run), key_path),
        &error))
    g_info ("The machine's key cannot be remembered: %s", error->message);
  return dex_future_new_true ();
}

static void
pair_free (gpointer data)
{
  gpointer *pair = data;

  g_object_unref (pair[0]);
  g_object_unref (pair[1]);
  g_free (pair);
}

/* Before the machine is there: a run that is cut off leaves a machine that can be
 * entered. */
static void
remember_key (BerthRuns *self, BerthRun *run)
{
  gpointer *pair = g_new0 (gpointer, 2);

  pair[0] = g_object_ref (self);
  pair[1] = g_object_ref (run);
  dex_future_disown (berth_future_spawn (remember_fiber, pair, pair_free));
}

static void
berth_runs_dispose (GObject *object)
{
  BerthRuns *self = BERTH_RUNS (object);

  g_clear_object (&self->runs);
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_clear_object (&self->guest);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (berth_runs_parent_class)->dispose (object);
}

static void
berth_runs_class_init (BerthRunsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_runs_dispose;

  /**
   * BerthRuns::changed:
   *
   * A run was begun, or is in another state.
   */
  signals[CHANGED] = g_signal_new ("changed", BERTH_TYPE_RUNS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  /**
   * BerthRuns::ended:
   *
   * A run came to its end, so that there may be another machine, or one less.
   */
  signals[ENDED] = g_signal_new ("ended", BERTH_TYPE_RUNS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_runs_init (BerthRuns *self)
{
  self->runs = g_list_store_new (BERTH_TYPE_RUN);
  self->requests = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

/**
 * berth_runs_new:
 * @account: where machines are built
 *
 * Returns: (transfer full): runs of @account, none yet
 */
BerthRuns *
berth_runs_new (BerthAccount *account)
{
  BerthRuns *self = g_object_new (BERTH_TYPE_RUNS, NULL);

  self->account = g_object_ref (account);
  self->guest = BERTH_GUEST (berth_ssh_guest_new (berth_account_get_client (account),
                                                  berth_account_get_host_keys (account)));
  return self;
}

/**
 * berth_runs_start:
 * @plan: what to carry out
 *
 * Returns: (transfer full): the run, under way
 */
BerthRun *
berth_runs_start (BerthRuns *self, BerthPlan *plan)
{
  g_autofree char *folder = berth_folders_dup_journals ();
  BerthRun *run = NULL;

  g_return_val_if_fail (BERTH_IS_RUNS (self), NULL);

  run
    = berth_run_new (berth_account_get_client (self->account), plan, folder, self->guest);
  remember_key (self, run);
  take_run (self, run);
  berth_run_start (run);
  return run;
}

/* Runs of another subscription are not ours to look at. */
static gboolean
is_ours (BerthRuns *self, BerthRun *run)
{
  BerthMachineSpec *spec = berth_plan_get_spec (berth_run_get_plan (run));

  return g_strcmp0 (berth_machine_spec_get_subscription_id (spec),
                    berth_account_get_subscription_id (self->account))
         == 0;
}

static DexFuture *
pick_up_fiber (gpointer data)
{
  BerthRuns *self = data;
  g_autofree char *folder = berth_folders_dup_journals ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) found = dex_await_object (
    berth_run_load_all (berth_account_get_client (self->account), folder, self->guest),
    &error);

  for (guint i = 0; found != NULL && i < g_list_model_get_n_items (found); i++) {
    g_autoptr (BerthRun) run = g_list_model_get_item (found, i);

    if (self->runs == NULL || !is_ours (self, run))
      continue;
    take_run (self, run);
    if (berth_run_get_state (run) == BERTH_RUN_STATE_READY)
      berth_run_start (run);
  }
  return dex_future_new_true ();
}

/**
 * berth_runs_pick_up:
 *
 * Looks for runs that an earlier Berth left, and goes on with those that were cut off.
 *
 * Returns: (transfer full): a future that resolves to %TRUE when they are in the list
 */
DexFuture *
berth_runs_pick_up (BerthRuns *self)
{
  g_return_val_if_fail (BERTH_IS_RUNS (self), NULL);

  return berth_future_spawn (pick_up_fiber, g_object_ref (self), g_object_unref);
}

static void
cancel_requests (BerthRuns *self)
{
  GHashTableIter iter;
  gpointer task;

  g_hash_table_iter_init (&iter, self->requests);
  while (g_hash_table_iter_next (&iter, NULL, &task))
    berth_quota_request_task_cancel (task);
  g_hash_table_remove_all (self->requests);
}

/**
 * berth_runs_close:
 *
 * Stops looking on; journals stay, so that the runs can be picked up.
 */
void
berth_runs_close (BerthRuns *self)
{
  g_return_if_fail (BERTH_IS_RUNS (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->runs)); i++) {
    g_autoptr (BerthRun) run = g_list_model_get_item (G_LIST_MODEL (self->runs), i);

    dex_future_disown (berth_run_detach (run));
  }
  g_list_store_remove_all (self->runs);
  cancel_requests (self);
}

/**
 * berth_runs_forget:
 * @run: a run that has ended
 *
 * Leaves what @run made as it is; it is not offered for undoing any more.
 */
void
berth_runs_forget (BerthRuns *self, BerthRun *run)
{
  g_return_if_fail (BERTH_IS_RUNS (self));
  g_return_if_fail (BERTH_IS_RUN (run));

  dex_future_disown (berth_run_dismiss (run));
  drop_run (self, run);
  g_signal_emit (self, signals[CHANGED], 0);
}

typedef struct {
  BerthRun *run;
  BerthQuotaRequestTask *task;
} QuotaWait;

static void
quota_wait_free (gpointer data)
{
  QuotaWait *wait = data;

  g_object_unref (wait->run);
  g_object_unref (wait->task);
  g_free (wait);
}

static DexFuture *
quota_fiber (gpointer data)
{
  QuotaWait *wait = data;

  dex_await (berth_quota_request_task_start (wait->task), NULL);
  if (berth_quota_request_task_get_state (wait->task) == BERTH_QUOTA_REQUEST_GRANTED)
    berth_run_start (wait->run);
  return dex_future_new_true ();
}

/**
 * berth_runs_request_quota:
 * @run: a run that failed for want of quota
 * @fix: how much to ask for
 *
 * Asks for a higher limit. When it is granted, @run goes on, whether its page is open or
 * not.
 */
void
berth_runs_request_quota (BerthRuns *self, BerthRun *run, BerthFix *fix)
{
  BerthMachineSpec *spec;
  QuotaWait *wait;

  g_return_if_fail (BERTH_IS_RUNS (self));
  g_return_if_fail (BERTH_IS_RUN (run));
  g_return_if_fail (BERTH_IS_FIX (fix));

  spec = berth_plan_get_spec (berth_run_get_plan (run));
  wait = g_new0 (QuotaWait, 1);
  wait->run = g_object_ref (run);
  wait->task
    = berth_quota_request_task_new (berth_account_get_client (self->account),
                                    berth_machine_spec_get_subscription_id (spec), fix);
  g_hash_table_replace (self->requests, g_object_ref (run), g_object_ref (wait->task));
  dex_future_disown (berth_future_spawn (quota_fiber, wait, quota_wait_free));
}

/**
 * berth_runs_get_quota_request:
 *
 * Returns: (transfer none) (nullable): the request for more quota that was made for @run
 */
BerthQuotaRequestTask *
berth_runs_get_quota_request (BerthRuns *self, BerthRun *run)
{
  g_return_val_if_fail (BERTH_IS_RUNS (self), NULL);

  return g_hash_table_lookup (self->requests, run);
}

/**
 * berth_runs_get_account:
 *
 * Returns: (transfer none): where the runs are
 */
BerthAccount *
berth_runs_get_account (BerthRuns *self)
{
  g_return_val_if_fail (BERTH_IS_RUNS (self), NULL);

  return self->account;
}

static BerthRun *
find_last (BerthRuns *self, gboolean (*matches) (BerthRun *run))
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->runs));

  while (count-- > 0) {
    g_autoptr (BerthRun) run = g_list_model_get_item (G_LIST_MODEL (self->runs), count);

    if (matches (run))
      return g_steal_pointer (&run);
  }
  return NULL;
}

/**
 * berth_runs_ref_busy:
 *
 * Returns: (transfer full) (nullable): the run that was begun last of those under way
 */
BerthRun *
berth_runs_ref_busy (BerthRuns *self)
{
  g_return_val_if_fail (BERTH_IS_RUNS (self), NULL);

  return find_last (self, is_busy);
}

/**
 * berth_runs_ref_unfinished:
 *
 * Returns: (transfer full) (nullable): the last run that failed or was cancelled, and was
 * neither undone nor forgotten
 */
BerthRun *
berth_runs_ref_unfinished (BerthRuns *self)
{
  g_return_val_if_fail (BERTH_IS_RUNS (self), NULL);

  return find_last (self, is_unfinished);
}

/**
 * berth_runs_dup_busy_name:
 *
 * Returns: (transfer full) (nullable): the name of the machine that is being built
 */
char *
berth_runs_dup_busy_name (BerthRuns *self)
{
  g_autoptr (BerthRun) run = berth_runs_ref_busy (self);

  return run != NULL ? g_strdup (berth_run_get_machine_name (run)) : NULL;
}
