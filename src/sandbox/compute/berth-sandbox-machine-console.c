/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-compute-private.h"

#include "berth-sandbox-json.h"

#include <string.h>

/* The serial log and the run command. The log is fetched from a blob's address that
 * carries its own permission, without a token. */

#define MAX_SCRIPT (64 * 1024)

static JsonObject *
find (BerthSandbox *sandbox, BerthSandboxRequest *request)
{
  return berth_sandbox_store_get (berth_sandbox_get_store (sandbox),
                                  berth_sandbox_request_get_resource_id (request));
}

/* Who has the machine's id may read its log: the id is nowhere but in answers that need a
 * token. */
static char *
make_signature (BerthSandbox *sandbox, const char *vm_id)
{
  return g_compute_hmac_for_string (
    G_CHECKSUM_SHA256, (const guchar *) berth_sandbox_get_tenant_id (sandbox),
    strlen (berth_sandbox_get_tenant_id (sandbox)), vm_id, -1);
}

BerthSandboxReply *
berth_sandbox_machine_get_boot_data (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *machine = find (sandbox, request);
  const char *vm_id = berth_sandbox_json_string (machine, "properties.vmId");
  g_autofree char *signature = NULL;
  g_autofree char *log = NULL;
  g_autofree char *screenshot = NULL;
  JsonObject *object;

  if (machine == NULL)
    return berth_sandbox_reply_not_found (request);
  signature = make_signature (sandbox, vm_id);
  log = g_strdup_printf ("%s/bootdiagnostics/%s/serialconsole.log?sig=%s",
                         berth_sandbox_request_get_base_url (request), vm_id, signature);
  screenshot
    = g_strdup_printf ("%s/bootdiagnostics/%s/screenshot.bmp?sig=%s",
                       berth_sandbox_request_get_base_url (request), vm_id, signature);
  object = json_object_new ();
  json_object_set_string_member (object, "consoleScreenshotBlobUri", screenshot);
  json_object_set_string_member (object, "serialConsoleLogBlobUri", log);
  return berth_sandbox_reply_new_object (200, object);
}

static JsonObject *
find_by_vm_id (BerthSandbox *sandbox, const char *vm_id)
{
  g_autoptr (GPtrArray) machines = berth_sandbox_store_list (
    berth_sandbox_get_store (sandbox), NULL, BERTH_SANDBOX_MACHINES);

  for (guint i = 0; i < machines->len; i++) {
    if (g_strcmp0 (berth_sandbox_json_string (machines->pdata[i], "properties.vmId"),
                   vm_id)
        == 0)
      return machines->pdata[i]; /* the store keeps it */
  }
  return NULL;
}

static BerthSandboxReply *
get_log (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *vm_id = berth_sandbox_request_get_capture (request, "vmId");
  g_autofree char *signature = make_signature (sandbox, vm_id);
  JsonObject *machine = find_by_vm_id (sandbox, vm_id);
  BerthSandboxHost *host;
  char *log;

  if (g_strcmp0 (berth_sandbox_request_get_query (request, "sig"), signature) != 0)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      403, "AuthenticationFailed",
      "Server failed to authenticate the request. Signature did not match."));
  host = machine != NULL ? berth_sandbox_machine_find_host (
                             sandbox, berth_sandbox_json_string (machine, "id"))
                         : NULL;
  if (host == NULL)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      404, "BlobNotFound", "The specified blob does not exist."));
  log = berth_sandbox_host_dup_serial_log (host);
  return berth_sandbox_reply_new_bytes (200, "application/octet-stream",
                                        log != NULL ? g_bytes_new_take (log, strlen (log))
                                                    : g_bytes_new_static ("", 0));
}

typedef struct {
  BerthSandbox *sandbox; /* unowned: it stops its operations before it goes */
  char *id;
  char *script;
} Command;

static void
command_free (gpointer data)
{
  Command *command = data;

  g_free (command->id);
  g_free (command->script);
  g_free (command);
}

static JsonNode *
make_output (const char *message)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *value = json_array_new ();
  JsonObject *status = json_object_new ();

  json_object_set_string_member (status, "code", "ProvisioningState/succeeded");
  json_object_set_string_member (status, "level", "Info");
  json_object_set_string_member (status, "displayStatus", "Provisioning succeeded");
  json_object_set_string_member (status, "message", message);
  json_array_add_object_element (value, status);
  json_object_set_array_member (object, "value", value);
  return berth_sandbox_json_node (object);
}

static DexFuture *
run (BerthSandboxOperation *operation, gpointer data)
{
  Command *command = data;
  BerthSandboxHost *host
    = berth_sandbox_machine_find_host (command->sandbox, command->id);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (host == NULL)
    return dex_future_new_for_error (berth_sandbox_fault_new (
      409, "OperationNotAllowed", "The operation requires the VM to be running."));
  message = dex_await_string (berth_sandbox_host_run_script (host, command->script, NULL),
                              &error);
  if (message == NULL)
    return dex_future_new_for_error (berth_sandbox_fault_new (
      409, "VMExtensionProvisioningError", "%s", error->message));
  berth_sandbox_operation_set_output (operation, make_output (message));
  return NULL;
}

static char *
read_script (JsonObject *body)
{
  JsonArray *lines = berth_sandbox_json_array (body, "script");
  GString *script = g_string_new (NULL);

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    const char *line = json_node_get_string (json_array_get_element (lines, i));

    if (line != NULL && script->len + strlen (line) < MAX_SCRIPT)
      g_string_append_printf (script, "%s\n", line);
  }
  return g_string_free (script, FALSE);
}

BerthSandboxReply *
berth_sandbox_machine_run_command (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  JsonObject *body = berth_sandbox_request_get_object (request);
  const char *id = berth_sandbox_request_get_resource_id (request);
  BerthSandboxOperation *operation;
  Command *command;

  if (find (sandbox, request) == NULL)
    return berth_sandbox_reply_not_found (request);
  if (g_strcmp0 (berth_sandbox_json_string (body, "commandId"), "RunShellScript") != 0)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "InvalidParameter", "The value of parameter commandId is invalid."));
  if (g_strcmp0 (berth_sandbox_machine_get_power (sandbox, id), "running") != 0)
    return berth_sandbox_reply_new_fault (
      berth_sandbox_fault_new (409, "OperationNotAllowed",
                               "The operation requires the VM to be running (or set to "
                               "run)."));
  command = g_new0 (Command, 1);
  command->sandbox = sandbox;
  command->id = g_strdup (id);
  command->script = read_script (body);
  operation = berth_sandbox_operations_start (
    berth_sandbox_get_operations (sandbox),
    berth_sandbox_scenario_get_duration (berth_sandbox_get_scenario (sandbox),
                                         "virtualMachines.runCommand", 1),
    run, command, command_free);
  return berth_sandbox_reply_new_operation (
    202, NULL, operation,
    BERTH_SANDBOX_OPERATION_ASYNC | BERTH_SANDBOX_OPERATION_LOCATION, 3);
}

void
berth_sandbox_machine_console_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_open_route (sandbox, "GET",
                                "/bootdiagnostics/{vmId}/serialconsole.log", get_log);
}
