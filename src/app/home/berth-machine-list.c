/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-list.h"

#include "berth-future.h"
#include "berth-graph.h"

#include <gio/gio.h>

/**
 * BerthMachineList:
 *
 * The machines of an account's subscription. Resource Graph says which there are; since
 * it lags behind, each machine is then asked itself. A machine keeps its item over
 * refreshes.
 */
struct _BerthMachineList {
  GObject parent_instance;
  BerthAccount *account;
  GListStore *machines;
  GCancellable *cancellable;
  GError *error;
  BerthMachineListState state;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthMachineList, berth_machine_list, G_TYPE_OBJECT)

static void
set_state (BerthMachineList *self, BerthMachineListState state, const GError *error)
{
  self->state = state;
  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  g_signal_emit (self, signals[CHANGED], 0);
}

static BerthMachineItem *
find_item (BerthMachineList *self, const char *id)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->machines));

  for (guint i = 0; i < count; i++) {
    g_autoptr (BerthMachineItem) item
      = g_list_model_get_item (G_LIST_MODEL (self->machines), i);

    /* Azure writes ids in varying letter case. */
    if (g_ascii_strcasecmp (berth_machine_item_get_id (item), id) == 0)
      return item;
  }
  return NULL;
}

static gboolean
is_listed (GListModel *summaries, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (summaries); i++) {
    g_autoptr (BerthMachineSummary) summary = g_list_model_get_item (summaries, i);

    if (g_ascii_strcasecmp (berth_machine_summary_get_id (summary), id) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
remove_gone (BerthMachineList *self, GListModel *summaries)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->machines));

  while (count-- > 0) {
    g_autoptr (BerthMachineItem) item
      = g_list_model_get_item (G_LIST_MODEL (self->machines), count);

    if (!is_listed (summaries, berth_machine_item_get_id (item)))
      g_list_store_remove (self->machines, count);
  }
}

static void
take_summaries (BerthMachineList *self, GListModel *summaries)
{
  remove_gone (self, summaries);
  for (guint i = 0; i < g_list_model_get_n_items (summaries); i++) {
    g_autoptr (BerthMachineSummary) summary = g_list_model_get_item (summaries, i);
    g_autoptr (BerthMachineItem) item
      = berth_machine_list_ref_machine (self, berth_machine_summary_get_id (summary));

    berth_machine_item_take_summary (item, summary);
  }
}

/* Side by side; a machine that cannot be asked keeps what the list said. */
static void
await_each (BerthMachineList *self)
{
  g_autoptr (GPtrArray) readings = g_ptr_array_new_with_free_func (dex_unref);
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->machines));

  for (guint i = 0; i < count; i++) {
    g_autoptr (BerthMachineItem) item
      = g_list_model_get_item (G_LIST_MODEL (self->machines), i);

    g_ptr_array_add (readings, berth_machine_item_refresh (item));
  }
  if (count > 0)
    dex_await (dex_future_allv ((DexFuture **) readings->pdata, readings->len), NULL);
}

static DexFuture *
refresh_fiber (gpointer data)
{
  BerthMachineList *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) summaries = NULL;

  if (self->state == BERTH_MACHINE_LIST_FAILED)
    set_state (self, BERTH_MACHINE_LIST_LOADING, NULL);
  summaries = dex_await_object (
    berth_graph_list_machines (berth_account_get_client (self->account),
                               berth_account_get_subscription_id (self->account),
                               self->cancellable),
    &error);
  if (summaries == NULL) {
    set_state (self, BERTH_MACHINE_LIST_FAILED, error);
    return dex_future_new_for_error (g_steal_pointer (&error));
  }
  take_summaries (self, summaries);
  set_state (self, BERTH_MACHINE_LIST_READY, NULL);
  await_each (self);
  return dex_future_new_true ();
}

static void
berth_machine_list_dispose (GObject *object)
{
  BerthMachineList *self = BERTH_MACHINE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->account);
  g_clear_object (&self->machines);
  G_OBJECT_CLASS (berth_machine_list_parent_class)->dispose (object);
}

static void
berth_machine_list_finalize (GObject *object)
{
  BerthMachineList *self = BERTH_MACHINE_LIST (object);

  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (berth_machine_list_parent_class)->finalize (object);
}

static void
berth_machine_list_class_init (BerthMachineListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_machine_list_dispose;
  object_class->finalize = berth_machine_list_finalize;

  /**
   * BerthMachineList::changed:
   *
   * The state, or the reason for a failure, changed.
   */
  signals[CHANGED] = g_signal_new ("changed", BERTH_TYPE_MACHINE_LIST, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_machine_list_init (BerthMachineList *self)
{
  self->cancellable = g_cancellable_new ();
  self->machines = g_list_store_new (BERTH_TYPE_MACHINE_ITEM);
}

/**
 * berth_machine_list_new:
 * @account: whose machines to list
 *
 * Returns: (transfer full): a list that was not asked for yet
 */
BerthMachineList *
berth_machine_list_new (BerthAccount *account)
{
  BerthMachineList *self;

  g_return_val_if_fail (BERTH_IS_ACCOUNT (account), NULL);

  self = g_object_new (BERTH_TYPE_MACHINE_LIST, NULL);
  self->account = g_object_ref (account);
  return self;
}

/**
 * berth_machine_list_refresh:
 *
 * Asks which machines there are, and each of them what it does.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with
 *   %BERTH_AZURE_ERROR or %BERTH_NET_ERROR
 */
DexFuture *
berth_machine_list_refresh (BerthMachineList *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_LIST (self), NULL);

  return berth_future_spawn (refresh_fiber, g_object_ref (self), g_object_unref);
}

/**
 * berth_machine_list_close:
 *
 * Gives up what is being asked, for the list and for each machine.
 */
void
berth_machine_list_close (BerthMachineList *self)
{
  guint count;

  g_return_if_fail (BERTH_IS_MACHINE_LIST (self));

  g_cancellable_cancel (self->cancellable);
  count = g_list_model_get_n_items (G_LIST_MODEL (self->machines));
  for (guint i = 0; i < count; i++) {
    g_autoptr (BerthMachineItem) item
      = g_list_model_get_item (G_LIST_MODEL (self->machines), i);

    berth_machine_item_close (item);
  }
}

/**
 * berth_machine_list_get_machines:
 *
 * Returns: (transfer none): the machines, each a #BerthMachineItem
 */
GListModel *
berth_machine_list_get_machines (BerthMachineList *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_LIST (self), NULL);

  return G_LIST_MODEL (self->machines);
}

/**
 * berth_machine_list_ref_machine:
 * @id: a machine's resource id
 *
 * Returns: (transfer full): the machine, added where it is not listed yet, as one that
 * was made a moment ago is not
 */
BerthMachineItem *
berth_machine_list_ref_machine (BerthMachineList *self, const char *id)
{
  BerthMachineItem *item;

  g_return_val_if_fail (BERTH_IS_MACHINE_LIST (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  item = find_item (self, id);
  if (item != NULL)
    return g_object_ref (item);
  item = berth_machine_item_new (self->account, id);
  g_list_store_append (self->machines, item);
  return item;
}

BerthMachineListState
berth_machine_list_get_state (BerthMachineList *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_LIST (self), BERTH_MACHINE_LIST_LOADING);

  return self->state;
}

/**
 * berth_machine_list_get_error:
 *
 * Returns: (nullable): why the list could not be had
 */
const GError *
berth_machine_list_get_error (BerthMachineList *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_LIST (self), NULL);

  return self->error;
}
