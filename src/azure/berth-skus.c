/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-skus.h"

#include "berth-json.h"
#include "berth-wire.h"

/* Sizes of machines (Compute, Resource SKUs). */

/**
 * berth_skus_list:
 *
 * The region is the only filter that the service knows; disks and hosts are left out
 * here.
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthSize;
 * rejects as berth_arm_client_send()
 */
DexFuture *
berth_skus_list (BerthArmClient *client,
                 const char *subscription_id,
                 const char *location,
                 GCancellable *cancellable)
{
  g_autofree char *filter = g_strdup_printf ("location eq '%s'", location);
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/providers/Microsoft.Compute/skus?$filter=%s",
                      subscription_id, filter);

  return berth_arm_client_list (client, path, BERTH_API_SKUS, BERTH_TYPE_SIZE,
                                berth_size_parse, cancellable);
}
