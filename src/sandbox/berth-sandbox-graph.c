/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-json.h"
#include "berth-sandbox-kusto.h"
#include "berth-sandbox-private.h"

/* Resource Graph: a query over everything, at the tenant's scope. */

#define DEFAULT_ROWS 100
#define MAX_ROWS 1000

static GPtrArray *
list_resources (BerthSandbox *sandbox)
{
  return berth_sandbox_store_list (berth_sandbox_get_store (sandbox), NULL, NULL);
}

static GPtrArray *
read_table (BerthSandbox *sandbox, const char *query, GError **error)
{
  g_autofree char *table = berth_sandbox_kusto_dup_table (query);
  BerthSandboxGraphFunc func = berth_sandbox_find_graph_table (sandbox, table);
  GError *refusal;
  g_autoptr (GError) detail = NULL;

  if (func != NULL)
    return func (sandbox);
  if (g_ascii_strcasecmp (table, "Resources") == 0)
    return list_resources (sandbox);
  detail
    = berth_sandbox_fault_new (400, "DisallowedLogicalTableName",
                               "Table %s is invalid, unsupported or disallowed.", table);
  refusal = berth_sandbox_fault_new (400, "BadRequest",
                                     "Please provide below info when asking for support: "
                                     "timestamp = now, correlationId = practice.");
  berth_sandbox_fault_add_detail (refusal, detail);
  g_propagate_error (error, refusal);
  return NULL;
}

/* Rows are of this subscription, or of none that was asked for. */
static gboolean
is_asked_for (BerthSandbox *sandbox, JsonObject *body)
{
  JsonArray *subscriptions = berth_sandbox_json_array (body, "subscriptions");
  const guint n = subscriptions != NULL ? json_array_get_length (subscriptions) : 0;

  for (guint i = 0; i < n; i++) {
    JsonNode *node = json_array_get_element (subscriptions, i);
    const char *id = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

    if (id != NULL
        && g_ascii_strcasecmp (id, berth_sandbox_get_subscription_id (sandbox)) == 0)
      return TRUE;
  }
  return n == 0;
}

static guint
read_number (JsonObject *body, const char *path, guint fallback, guint most)
{
  JsonNode *node = berth_sandbox_json_member (body, path);
  gint64 number = fallback;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_INT64)
    number = json_node_get_int (node);
  return (guint) CLAMP (number, 0, most);
}

/* The token is the number of the first row that has not been told. */
static guint
read_skip (JsonObject *body)
{
  const char *token = berth_sandbox_json_string (body, "options.$skipToken");
  guint64 skip = 0;

  if (token != NULL)
    g_ascii_string_to_unsigned (token, 10, 0, G_MAXINT, &skip, NULL);
  return (guint) skip;
}

static JsonObject *
make_answer (GPtrArray *rows, guint skip, guint top)
{
  JsonObject *answer = json_object_new ();
  JsonArray *data = json_array_new ();
  guint i = skip;

  for (; i < rows->len && i - skip < top; i++)
    json_array_add_object_element (data, berth_sandbox_json_copy (rows->pdata[i]));
  json_object_set_int_member (answer, "totalRecords", rows->len);
  json_object_set_int_member (answer, "count", json_array_get_length (data));
  json_object_set_array_member (answer, "data", data);
  json_object_set_array_member (answer, "facets", json_array_new ());
  json_object_set_string_member (answer, "resultTruncated", "false");
  if (i < rows->len) {
    g_autofree char *token = g_strdup_printf ("%u", i);

    json_object_set_string_member (answer, "$skipToken", token);
  }
  return answer;
}

static BerthSandboxReply *
query_graph (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *body = berth_sandbox_request_get_object (request);
  const char *query = berth_sandbox_json_string (body, "query");
  GError *error = NULL;
  g_autoptr (GPtrArray) table = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  BerthSandboxReply *reply;

  if (query == NULL)
    return berth_sandbox_reply_new_fault (
      berth_sandbox_fault_new (400, "BadRequest", "The request has no 'query'."));
  table = read_table (sandbox, query, &error);
  if (table != NULL)
    rows = berth_sandbox_kusto_run (query, table, &error);
  if (rows == NULL)
    return berth_sandbox_reply_new_fault (error);
  if (!is_asked_for (sandbox, body))
    g_ptr_array_set_size (rows, 0);
  reply = berth_sandbox_reply_new_object (
    200, make_answer (rows, read_skip (body),
                      read_number (body, "options.$top", DEFAULT_ROWS, MAX_ROWS)));
  berth_sandbox_reply_set_header (reply, "x-ms-user-quota-remaining", "14");
  berth_sandbox_reply_set_header (reply, "x-ms-user-quota-resets-after", "00:00:05");
  return reply;
}

void
berth_sandbox_graph_install (BerthSandbox *self)
{
  berth_sandbox_add_route (self, "POST", "/providers/Microsoft.ResourceGraph/resources",
                           NULL, query_graph);
}
