/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-permissions.h"

#include "berth-wire.h"

/* What somebody may do in a subscription (Authorization REST reference, "Permissions").
 */

/**
 * berth_permissions_list:
 * @subscription_id: the subscription
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthPermission,
 *   one for each role; rejects as berth_arm_client_send()
 */
DexFuture *
berth_permissions_list (BerthArmClient *client,
                        const char *subscription_id,
                        GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path (
    "/subscriptions/%s/providers/Microsoft.Authorization/permissions", subscription_id);

  return berth_arm_client_list (client, path, BERTH_API_AUTHORIZATION,
                                BERTH_TYPE_PERMISSION, berth_permission_parse,
                                cancellable);
}

/**
 * berth_permissions_allow:
 * @permissions: a list of #BerthPermission
 * @action: such as "Microsoft.Compute/virtualMachines/write"
 *
 * Returns: whether any of the roles has @action
 */
gboolean
berth_permissions_allow (GListModel *permissions, const char *action)
{
  for (guint i = 0; i < g_list_model_get_n_items (permissions); i++) {
    g_autoptr (BerthPermission) permission = g_list_model_get_item (permissions, i);

    if (berth_permission_allows (permission, action))
      return TRUE;
  }
  return FALSE;
}
