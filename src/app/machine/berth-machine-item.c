/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-item.h"
#include "berth-machine-reading.h"

#include "berth-future.h"
#include "berth-machines.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>

/**
 * BerthMachineItem:
 *
 * A machine as the home list and its page show it: what the service said last, and what
 * is being done to it. What was begun goes on when a page is left, and ends with
 * berth_machine_item_close().
 */
struct _BerthMachineItem {
  GObject parent_instance;
  BerthAccount *account;
  GCancellable *cancellable;
  char *id;
  char *name;
  char *location;
  char *size;
  char *address;
  char *user;
  char *unreachable_reason;
  char *currency;
  char *activity;
  double price;
  BerthPowerState state;
  guint16 ssh_port;
  gboolean is_spot;
  gboolean is_ours;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthMachineItem, berth_machine_item, G_TYPE_OBJECT)

typedef DexFuture *(*Operation) (BerthArmClient *client,
                                 const char *machine_id,
                                 GCancellable *cancellable);

typedef struct {
  BerthMachineItem *self;
  Operation operation;
  char *activity;
  BerthPowerState state_meanwhile;
} Action;

static void
action_free (gpointer data)
{
  Action *action = data;

  g_object_unref (action->self);
  g_free (action->activity);
  g_free (action);
}

static void
set_activity (BerthMachineItem *self, const char *activity)
{
  if (g_set_str (&self->activity, activity))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
take_reading (BerthMachineItem *self, BerthMachineReading *reading)
{
  self->state = reading->state;
  self->is_spot = reading->is_spot;
  self->is_ours = reading->is_ours;
  self->ssh_port = reading->ssh_port;
  self->price = reading->price;
  g_set_str (&self->name, reading->name);
  g_set_str (&self->location, reading->location);
  g_set_str (&self->size, reading->size);
  g_set_str (&self->address, reading->address);
  g_set_str (&self->user, reading->user);
  g_set_str (&self->unreachable_reason, reading->unreachable_reason);
  g_set_str (&self->currency, reading->currency);
  g_signal_emit (self, signals[CHANGED], 0);
}

static DexFuture *
refresh_fiber (gpointer data)
{
  BerthMachineItem *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthMachineReading) reading = dex_await_boxed (
    berth_machine_reading_take (self->account, self->id, self->cancellable), &error);

  if (reading == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  take_reading (self, reading);
  return dex_future_new_true ();
}

static DexFuture *
action_fiber (gpointer data)
{
  Action *action = data;
  BerthMachineItem *self = action->self;
  g_autoptr (GError) error = NULL;

  self->state = action->state_meanwhile;
  set_activity (self, action->activity);
  dex_await (action->operation (berth_account_get_client (self->account), self->id,
                                self->cancellable),
             &error);
  /* Whether it worked or not, the machine itself says what it is now. */
  dex_await (berth_machine_item_refresh (self), NULL);
  set_activity (self, NULL);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static DexFuture *
act (BerthMachineItem *self,
     Operation operation,
     const char *activity,
     BerthPowerState state_meanwhile)
{
  Action *action;

  if (self->activity != NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_BUSY, "%s",
                                  _ ("Something else is being done to this machine."));
  action = g_new0 (Action, 1);
  action->self = g_object_ref (self);
  action->operation = operation;
  action->activity = g_strdup (activity);
  action->state_meanwhile = state_meanwhile;
  return berth_future_spawn (action_fiber, action, action_free);
}

static void
berth_machine_item_dispose (GObject *object)
{
  BerthMachineItem *self = BERTH_MACHINE_ITEM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (berth_machine_item_parent_class)->dispose (object);
}

static void
berth_machine_item_finalize (GObject *object)
{
  BerthMachineItem *self = BERTH_MACHINE_ITEM (object);

  g_clear_object (&self->cancellable);
  g_free (self->id);
  g_free (self->name);
  g_free (self->location);
  g_free (self->size);
  g_free (self->address);
  g_free (self->user);
  g_free (self->unreachable_reason);
  g_free (self->currency);
  g_free (self->activity);
  G_OBJECT_CLASS (berth_machine_item_parent_class)->finalize (object);
}

static void
berth_machine_item_class_init (BerthMachineItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_machine_item_dispose;
  object_class->finalize = berth_machine_item_finalize;

  /**
   * BerthMachineItem::changed:
   *
   * Something of what is known of the machine changed.
   */
  signals[CHANGED] = g_signal_new ("changed", BERTH_TYPE_MACHINE_ITEM, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_machine_item_init (BerthMachineItem *self)
{
  self->cancellable = g_cancellable_new ();
  self->price = NAN;
  self->ssh_port = 22;
}

/**
 * berth_machine_item_new:
 * @account: where the machine is
 * @id: its resource id
 *
 * Returns: (transfer full): a machine of which only the name is known
 */
BerthMachineItem *
berth_machine_item_new (BerthAccount *account, const char *id)
{
  BerthMachineItem *self;

  g_return_val_if_fail (BERTH_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (BERTH_TYPE_MACHINE_ITEM, NULL);
  self->account = g_object_ref (account);
  self->id = g_strdup (id);
  self->name = g_path_get_basename (id);
  return self;
}

/**
 * berth_machine_item_take_summary:
 * @summary: a row of the list of machines
 *
 * Takes over what the list knows; it may be some minutes old, so that a state that the
 * machine itself told since is kept while something is being done to it.
 */
void
berth_machine_item_take_summary (BerthMachineItem *self, BerthMachineSummary *summary)
{
  g_return_if_fail (BERTH_IS_MACHINE_ITEM (self));
  g_return_if_fail (BERTH_IS_MACHINE_SUMMARY (summary));

  g_set_str (&self->name, berth_machine_summary_get_name (summary));
  g_set_str (&self->location, berth_machine_summary_get_location (summary));
  g_set_str (&self->size, berth_machine_summary_get_size (summary));
  self->is_spot = berth_machine_summary_is_spot (summary);
  if (self->activity == NULL && self->state == BERTH_POWER_STATE_UNKNOWN)
    self->state = berth_machine_summary_get_power_state (summary);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * berth_machine_item_refresh:
 *
 * Asks the machine itself, and for its address and price.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with
 *   %BERTH_AZURE_ERROR or %BERTH_NET_ERROR
 */
DexFuture *
berth_machine_item_refresh (BerthMachineItem *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_ITEM (self), NULL);

  return berth_future_spawn (refresh_fiber, g_object_ref (self), g_object_unref);
}

/**
 * berth_machine_item_start:
 *
 * Starts the machine, which is paid for from then on.
 *
 * Returns: (transfer full): a future that resolves to %TRUE when it runs, or rejects with
 *   %BERTH_AZURE_ERROR, %BERTH_NET_ERROR or %G_IO_ERROR_BUSY
 */
DexFuture *
berth_machine_item_start (BerthMachineItem *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_ITEM (self), NULL);

  return act (self, berth_machines_start, _ ("Starting the machine"),
              BERTH_POWER_STATE_STARTING);
}

/**
 * berth_machine_item_switch_off:
 *
 * Deallocates the machine, so that only its disk and address are paid for.
 *
 * Returns: (transfer full): as berth_machine_item_start()
 */
DexFuture *
berth_machine_item_switch_off (BerthMachineItem *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_ITEM (self), NULL);

  return act (self, berth_machines_deallocate, _ ("Switching the machine off"),
              BERTH_POWER_STATE_DEALLOCATING);
}

/**
 * berth_machine_item_restart:
 *
 * Restarts the machine on the computer that it has.
 *
 * Returns: (transfer full): as berth_machine_item_start()
 */
DexFuture *
berth_machine_item_restart (BerthMachineItem *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_ITEM (self), NULL);

  return act (self, berth_machines_restart, _ ("Restarting the machine"),
              BERTH_POWER_STATE_STARTING);
}

typedef struct {
  BerthMachineItem *self;
  BerthRemoval *removal;
} Deletion;

static void
deletion_free (gpointer data)
{
  Deletion *deletion = data;

  g_object_unref (deletion->self);
  g_object_unref (deletion->removal);
  g_free (deletion);
}

static DexFuture *
delete_fiber (gpointer data)
{
  Deletion *deletion = data;
  BerthMachineItem *self = deletion->self;
  g_autoptr (GError) error = NULL;

  self->state = BERTH_POWER_STATE_STOPPING;
  set_activity (self, _ ("Deleting the machine"));
  dex_await (berth_removal_perform (deletion->removal, NULL), &error);
  set_activity (self, NULL);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * berth_machine_item_delete:
 * @removal: what goes with the machine
 *
 * Deletes the machine and what belongs to it.
 *
 * Returns: (transfer full): as berth_machine_item_start()
 */
DexFuture *
berth_machine_item_delete (BerthMachineItem *self, BerthRemoval *removal)
{
  Deletion *deletion = NULL;

  g_return_val_if_fail (BERTH_IS_MACHINE_ITEM (self), NULL);
  g_return_val_if_fail (BERTH_IS_REMOVAL (removal), NULL);

  if (self->activity != NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_BUSY, "%s",
                                  _ ("Something else is being done to this machine."));
  deletion = g_new0 (Deletion, 1);
  deletion->self = g_object_ref (self);
  deletion->removal = g_object_ref (removal);
  return berth_future_spawn (delete_fiber, deletion, deletion_free);
}

/**
 * berth_machine_item_close:
 *
 * Stops watching; what the service was asked to do it goes on doing.
 */
void
berth_machine_item_close (BerthMachineItem *self)
{
  g_return_if_fail (BERTH_IS_MACHINE_ITEM (self));

  g_cancellable_cancel (self->cancellable);
}

const char *
berth_machine_item_get_id (BerthMachineItem *self)
{
  return self->id;
}

const char *
berth_machine_item_get_name (BerthMachineItem *self)
{
  return self->name;
}

const char *
berth_machine_item_get_location (BerthMachineItem *self)
{
  return self->location;
}

const char *
berth_machine_item_get_size (BerthMachineItem *self)
{
  return self->size;
}

gboolean
berth_machine_item_is_spot (BerthMachineItem *self)
{
  return self->is_spot;
}

BerthPowerState
berth_machine_item_get_state (BerthMachineItem *self)
{
  return self->state;
}

const char *
berth_machine_item_get_address (BerthMachineItem *self)
{
  return self->address;
}

const char *
berth_machine_item_get_user (BerthMachineItem *self)
{
  return self->user;
}

guint16
berth_machine_item_get_ssh_port (BerthMachineItem *self)
{
  return self->ssh_port;
}

const char *
berth_machine_item_get_unreachable_reason (BerthMachineItem *self)
{
  return self->unreachable_reason;
}

/**
 * berth_machine_item_is_ours:
 *
 * Returns: whether Berth made the machine, on whatever computer
 */
gboolean
berth_machine_item_is_ours (BerthMachineItem *self)
{
  return self->is_ours;
}

double
berth_machine_item_get_price (BerthMachineItem *self)
{
  return self->price;
}

const char *
berth_machine_item_get_currency (BerthMachineItem *self)
{
  return self->currency;
}

/**
 * berth_machine_item_get_activity:
 *
 * Returns: (nullable): what is being done to the machine now, for people
 */
const char *
berth_machine_item_get_activity (BerthMachineItem *self)
{
  return self->activity;
}
