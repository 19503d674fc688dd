/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-subscriptions.h"

#include "berth-json.h"
#include "berth-wire.h"

/* Subscriptions and where they reach (Subscriptions REST reference). */

/**
 * berth_subscriptions_list:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of
 * #BerthSubscription; rejects as berth_arm_client_send()
 */
DexFuture *
berth_subscriptions_list (BerthArmClient *client, GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path ("/subscriptions");

  return berth_arm_client_list (client, path, BERTH_API_SUBSCRIPTIONS,
                                BERTH_TYPE_SUBSCRIPTION, berth_subscription_parse,
                                cancellable);
}

/**
 * berth_subscriptions_get:
 * @subscription_id: the subscription
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to a #BerthSubscription; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_subscriptions_get (BerthArmClient *client,
                         const char *subscription_id,
                         GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path ("/subscriptions/%s", subscription_id);

  return berth_arm_client_get (client, path, BERTH_API_SUBSCRIPTIONS,
                               berth_subscription_parse, cancellable);
}

/**
 * berth_subscriptions_list_tenants:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthTenant;
 * rejects as berth_arm_client_send()
 */
DexFuture *
berth_subscriptions_list_tenants (BerthArmClient *client, GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path ("/tenants");

  return berth_arm_client_list (client, path, BERTH_API_SUBSCRIPTIONS, BERTH_TYPE_TENANT,
                                berth_tenant_parse, cancellable);
}

/**
 * berth_subscriptions_list_locations:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthLocation,
 * logical ones included; rejects as berth_arm_client_send()
 */
DexFuture *
berth_subscriptions_list_locations (BerthArmClient *client,
                                    const char *subscription_id,
                                    GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path ("/subscriptions/%s/locations", subscription_id);

  return berth_arm_client_list (client, path, BERTH_API_SUBSCRIPTIONS,
                                BERTH_TYPE_LOCATION, berth_location_parse, cancellable);
}
