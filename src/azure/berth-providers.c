/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-providers.h"

#include "berth-json.h"
#include "berth-wire.h"

/* Services that a subscription switches on (Resource Management, Providers). */

/**
 * berth_providers_get:
 *
 * Returns: (transfer full): a future that resolves to a #BerthProvider; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_providers_get (BerthArmClient *client,
                     const char *subscription_id,
                     const char *provider,
                     GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/providers/%s", subscription_id, provider);

  return berth_arm_client_get (client, path, BERTH_API_RESOURCES, berth_provider_parse,
                               cancellable);
}

/**
 * berth_providers_register:
 *
 * Asks for the service to be switched on; it takes minutes.
 *
 * Returns: (transfer full): a future that resolves to a #BerthProvider, "Registering" as
 * a rule; rejects as berth_arm_client_send()
 */
DexFuture *
berth_providers_register (BerthArmClient *client,
                          const char *subscription_id,
                          const char *provider,
                          GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path ("/subscriptions/%s/providers/%s/register",
                                          subscription_id, provider);

  return berth_arm_parse (
    berth_arm_client_send (client, "POST", path, BERTH_API_RESOURCES, NULL, cancellable),
    berth_provider_parse);
}
