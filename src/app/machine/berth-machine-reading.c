/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-reading.h"
#include "berth-interface-address.h"

#include "berth-future.h"
#include "berth-machines.h"
#include "berth-network.h"
#include "berth-plan.h"
#include "berth-prices.h"

#include <errno.h>
#include <gio/gio.h>
#include <math.h>

#define DEFAULT_SSH_PORT 22

G_DEFINE_BOXED_TYPE (BerthMachineReading,
                     berth_machine_reading,
                     berth_machine_reading_copy,
                     berth_machine_reading_free)

BerthMachineReading *
berth_machine_reading_copy (const BerthMachineReading *self)
{
  BerthMachineReading *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->location = g_strdup (self->location);
  copy->size = g_strdup (self->size);
  copy->address = g_strdup (self->address);
  copy->user = g_strdup (self->user);
  copy->unreachable_reason = g_strdup (self->unreachable_reason);
  copy->currency = g_strdup (self->currency);
  return copy;
}

void
berth_machine_reading_free (BerthMachineReading *self)
{
  g_free (self->name);
  g_free (self->location);
  g_free (self->size);
  g_free (self->address);
  g_free (self->user);
  g_free (self->unreachable_reason);
  g_free (self->currency);
  g_free (self);
}

typedef struct {
  BerthAccount *account;
  char *machine_id;
  GCancellable *cancellable;
} Take;

static void
take_free (gpointer data)
{
  Take *take = data;

  g_object_unref (take->account);
  g_clear_object (&take->cancellable);
  g_free (take->machine_id);
  g_free (take);
}

static guint16
find_ssh_port (BerthMachine *machine)
{
  const char *tag = berth_machine_get_tag (machine, "berth-ssh-port");
  guint64 port;

  if (tag == NULL || !g_ascii_string_to_unsigned (tag, 10, 1, G_MAXUINT16, &port, NULL))
    return DEFAULT_SSH_PORT;
  return (guint16) port;
}

static BerthMachineReading *
read_machine (BerthMachine *machine)
{
  BerthMachineReading *self = g_new0 (BerthMachineReading, 1);

  self->name = g_strdup (berth_machine_get_name (machine));
  self->location = g_strdup (berth_machine_get_location (machine));
  self->size = g_strdup (berth_machine_get_size (machine));
  self->user = g_strdup (berth_machine_get_admin_user (machine));
  self->unreachable_reason
    = g_strdup (berth_machine_get_tag (machine, "berth-unreachable-reason"));
  self->state = berth_machine_get_power_state (machine);
  self->is_spot = berth_machine_is_spot (machine);
  self->is_ours = berth_machine_get_tag (machine, BERTH_TAG_MACHINE) != NULL;
  self->ssh_port = find_ssh_port (machine);
  self->price = NAN;
  return self;
}

/* A machine in a network of somebody else's has no address that we may read: no failure.
 */
static void
read_address (Take *take, BerthMachineReading *self, BerthMachine *machine)
{
  const char *const *interfaces = berth_machine_get_interface_ids (machine);
  BerthArmClient *client = berth_account_get_client (take->account);
  g_autoptr (BerthArmResponse) interface = NULL;
  g_autoptr (BerthPublicIp) public_ip = NULL;
  g_autofree char *id = NULL;

  if (interfaces == NULL || interfaces[0] == NULL)
    return;
  interface = dex_await_object (
    berth_network_get (client, interfaces[0], take->cancellable), NULL);
  if (interface == NULL || berth_arm_response_get_object (interface) == NULL)
    return;
  id = berth_interface_dup_public_ip_id (berth_arm_response_get_object (interface));
  if (id != NULL)
    public_ip = dex_await_object (
      berth_network_get_public_ip (client, id, take->cancellable), NULL);
  if (public_ip != NULL)
    self->address = g_strdup (berth_public_ip_get_address (public_ip));
  else if (id == NULL)
    self->address
      = berth_interface_dup_private_address (berth_arm_response_get_object (interface));
}

static void
take_price (BerthMachineReading *self, GListModel *prices)
{
  for (guint i = 0; i < g_list_model_get_n_items (prices); i++) {
    g_autoptr (BerthPrice) price = g_list_model_get_item (prices, i);

    if (!berth_price_is_linux_hour (price)
        || berth_price_is_spot (price) != self->is_spot)
      continue;
    self->price = berth_price_get_amount (price);
    g_set_str (&self->currency, berth_price_get_currency (price));
    return;
  }
}

static DexFuture *
take_fiber (gpointer data)
{
  Take *take = data;
  BerthArmClient *client = berth_account_get_client (take->account);
  g_autoptr (BerthMachineReading) self = NULL;
  g_autoptr (BerthMachine) machine = NULL;
  g_autoptr (GListModel) prices = NULL;
  g_autoptr (GError) error = NULL;

  machine = dex_await_object (
    berth_machines_get (client, take->machine_id, take->cancellable), &error);
  if (machine == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  self = read_machine (machine);
  read_address (take, self, machine);
  prices = dex_await_object (
    berth_prices_list (client, self->location, self->size, take->cancellable), NULL);
  if (prices != NULL)
    take_price (self, prices);
  return dex_future_new_take_boxed (BERTH_TYPE_MACHINE_READING, g_steal_pointer (&self));
}

/**
 * berth_machine_reading_take:
 * @account: where the machine is
 * @machine_id: its resource id
 * @cancellable: (nullable): gives up
 *
 * Asks the machine itself, then for its address and its price; what of the latter two
 * cannot be had is left unknown.
 *
 * Returns: (transfer full): a future that resolves to a #BerthMachineReading, or rejects
 * with %BERTH_AZURE_ERROR or %BERTH_NET_ERROR
 */
DexFuture *
berth_machine_reading_take (BerthAccount *account,
                            const char *machine_id,
                            GCancellable *cancellable)
{
  Take *take;

  g_return_val_if_fail (BERTH_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (machine_id != NULL, NULL);

  take = g_new0 (Take, 1);
  take->account = g_object_ref (account);
  take->machine_id = g_strdup (machine_id);
  take->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (take_fiber, take, take_free);
}
