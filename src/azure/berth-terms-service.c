/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-terms-service.h"

#include "berth-json.h"
#include "berth-wire.h"

/* Terms of images with a plan (Marketplace Ordering, Marketplace Agreements). */

static char *
make_path (const char *subscription_id,
           const char *publisher,
           const char *product,
           const char *plan)
{
  return berth_arm_path ("/subscriptions/%s/providers/Microsoft.MarketplaceOrdering"
                         "/offerTypes/virtualmachine/publishers/%s/offers/%s/plans/%s"
                         "/agreements/current",
                         subscription_id, publisher, product, plan);
}

static JsonNode *
make_acceptance (BerthTerms *terms)
{
  g_autoptr (JsonNode) properties = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonNode *copy = NULL;

  json_node_set_object (properties, berth_terms_get_properties (terms));
  copy = berth_json_copy (properties);
  json_object_set_boolean_member (json_node_get_object (copy), "accepted", TRUE);
  json_object_set_member (object, "properties", copy);
  return berth_json_node_from_object (object);
}

/**
 * berth_terms_get:
 *
 * Returns: (transfer full): a future that resolves to a #BerthTerms; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_terms_get (BerthArmClient *client,
                 const char *subscription_id,
                 const char *publisher,
                 const char *product,
                 const char *plan,
                 GCancellable *cancellable)
{
  g_autofree char *path = make_path (subscription_id, publisher, product, plan);

  return berth_arm_client_get (client, path, BERTH_API_MARKETPLACE, berth_terms_parse,
                               cancellable);
}

/**
 * berth_terms_accept:
 * @terms: what the person has agreed to; its signature is checked by the service
 *
 * Returns: (transfer full): a future that resolves to the accepted #BerthTerms; rejects
 * as berth_arm_client_send()
 */
DexFuture *
berth_terms_accept (BerthArmClient *client,
                    const char *subscription_id,
                    const char *publisher,
                    const char *product,
                    const char *plan,
                    BerthTerms *terms,
                    GCancellable *cancellable)
{
  g_autofree char *path = make_path (subscription_id, publisher, product, plan);
  g_autoptr (JsonNode) body = make_acceptance (terms);

  return berth_arm_parse (
    berth_arm_client_send (client, "PUT", path, BERTH_API_MARKETPLACE, body, cancellable),
    berth_terms_parse);
}
