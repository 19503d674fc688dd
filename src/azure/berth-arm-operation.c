/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-operation.h"

#include "berth-fault-parser.h"
#include "berth-future.h"
#include "berth-json.h"
#include "berth-wire.h"

/* Long-running operations, by the headers and not by the verb: Azure-AsyncOperation, else
 * Location, else the resource's own provisioningState, else it is done (Azure resource
 * manager, "Track asynchronous operations"; REFERENCE, "Long-running operations").
 * Polling addresses are opaque and used as they came. */

typedef struct {
  BerthArmClient *client;
  char *method;
  char *path;
  char *api_version;
  JsonNode *body;
  GCancellable *cancellable;
  gint64 deadline_usec;
} Operation;

static void
operation_free (gpointer data)
{
  Operation *operation = data;

  g_clear_object (&operation->client);
  g_clear_object (&operation->cancellable);
  g_clear_pointer (&operation->body, json_node_unref);
  g_free (operation->method);
  g_free (operation->path);
  g_free (operation->api_version);
  g_free (operation);
}

static gboolean
is_failure (const char *status)
{
  return g_ascii_strcasecmp (status, "Failed") == 0
         || g_ascii_strcasecmp (status, "Canceled") == 0
         || g_ascii_strcasecmp (status, "Cancelled") == 0;
}

static gboolean
is_success (const char *status)
{
  return g_ascii_strcasecmp (status, "Succeeded") == 0;
}

static const char *
get_header (BerthArmResponse *response, const char *name)
{
  return berth_http_response_get_header (berth_arm_response_get_http (response), name);
}

static BerthArmResponse *
send_once (Operation *operation, const char *url, GError **error)
{
  return dex_await_object (berth_arm_client_send (operation->client, "GET", url,
                                                  operation->api_version, NULL,
                                                  operation->cancellable),
                           error);
}

static gboolean
wait_a_turn (Operation *operation, BerthArmResponse *last, GError **error)
{
  BerthClock *clock = berth_arm_client_get_clock (operation->client);
  gint64 delay = berth_wire_get_retry_after_usec (berth_arm_response_get_http (last),
                                                  BERTH_POLL_DEFAULT_USEC);

  if (berth_clock_get_now (clock) > operation->deadline_usec) {
    g_set_error_literal (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_TIMED_OUT,
                         "The service has not finished this operation in 90 minutes");
    return FALSE;
  }
  return dex_await (berth_clock_wait (clock, delay, operation->cancellable), error);
}

/* Where the service gives no reason, @state is all that is known. */
static GError *
make_failure (BerthArmResponse *response, const char *state)
{
  JsonObject *reason
    = berth_json_get_object (berth_arm_response_get_object (response), "error");
  const char *request_id
    = berth_wire_get_request_id (berth_arm_response_get_http (response));
  g_autofree char *message = NULL;
  g_autoptr (BerthFault) fault = NULL;

  if (reason != NULL)
    return berth_fault_parse_object (reason, 0, request_id);
  message = g_strdup_printf ("The operation ended as “%s”, without a reason", state);
  fault = berth_fault_new (0, state, message, NULL, request_id);
  return berth_azure_error_new (BERTH_AZURE_ERROR_FAILED, fault);
}

/* The operation is over; where its result stands depends on the verb. */
static BerthArmResponse *
fetch_result (Operation *operation,
              BerthArmResponse *first,
              BerthArmResponse *last,
              GError **error)
{
  const char *location = get_header (first, BERTH_HEADER_LOCATION);

  if (g_str_equal (operation->method, "PUT") || g_str_equal (operation->method, "PATCH"))
    return send_once (operation, operation->path, error);
  if (g_str_equal (operation->method, "POST") && location != NULL)
    return send_once (operation, location, error);
  return g_object_ref (last);
}

static BerthArmResponse *
poll_status (Operation *operation, BerthArmResponse *first, GError **error)
{
  g_autofree char *url = g_strdup (get_header (first, BERTH_HEADER_ASYNC_OPERATION));
  g_autoptr (BerthArmResponse) last = g_object_ref (first);

  for (;;) {
    const char *status = NULL;
    const char *moved = NULL;

    if (!wait_a_turn (operation, last, error))
      return NULL;
    g_clear_object (&last);
    last = send_once (operation, url, error);
    if (last == NULL)
      return NULL;
    status
      = berth_json_require_string (berth_arm_response_get_object (last), "status", error);
    if (status == NULL)
      return NULL;
    if (is_success (status))
      return fetch_result (operation, first, last, error);
    if (is_failure (status)) {
      g_propagate_error (error, make_failure (last, status));
      return NULL;
    }
    moved = get_header (last, BERTH_HEADER_ASYNC_OPERATION);
    if (moved != NULL)
      g_set_str (&url, moved);
  }
}

static BerthArmResponse *
poll_location (Operation *operation, BerthArmResponse *first, GError **error)
{
  g_autofree char *url = g_strdup (get_header (first, BERTH_HEADER_LOCATION));
  g_autoptr (BerthArmResponse) last = g_object_ref (first);

  for (;;) {
    const char *moved = NULL;

    if (!wait_a_turn (operation, last, error))
      return NULL;
    g_clear_object (&last);
    last = send_once (operation, url, error);
    if (last == NULL || berth_arm_response_get_status (last) != 202)
      return g_steal_pointer (&last);
    moved = get_header (last, BERTH_HEADER_LOCATION);
    if (moved != NULL)
      g_set_str (&url, moved);
  }
}

static BerthArmResponse *
poll_resource (Operation *operation, BerthArmResponse *first, GError **error)
{
  g_autoptr (BerthArmResponse) last = g_object_ref (first);

  for (;;) {
    const char *state = berth_json_get_string (berth_arm_response_get_object (last),
                                               "properties.provisioningState");

    if (state == NULL || is_success (state))
      return g_steal_pointer (&last);
    if (is_failure (state)) {
      g_propagate_error (error, make_failure (last, state));
      return NULL;
    }
    if (!wait_a_turn (operation, last, error))
      return NULL;
    g_clear_object (&last);
    last = send_once (operation, operation->path, error);
    if (last == NULL)
      return NULL;
  }
}

static BerthArmResponse *
follow (Operation *operation, BerthArmResponse *first, GError **error)
{
  if (get_header (first, BERTH_HEADER_ASYNC_OPERATION) != NULL)
    return poll_status (operation, first, error);
  if (berth_arm_response_get_status (first) == 202
      && get_header (first, BERTH_HEADER_LOCATION) != NULL)
    return poll_location (operation, first, error);
  if (g_str_equal (operation->method, "PUT") || g_str_equal (operation->method, "PATCH"))
    return poll_resource (operation, first, error);
  return g_object_ref (first);
}

static DexFuture *
run_fiber (gpointer data)
{
  Operation *operation = data;
  g_autoptr (BerthArmResponse) first = NULL;
  BerthArmResponse *result = NULL;
  GError *error = NULL;

  first
    = dex_await_object (berth_arm_client_send (operation->client, operation->method,
                                               operation->path, operation->api_version,
                                               operation->body, operation->cancellable),
                        &error);
  if (first == NULL)
    return dex_future_new_for_error (error);
  operation->deadline_usec
    = berth_clock_get_now (berth_arm_client_get_clock (operation->client))
      + BERTH_OPERATION_MAX_USEC;
  result = follow (operation, first, &error);
  if (result == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (result);
}

/**
 * berth_arm_operation_run:
 *
 * Sends a request and follows the operation that it may start; see
 * berth_arm_client_operate().
 */
DexFuture *
berth_arm_operation_run (BerthArmClient *client,
                         const char *method,
                         const char *path,
                         const char *api_version,
                         JsonNode *body,
                         GCancellable *cancellable)
{
  Operation *operation = g_new0 (Operation, 1);

  operation->client = g_object_ref (client);
  operation->method = g_strdup (method);
  operation->path = g_strdup (path);
  operation->api_version = g_strdup (api_version);
  operation->body = body != NULL ? json_node_copy (body) : NULL;
  operation->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (run_fiber, operation, operation_free);
}
