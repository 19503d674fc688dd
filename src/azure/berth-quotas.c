/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-quotas.h"

#include "berth-json.h"
#include "berth-wire.h"

/* Quotas and requests for more (Quota). */

static JsonNode *
make_request (const char *name, gint64 limit)
{
  JsonObject *object = json_object_new ();
  JsonObject *properties = json_object_new ();
  JsonObject *value = json_object_new ();
  JsonObject *quota_name = json_object_new ();

  json_object_set_string_member (value, "limitObjectType", "LimitValue");
  json_object_set_int_member (value, "value", limit);
  json_object_set_string_member (quota_name, "value", name);
  json_object_set_object_member (properties, "limit", value);
  json_object_set_object_member (properties, "name", quota_name);
  json_object_set_object_member (object, "properties", properties);
  return berth_json_node_from_object (object);
}

/**
 * berth_quotas_get:
 *
 * Returns: (transfer full): a future that resolves to a #BerthQuota; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_quotas_get (BerthArmClient *client,
                  const char *subscription_id,
                  const char *location,
                  const char *name,
                  GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/providers/Microsoft.Compute/locations/%s/"
                      "providers/Microsoft.Quota/quotas/%s",
                      subscription_id, location, name);

  return berth_arm_client_get (client, path, BERTH_API_QUOTA, berth_quota_parse,
                               cancellable);
}

/**
 * berth_quotas_request:
 * @limit: the new total, not what is added
 *
 * Asks for a higher quota and does not wait for the answer.
 *
 * Returns: (transfer full): a future that resolves to a #BerthQuotaRequest; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_quotas_request (BerthArmClient *client,
                      const char *subscription_id,
                      const char *location,
                      const char *name,
                      gint64 limit,
                      GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/providers/Microsoft.Compute/locations/%s/"
                      "providers/Microsoft.Quota/quotas/%s",
                      subscription_id, location, name);
  g_autoptr (JsonNode) body = make_request (name, limit);

  return berth_arm_parse (
    berth_arm_client_send (client, "PUT", path, BERTH_API_QUOTA, body, cancellable),
    berth_quota_request_parse);
}

/**
 * berth_quotas_get_request:
 *
 * Returns: (transfer full): a future that resolves to a #BerthQuotaRequest; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_quotas_get_request (BerthArmClient *client,
                          const char *subscription_id,
                          const char *location,
                          const char *request_name,
                          GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/providers/Microsoft.Compute/locations/%s/"
                      "providers/Microsoft.Quota/quotaRequests/%s",
                      subscription_id, location, request_name);

  return berth_arm_client_get (client, path, BERTH_API_QUOTA, berth_quota_request_parse,
                               cancellable);
}
