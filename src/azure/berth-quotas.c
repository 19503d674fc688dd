/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-quotas.h"

#include "berth-azure-error.h"
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

/* "…/quotaRequests/NAME?api-version=…", or "operationsStatus" in its place. */
static char *
dup_name_in_link (BerthHttpResponse *http)
{
  const char *link = berth_http_response_get_header (http, BERTH_HEADER_ASYNC_OPERATION);
  g_autoptr (GUri) uri = NULL;

  if (link == NULL)
    link = berth_http_response_get_header (http, BERTH_HEADER_LOCATION);
  uri = link != NULL ? g_uri_parse (link, G_URI_FLAGS_NONE, NULL) : NULL;
  return uri != NULL ? g_path_get_basename (g_uri_get_path (uri)) : NULL;
}

/* An accepted request comes as itself, or with no body and only its address, or, when it
 * was granted at once, as the quota that it changed (Quota, CreateOrUpdate). */
static DexFuture *
take_request (DexFuture *future, gpointer user_data)
{
  BerthArmResponse *response = g_value_get_object (dex_future_get_value (future, NULL));
  JsonObject *answer = berth_arm_response_get_object (response);
  g_autofree char *name = dup_name_in_link (berth_arm_response_get_http (response));
  g_autoptr (JsonObject) object = NULL;
  JsonObject *properties = NULL;

  if (answer != NULL
      && berth_json_get_string (answer, "properties.provisioningState") != NULL)
    return dex_future_new_take_object (berth_quota_request_parse (answer, NULL));
  if (answer == NULL && name == NULL)
    return dex_future_new_for_error (berth_azure_error_new_malformed (
      "The service’s answer does not say where to look for the request"));
  object = json_object_new ();
  properties = json_object_new ();
  json_object_set_string_member (properties, "provisioningState",
                                 answer != NULL ? "Succeeded" : "InProgress");
  json_object_set_object_member (object, "properties", properties);
  if (name != NULL)
    json_object_set_string_member (object, "name", name);
  return dex_future_new_take_object (berth_quota_request_parse (object, NULL));
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

  return dex_future_then (
    berth_arm_client_send (client, "PUT", path, BERTH_API_QUOTA, body, cancellable),
    take_request, NULL, NULL);
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
