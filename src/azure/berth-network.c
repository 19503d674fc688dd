/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-network.h"

#include "berth-json.h"
#include "berth-wire.h"

/* Addresses and interfaces (Network). An id names a resource of any of its types. */

/**
 * berth_network_get:
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse with the
 * resource; rejects as berth_arm_client_send()
 */
DexFuture *
berth_network_get (BerthArmClient *client, const char *id, GCancellable *cancellable)
{
  return berth_arm_client_send (client, "GET", id, BERTH_API_NETWORK, NULL, cancellable);
}

/**
 * berth_network_get_public_ip:
 *
 * Returns: (transfer full): a future that resolves to a #BerthPublicIp; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_network_get_public_ip (BerthArmClient *client,
                             const char *id,
                             GCancellable *cancellable)
{
  return berth_arm_client_get (client, id, BERTH_API_NETWORK, berth_public_ip_parse,
                               cancellable);
}

/**
 * berth_network_put:
 * @body: the whole resource
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse with the
 * resource when it is ready; rejects as berth_arm_client_send()
 */
DexFuture *
berth_network_put (BerthArmClient *client,
                   const char *id,
                   JsonNode *body,
                   GCancellable *cancellable)
{
  return berth_arm_client_operate (client, "PUT", id, BERTH_API_NETWORK, body,
                                   cancellable);
}

/**
 * berth_network_delete:
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse when it is
 * gone; rejects as berth_arm_client_send()
 */
DexFuture *
berth_network_delete (BerthArmClient *client, const char *id, GCancellable *cancellable)
{
  return berth_arm_client_operate (client, "DELETE", id, BERTH_API_NETWORK, NULL,
                                   cancellable);
}
