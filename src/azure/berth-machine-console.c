/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-console.h"

#include "berth-fault-parser.h"
#include "berth-future.h"
#include "berth-json.h"
#include "berth-wire.h"

/* The longest serial log that is shown: its end says what matters. */
#define MAX_LOG_BYTES (8 * 1024 * 1024)

/* What can be learned of a machine from outside: its serial log and the output of a
 * script that Azure runs in it (Compute, Boot Diagnostics and Run Command). */

typedef struct {
  BerthArmClient *client;
  char *id;
  GCancellable *cancellable;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->client);
  g_clear_object (&reading->cancellable);
  g_free (reading->id);
  g_free (reading);
}

static char *
fetch_address (Reading *reading, GError **error)
{
  g_autofree char *path = g_strconcat (
    reading->id, "/retrieveBootDiagnosticsData?sasUriExpirationTimeInMinutes=10", NULL);
  g_autoptr (BerthArmResponse) response = dex_await_object (
    berth_arm_client_operate (reading->client, "POST", path, BERTH_API_COMPUTE, NULL,
                              reading->cancellable),
    error);

  if (response == NULL)
    return NULL;
  return g_strdup (berth_json_require_string (berth_arm_response_get_object (response),
                                              "serialConsoleLogBlobUri", error));
}

/* The address carries a signature of its own: the token must not go there. */
static DexFuture *
boot_log_fiber (gpointer data)
{
  Reading *reading = data;
  GError *error = NULL;
  g_autofree char *address = fetch_address (reading, &error);
  g_autoptr (BerthHttpRequest) request = NULL;
  g_autoptr (BerthHttpResponse) response = NULL;
  const char *log = NULL;
  gsize size = 0;

  if (address == NULL)
    return dex_future_new_for_error (error);
  request = berth_http_request_new ("GET", address);
  berth_http_request_set_max_body_bytes (request, MAX_LOG_BYTES);
  response = dex_await_object (
    berth_http_transport_send (berth_arm_client_get_open_transport (reading->client),
                               request, reading->cancellable),
    &error);
  if (response == NULL)
    return dex_future_new_for_error (error);
  if (berth_http_response_get_status (response) != 200)
    return dex_future_new_for_error (berth_fault_parse_response (response));
  log = g_bytes_get_data (berth_http_response_get_body (response), &size);
  return dex_future_new_take_string (
    g_utf8_make_valid (log != NULL ? log : "", (gssize) size));
}

static DexFuture *
take_message (DexFuture *future, gpointer user_data)
{
  BerthArmResponse *response = g_value_get_object (dex_future_get_value (future, NULL));
  JsonObject *object = berth_arm_response_get_object (response);
  JsonArray *values = berth_json_get_array (object, "value");
  GError *error = NULL;
  const char *message = NULL;

  if (values == NULL)
    values = berth_json_get_array (object, "properties.output.value");
  message = berth_json_require_string (berth_json_array_get_object (values, 0), "message",
                                       &error);
  if (message == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_for_string (message);
}

/**
 * berth_machines_get_boot_log:
 * @id: the machine
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to the text of the serial console;
 * rejects as berth_arm_client_send()
 */
DexFuture *
berth_machines_get_boot_log (BerthArmClient *client,
                             const char *id,
                             GCancellable *cancellable)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->client = g_object_ref (client);
  reading->id = g_strdup (id);
  reading->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (boot_log_fiber, reading, reading_free);
}

/**
 * berth_machines_run_command:
 * @id: the machine
 * @script: shell commands; Azure keeps them, so nothing secret
 * @cancellable: (nullable): stops waiting
 *
 * Has Azure's agent run commands in the machine, as root.
 *
 * Returns: (transfer full): a future that resolves to the service's message, with the
 * ends of
 *   `[stdout]` and `[stderr]`; rejects as berth_arm_client_send()
 */
DexFuture *
berth_machines_run_command (BerthArmClient *client,
                            const char *id,
                            const char *script,
                            GCancellable *cancellable)
{
  g_autofree char *path = g_strconcat (id, "/runCommand", NULL);
  JsonObject *object = json_object_new ();
  JsonArray *lines = json_array_new ();
  g_autoptr (JsonNode) body = berth_json_node_from_object (object);

  json_object_set_string_member (object, "commandId", "RunShellScript");
  json_array_add_string_element (lines, script);
  json_object_set_array_member (object, "script", lines);
  return dex_future_then (
    berth_arm_client_operate (client, "POST", path, BERTH_API_COMPUTE, body, cancellable),
    take_message, NULL, NULL);
}
