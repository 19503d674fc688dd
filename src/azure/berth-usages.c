/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-usages.h"

#include "berth-json.h"
#include "berth-wire.h"

/* What is used of the quotas of a region (Compute, Usage). */

/**
 * berth_usages_list:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthUsage;
 * rejects as berth_arm_client_send()
 */
DexFuture *
berth_usages_list (BerthArmClient *client,
                   const char *subscription_id,
                   const char *location,
                   GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/providers/Microsoft.Compute/locations/%s/usages",
                      subscription_id, location);

  return berth_arm_client_list (client, path, BERTH_API_COMPUTE, BERTH_TYPE_USAGE,
                                berth_usage_parse, cancellable);
}
