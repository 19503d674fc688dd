/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-graph.h"

#include "berth-future.h"
#include "berth-json.h"
#include "berth-wire.h"

#include <string.h>

/* Azure Resource Graph (REST reference, Resources): one question over all resources. What
 * it knows is seconds to minutes old. */

#define PATH "/providers/Microsoft.ResourceGraph/resources"
#define PAGE_ROWS 1000

/* Paging needs the id in the projection. */
#define MACHINES_QUERY                                                                   \
  "Resources | where type =~ 'microsoft.compute/virtualmachines' | project "             \
  "id,name,location,resourceGroup,subscriptionId,tags,"                                  \
  "size=tostring(properties.hardwareProfile.vmSize),"                                    \
  "priority=tostring(properties.priority),"                                              \
  "power=tostring(properties.extended.instanceView.powerState.code)"

#define SPOT_QUERY                                                                       \
  "SpotResources | where type =~ 'microsoft.compute/skuspotevictionrate/location' "      \
  "| where location in~ ('%s') | project skuName=tostring(sku.name), location, "         \
  "spotEvictionRate=tostring(properties.evictionRate)"

#define RATES_QUERY                                                                      \
  "SpotResources | where type =~ 'microsoft.compute/skuspotevictionrate/location' "      \
  "| where sku.name in~ ('%s') | project skuName=tostring(sku.name), location, "         \
  "spotEvictionRate=tostring(properties.evictionRate)"

#define HISTORY_QUERY                                                                    \
  "SpotResources | where type =~ "                                                       \
  "'microsoft.compute/skuspotpricehistory/ostype/location' "                             \
  "| where properties.osType =~ 'linux' | where sku.name in~ ('%s') "                    \
  "| where location in~ ('%s') | project skuName=tostring(sku.name), location, "         \
  "spotPrices=properties.spotPrices"

typedef struct {
  BerthArmClient *client;
  char *subscription_id;
  char *query;
  GType item_type;
  BerthParseFunc parse;
  GCancellable *cancellable;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->client);
  g_clear_object (&question->cancellable);
  g_free (question->subscription_id);
  g_free (question->query);
  g_free (question);
}

static JsonNode *
make_body (Question *question, const char *skip_token)
{
  JsonObject *object = json_object_new ();
  JsonObject *options = json_object_new ();

  if (question->subscription_id != NULL) {
    JsonArray *subscriptions = json_array_new ();

    json_array_add_string_element (subscriptions, question->subscription_id);
    json_object_set_array_member (object, "subscriptions", subscriptions);
  }
  json_object_set_string_member (object, "query", question->query);
  json_object_set_string_member (options, "resultFormat", "objectArray");
  json_object_set_int_member (options, "$top", PAGE_ROWS);
  if (skip_token != NULL)
    json_object_set_string_member (options, "$skipToken", skip_token);
  json_object_set_object_member (object, "options", options);
  return berth_json_node_from_object (object);
}

static gboolean
append_rows (Question *question, GListStore *store, JsonObject *answer, GError **error)
{
  JsonArray *rows = berth_json_get_array (answer, "data");

  if (rows == NULL) {
    g_propagate_error (
      error, berth_azure_error_new_malformed ("The service’s answer lacks “data”"));
    return FALSE;
  }
  for (guint i = 0; i < json_array_get_length (rows); i++) {
    JsonObject *row = berth_json_array_get_object (rows, i);
    g_autoptr (GObject) value = row != NULL ? question->parse (row, NULL) : NULL;

    if (value != NULL)
      g_list_store_append (store, value);
  }
  return TRUE;
}

static DexFuture *
ask_fiber (gpointer data)
{
  Question *question = data;
  g_autoptr (GListStore) store = g_list_store_new (question->item_type);
  g_autofree char *skip_token = NULL;
  GError *error = NULL;

  for (guint page = 0; page < BERTH_LIST_MAX_PAGES; page++) {
    g_autoptr (JsonNode) body = make_body (question, skip_token);
    g_autoptr (BerthArmResponse) response = dex_await_object (
      berth_arm_client_send (question->client, "POST", PATH, BERTH_API_GRAPH, body,
                             question->cancellable),
      &error);
    JsonObject *answer = NULL;

    if (response == NULL)
      return dex_future_new_for_error (error);
    answer = berth_arm_response_get_object (response);
    if (!append_rows (question, store, answer, &error))
      return dex_future_new_for_error (error);
    g_set_str (&skip_token, berth_json_get_string (answer, "$skipToken"));
    if (skip_token == NULL)
      return dex_future_new_take_object (g_steal_pointer (&store));
  }
  return dex_future_new_for_error (
    berth_azure_error_new_malformed ("The service’s list does not come to an end"));
}

static DexFuture *
ask (BerthArmClient *client,
     const char *subscription_id,
     const char *query,
     GType item_type,
     BerthParseFunc parse,
     GCancellable *cancellable)
{
  Question *question = g_new0 (Question, 1);

  question->client = g_object_ref (client);
  question->subscription_id = g_strdup (subscription_id);
  question->query = g_strdup (query);
  question->item_type = item_type;
  question->parse = parse;
  question->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (ask_fiber, question, question_free);
}

/**
 * berth_graph_list_machines:
 * @subscription_id: (nullable): a subscription; %NULL for all of the tenant
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of
 * #BerthMachineSummary; rejects as berth_arm_client_send()
 */
DexFuture *
berth_graph_list_machines (BerthArmClient *client,
                           const char *subscription_id,
                           GCancellable *cancellable)
{
  return ask (client, subscription_id, MACHINES_QUERY, BERTH_TYPE_MACHINE_SUMMARY,
              berth_machine_summary_parse, cancellable);
}

/**
 * berth_graph_list_spot_facts:
 * @location: a region
 * @cancellable: (nullable): gives up
 *
 * Asks how often Spot machines are evicted; this table answers for a whole tenant only.
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthSpotFacts;
 *   rejects as berth_arm_client_send()
 */
DexFuture *
berth_graph_list_spot_facts (BerthArmClient *client,
                             const char *location,
                             GCancellable *cancellable)
{
  g_autofree char *query = NULL;

  g_return_val_if_fail (strpbrk (location, "'|") == NULL, NULL);

  query = g_strdup_printf (SPOT_QUERY, location);
  return ask (client, NULL, query, BERTH_TYPE_SPOT_FACTS, berth_spot_facts_parse,
              cancellable);
}

/**
 * berth_graph_list_spot_history:
 * @location: a region
 * @size: a size
 * @cancellable: (nullable): gives up
 *
 * Asks what a Linux machine of @size has cost on Spot; this table answers for a whole
 * tenant only.
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthSpotHistory,
 *   empty where Azure knows none; rejects as berth_arm_client_send(), or with
 *   %G_IO_ERROR_INVALID_ARGUMENT
 */
DexFuture *
berth_graph_list_spot_history (BerthArmClient *client,
                               const char *location,
                               const char *size,
                               GCancellable *cancellable)
{
  g_autofree char *query = NULL;

  if (strpbrk (location, "'|") != NULL || strpbrk (size, "'|") != NULL)
    return berth_future_reject (g_error_new_literal (
      G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "No region or size has such a name"));
  query = g_strdup_printf (HISTORY_QUERY, size, location);
  return ask (client, NULL, query, BERTH_TYPE_SPOT_HISTORY, berth_spot_history_parse,
              cancellable);
}

/**
 * berth_graph_list_spot_rates:
 * @size: a size
 * @cancellable: (nullable): gives up
 *
 * Asks how often Spot machines of @size are evicted, wherever there are any.
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthSpotFacts;
 *   rejects as berth_arm_client_send(), or with %G_IO_ERROR_INVALID_ARGUMENT
 */
DexFuture *
berth_graph_list_spot_rates (BerthArmClient *client,
                             const char *size,
                             GCancellable *cancellable)
{
  g_autofree char *query = NULL;

  if (strpbrk (size, "'|") != NULL)
    return berth_future_reject (g_error_new_literal (
      G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "No size has such a name"));
  query = g_strdup_printf (RATES_QUERY, size);
  return ask (client, NULL, query, BERTH_TYPE_SPOT_FACTS, berth_spot_facts_parse,
              cancellable);
}
