/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-disks.h"

#include "berth-json.h"
#include "berth-wire.h"

/* Managed disks (Compute, Disks). */

/**
 * berth_disks_get:
 *
 * Returns: (transfer full): a future that resolves to a #BerthDisk; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_disks_get (BerthArmClient *client, const char *id, GCancellable *cancellable)
{
  return berth_arm_client_get (client, id, BERTH_API_DISKS, berth_disk_parse,
                               cancellable);
}

/**
 * berth_disks_delete:
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse when it is
 * gone; rejects as berth_arm_client_send()
 */
DexFuture *
berth_disks_delete (BerthArmClient *client, const char *id, GCancellable *cancellable)
{
  return berth_arm_client_operate (client, "DELETE", id, BERTH_API_DISKS, NULL,
                                   cancellable);
}
