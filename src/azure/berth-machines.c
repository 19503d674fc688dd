/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machines.h"

#include "berth-json.h"
#include "berth-wire.h"

/* Virtual machines (Compute, Virtual Machines). An id names one; waiting ends with the
 * operation. */

static DexFuture *
act (BerthArmClient *client, const char *id, const char *verb, GCancellable *cancellable)
{
  g_autofree char *path = g_strconcat (id, "/", verb, NULL);

  return berth_arm_client_operate (client, "POST", path, BERTH_API_COMPUTE, NULL,
                                   cancellable);
}

/**
 * berth_machines_get:
 *
 * Returns: (transfer full): a future that resolves to a #BerthMachine with its power
 * state; rejects as berth_arm_client_send()
 */
DexFuture *
berth_machines_get (BerthArmClient *client, const char *id, GCancellable *cancellable)
{
  g_autofree char *path = g_strconcat (id, "?$expand=instanceView", NULL);

  return berth_arm_client_get (client, path, BERTH_API_COMPUTE, berth_machine_parse,
                               cancellable);
}

/**
 * berth_machines_list:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthMachine,
 * with power states; rejects as berth_arm_client_send()
 */
DexFuture *
berth_machines_list (BerthArmClient *client,
                     const char *subscription_id,
                     GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path (
    "/subscriptions/%s/providers/Microsoft.Compute/virtualMachines?statusOnly=true",
    subscription_id);

  return berth_arm_client_list (client, path, BERTH_API_COMPUTE, BERTH_TYPE_MACHINE,
                                berth_machine_parse, cancellable);
}

/**
 * berth_machines_start:
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse when it runs;
 * rejects as berth_arm_client_send()
 */
DexFuture *
berth_machines_start (BerthArmClient *client, const char *id, GCancellable *cancellable)
{
  return act (client, id, "start", cancellable);
}

/**
 * berth_machines_deallocate:
 *
 * Switches the machine off and gives its place back: only this stops the bill.
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse when it is off;
 * rejects as berth_arm_client_send()
 */
DexFuture *
berth_machines_deallocate (BerthArmClient *client,
                           const char *id,
                           GCancellable *cancellable)
{
  return act (client, id, "deallocate", cancellable);
}

/**
 * berth_machines_power_off:
 *
 * Switches the machine off without giving its place back: it is billed on.
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse when it is off;
 * rejects as berth_arm_client_send()
 */
DexFuture *
berth_machines_power_off (BerthArmClient *client,
                          const char *id,
                          GCancellable *cancellable)
{
  return act (client, id, "powerOff", cancellable);
}

/**
 * berth_machines_restart:
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse when it runs
 * again; rejects as berth_arm_client_send()
 */
DexFuture *
berth_machines_restart (BerthArmClient *client, const char *id, GCancellable *cancellable)
{
  return act (client, id, "restart", cancellable);
}

/**
 * berth_machines_simulate_eviction:
 *
 * Asks Azure to evict a Spot machine as it would when it needs the place.
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse; the eviction
 * comes within minutes; rejects as berth_arm_client_send()
 */
DexFuture *
berth_machines_simulate_eviction (BerthArmClient *client,
                                  const char *id,
                                  GCancellable *cancellable)
{
  return act (client, id, "simulateEviction", cancellable);
}

/**
 * berth_machines_delete:
 *
 * Deletes the machine and what is marked to go with it.
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse when it is
 * gone; rejects as berth_arm_client_send()
 */
DexFuture *
berth_machines_delete (BerthArmClient *client, const char *id, GCancellable *cancellable)
{
  return berth_arm_client_operate (client, "DELETE", id, BERTH_API_COMPUTE, NULL,
                                   cancellable);
}
