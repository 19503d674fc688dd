/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-client.h"

#include "berth-arm-operation.h"
#include "berth-fault-parser.h"
#include "berth-future.h"
#include "berth-json.h"
#include "berth-log-policy.h"
#include "berth-request-id-policy.h"
#include "berth-retry-policy.h"
#include "berth-sign-in-policy.h"
#include "berth-user-agent-policy.h"
#include "berth-wire.h"

#include <stdarg.h>
#include <string.h>

/**
 * BerthArmClient:
 *
 * Speaks to the resource manager of one cloud as one credential. A request runs through
 * the policies request id → user agent → retry → sign-in → log → transport.
 *
 * Main context only.
 */
struct _BerthArmClient {
  GObject parent_instance;

  BerthCloud *cloud;
  BerthClock *clock;
  BerthHttpTransport *pipeline;
  BerthHttpTransport *open_pipeline; /* the same without sign-in, for other hosts */
};

typedef struct {
  BerthArmClient *self;
  BerthHttpRequest *request;
  char *path;
  char *api_version;
  GType item_type;
  BerthParseFunc parse;
  GCancellable *cancellable;
} Call;

G_DEFINE_FINAL_TYPE (BerthArmClient, berth_arm_client, G_TYPE_OBJECT)

static void
berth_arm_client_dispose (GObject *object)
{
  BerthArmClient *self = BERTH_ARM_CLIENT (object);

  g_clear_object (&self->cloud);
  g_clear_object (&self->clock);
  g_clear_object (&self->pipeline);
  g_clear_object (&self->open_pipeline);
  G_OBJECT_CLASS (berth_arm_client_parent_class)->dispose (object);
}

static void
berth_arm_client_class_init (BerthArmClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_arm_client_dispose;
}

static void
berth_arm_client_init (BerthArmClient *self)
{
}

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->self);
  g_clear_object (&call->request);
  g_clear_object (&call->cancellable);
  g_free (call->path);
  g_free (call->api_version);
  g_free (call);
}

static Call *
call_new (BerthArmClient *self, GCancellable *cancellable)
{
  Call *call = g_new0 (Call, 1);

  call->self = g_object_ref (self);
  call->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return call;
}

/* Ids of resources are paths, but groups may have names in any script, and the service
 * writes them as they are. */
static char *
make_url (BerthArmClient *self, const char *path, const char *api_version)
{
  g_autofree char *escaped = NULL;

  if (strstr (path, "://") != NULL)
    return g_strdup (path);
  escaped
    = g_uri_escape_string (path, "%" G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "?", FALSE);
  return g_strdup_printf ("%s%s%capi-version=%s",
                          berth_cloud_get_arm_endpoint (self->cloud), escaped,
                          strchr (path, '?') != NULL ? '&' : '?', api_version);
}

/* A link in an answer is followed to our own cloud only: the token must not travel. Nor
 * is one with a user in it, where readers of addresses may differ on the host. */
static gboolean
is_own_url (BerthArmClient *self, const char *url)
{
  g_autoptr (GUri) wanted
    = g_uri_parse (berth_cloud_get_arm_endpoint (self->cloud), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) given
    = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  int wanted_port = 0;
  int given_port = 0;

  if (wanted == NULL || given == NULL || g_uri_get_host (given) == NULL
      || g_uri_get_userinfo (given) != NULL)
    return FALSE;
  wanted_port = g_uri_get_port (wanted) > 0 ? g_uri_get_port (wanted) : 443;
  given_port = g_uri_get_port (given) > 0 ? g_uri_get_port (given) : 443;
  return g_str_equal (g_uri_get_scheme (wanted), g_uri_get_scheme (given))
         && g_ascii_strcasecmp (g_uri_get_host (wanted), g_uri_get_host (given)) == 0
         && wanted_port == given_port;
}

static DexFuture *
send_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (BerthHttpResponse) http = NULL;
  BerthArmResponse *response = NULL;
  GError *error = NULL;

  if (!is_own_url (call->self, berth_http_request_get_url (call->request)))
    return dex_future_new_for_error (berth_azure_error_new_malformed (
      "The service’s answer points to another host, which is not followed"));
  http = dex_await_object (
    berth_http_transport_send (call->self->pipeline, call->request, call->cancellable),
    &error);
  if (http == NULL)
    return dex_future_new_for_error (error);
  if (berth_http_response_get_status (http) >= 300 || berth_wire_is_page (http))
    return dex_future_new_for_error (berth_fault_parse_response (http));
  response = berth_arm_response_new (http, &error);
  if (response == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (response);
}

static JsonArray *
find_entries (JsonNode *node)
{
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return berth_json_get_array (json_node_get_object (node), "value");
  return NULL;
}

static gboolean
append_page (GListStore *store, JsonNode *node, BerthParseFunc parse, GError **error)
{
  JsonArray *entries = find_entries (node);

  if (entries == NULL) {
    g_propagate_error (
      error, berth_azure_error_new_malformed ("The service’s list lacks “value”"));
    return FALSE;
  }
  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonObject *entry = berth_json_array_get_object (entries, i);
    GError *problem = NULL;
    g_autoptr (GObject) value = entry != NULL ? parse (entry, &problem) : NULL;

    if (problem != NULL) {
      g_propagate_error (error, problem);
      return FALSE;
    }
    if (value != NULL)
      g_list_store_append (store, value);
  }
  return TRUE;
}

static DexFuture *
list_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (GListStore) store = g_list_store_new (call->item_type);
  g_autofree char *next = g_strdup (call->path);
  GError *error = NULL;

  for (guint page = 0; next != NULL && page < BERTH_LIST_MAX_PAGES; page++) {
    g_autoptr (BerthArmResponse) response = dex_await_object (
      berth_arm_client_send (call->self, "GET", next, call->api_version, NULL,
                             call->cancellable),
      &error);

    if (response == NULL
        || !append_page (store, berth_arm_response_get_node (response), call->parse,
                         &error))
      return dex_future_new_for_error (error);
    g_set_str (&next, berth_json_get_string (berth_arm_response_get_object (response),
                                             "nextLink"));
    if (next != NULL && *next == '\0')
      g_clear_pointer (&next, g_free);
  }
  if (next != NULL)
    return dex_future_new_for_error (
      berth_azure_error_new_malformed ("The service’s list does not come to an end"));
  return dex_future_new_take_object (g_steal_pointer (&store));
}

static DexFuture *
parse_answer (DexFuture *future, gpointer user_data)
{
  BerthParseFunc parse = user_data;
  const GValue *value = dex_future_get_value (future, NULL);
  BerthArmResponse *response = g_value_get_object (value);
  JsonObject *object = NULL;
  gpointer parsed = NULL;
  GError *error = NULL;

  object = berth_json_require_root (berth_arm_response_get_node (response), &error);
  parsed = object != NULL ? parse (object, &error) : NULL;
  if (error != NULL)
    return dex_future_new_for_error (error);
  if (parsed == NULL)
    return dex_future_new_for_error (
      berth_azure_error_new_malformed ("The service’s answer is empty"));
  return dex_future_new_take_object (parsed);
}

static BerthHttpTransport *
chain (BerthPolicy *policy, BerthHttpTransport *next)
{
  berth_policy_set_next (policy, next);
  g_object_unref (next);
  return BERTH_HTTP_TRANSPORT (policy);
}

static BerthHttpTransport *
make_pipeline (BerthArmClient *self,
               BerthHttpTransport *transport,
               BerthCredential *credential)
{
  BerthHttpTransport *head
    = chain (berth_log_policy_new (self->clock), g_object_ref (transport));

  if (credential != NULL)
    head = chain (berth_sign_in_policy_new (credential), head);
  head = chain (berth_retry_policy_new (self->clock), head);
  head = chain (berth_user_agent_policy_new (), head);
  return chain (berth_request_id_policy_new (), head);
}

/**
 * berth_arm_client_new:
 * @cloud: where to
 * @credential: as whom
 * @transport: what carries the requests
 * @clock: what retries and polling go by
 */
BerthArmClient *
berth_arm_client_new (BerthCloud *cloud,
                      BerthCredential *credential,
                      BerthHttpTransport *transport,
                      BerthClock *clock)
{
  BerthArmClient *self = g_object_new (BERTH_TYPE_ARM_CLIENT, NULL);

  self->cloud = g_object_ref (cloud);
  self->clock = g_object_ref (clock);
  self->pipeline = make_pipeline (self, transport, credential);
  self->open_pipeline = make_pipeline (self, transport, NULL);
  return self;
}

/**
 * berth_arm_client_get_cloud:
 *
 * Returns: (transfer none): the cloud it speaks to
 */
BerthCloud *
berth_arm_client_get_cloud (BerthArmClient *self)
{
  g_return_val_if_fail (BERTH_IS_ARM_CLIENT (self), NULL);

  return self->cloud;
}

/**
 * berth_arm_client_get_clock:
 *
 * Returns: (transfer none): the clock that polling goes by
 */
BerthClock *
berth_arm_client_get_clock (BerthArmClient *self)
{
  g_return_val_if_fail (BERTH_IS_ARM_CLIENT (self), NULL);

  return self->clock;
}

/**
 * berth_arm_client_get_open_transport:
 *
 * Returns: (transfer none): the pipeline without sign-in, for prices and for addresses
 * that carry their own signature
 */
BerthHttpTransport *
berth_arm_client_get_open_transport (BerthArmClient *self)
{
  g_return_val_if_fail (BERTH_IS_ARM_CLIENT (self), NULL);

  return self->open_pipeline;
}

/**
 * berth_arm_client_send:
 * @path: a path from the root, or an absolute address out of an answer, which is used as
 * it is
 * @api_version: the version to ask for; unused with an absolute address
 * @body: (nullable): what to send
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse whose status is
 * a success, or rejects with a #BerthAzureError, a #BerthNetError or
 * %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_arm_client_send (BerthArmClient *self,
                       const char *method,
                       const char *path,
                       const char *api_version,
                       JsonNode *body,
                       GCancellable *cancellable)
{
  g_autofree char *url = NULL;
  Call *call = NULL;

  g_return_val_if_fail (BERTH_IS_ARM_CLIENT (self), NULL);

  url = make_url (self, path, api_version);
  call = call_new (self, cancellable);
  call->request = berth_http_request_new (method, url);
  if (body != NULL) {
    g_autoptr (GBytes) bytes = berth_json_to_bytes (body);

    berth_http_request_set_body (call->request, bytes, "application/json");
  }
  return berth_future_spawn (send_fiber, call, call_free);
}

/**
 * berth_arm_parse:
 * @answer: (transfer full): a future of a #BerthArmResponse
 * @parse: makes a value of its body
 *
 * Returns: (transfer full): a future of the value
 */
DexFuture *
berth_arm_parse (DexFuture *answer, BerthParseFunc parse)
{
  return dex_future_then (answer, parse_answer, parse, NULL);
}

/**
 * berth_arm_client_get:
 * @parse: makes a value of the answer
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future of the value; rejects as berth_arm_client_send()
 */
DexFuture *
berth_arm_client_get (BerthArmClient *self,
                      const char *path,
                      const char *api_version,
                      BerthParseFunc parse,
                      GCancellable *cancellable)
{
  return berth_arm_parse (
    berth_arm_client_send (self, "GET", path, api_version, NULL, cancellable), parse);
}

/**
 * berth_arm_client_list:
 * @item_type: the type of the values
 * @parse: makes a value of each entry
 * @cancellable: (nullable): gives up
 *
 * Fetches all pages of a list; some lists are bare arrays, most have `value` and
 * `nextLink`.
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of @item_type;
 * rejects as berth_arm_client_send()
 */
DexFuture *
berth_arm_client_list (BerthArmClient *self,
                       const char *path,
                       const char *api_version,
                       GType item_type,
                       BerthParseFunc parse,
                       GCancellable *cancellable)
{
  Call *call = NULL;

  g_return_val_if_fail (BERTH_IS_ARM_CLIENT (self), NULL);

  call = call_new (self, cancellable);
  call->path = g_strdup (path);
  call->api_version = g_strdup (api_version);
  call->item_type = item_type;
  call->parse = parse;
  return berth_future_spawn (list_fiber, call, call_free);
}

/**
 * berth_arm_client_operate:
 * @body: (nullable): what to send
 * @cancellable: (nullable): stops waiting; the service goes on
 *
 * Sends a request that may start a long-running operation, and waits until it has ended.
 *
 * Returns: (transfer full): a future that resolves to the #BerthArmResponse with the
 * result, or rejects as berth_arm_client_send(), also with what the operation failed with
 */
DexFuture *
berth_arm_client_operate (BerthArmClient *self,
                          const char *method,
                          const char *path,
                          const char *api_version,
                          JsonNode *body,
                          GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_ARM_CLIENT (self), NULL);

  return berth_arm_operation_run (self, method, path, api_version, body, cancellable);
}

/**
 * berth_arm_path:
 * @format: a path with %s for each segment
 *
 * Returns: (transfer full): the path, with what stands for each %s escaped, so that no
 * name can leave its place
 */
char *
berth_arm_path (const char *format, ...)
{
  GString *path = g_string_new (NULL);
  va_list args;

  va_start (args, format);
  for (const char *at = format; *at != '\0'; at++) {
    if (at[0] == '%' && at[1] == 's') {
      g_string_append_uri_escaped (path, va_arg (args, const char *), "()", FALSE);
      at++;
    } else if (at[0] == '%' && at[1] == '%') {
      g_string_append_c (path, '%');
      at++;
    } else {
      g_string_append_c (path, *at);
    }
  }
  va_end (args);
  return g_string_free_and_steal (path);
}
