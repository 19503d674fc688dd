/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-compute-private.h"

#include "berth-sandbox-json.h"

#include <string.h>

/* The serial log and the run command. The log is fetched from a blob's address that
 * carries its own permission, without a token. */

#define MAX_SCRIPT (64 * 1024)
#define BUSY_KEY "run-commands"

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
refuse_signature (void)
{
  return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
    403, "AuthenticationFailed",
    "Server failed to authenticate the request. Signature did not match."));
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
    return refuse_signature ();
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

/* A picture of a console that shows nothing: the head of a bitmap and black dots. */
static BerthSandboxReply *
get_screenshot (BerthSandboxRequest *request, gpointer sandbox)
{
  enum { WIDTH = 640, HEIGHT = 400, HEAD = 62, ROW = WIDTH / 8 };
  static const guint8 head[HEAD] = { 'B',
                                     'M',
                                     0x3e,
                                     0x7d,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     HEAD,
                                     0,
                                     0,
                                     0,
                                     40,
                                     0,
                                     0,
                                     0,
                                     WIDTH & 0xff,
                                     WIDTH >> 8,
                                     0,
                                     0,
                                     HEIGHT & 0xff,
                                     HEIGHT >> 8,
                                     0,
                                     0,
                                     1,
                                     0,
                                     1,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0x7d,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     2,
                                     0,
                                     0,
                                     0,
                                     2,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0xff,
                                     0xff,
                                     0xff,
                                     0 };
  const char *vm_id = berth_sandbox_request_get_capture (request, "vmId");
  g_autofree char *signature = make_signature (sandbox, vm_id);
  guint8 *picture;

  if (g_strcmp0 (berth_sandbox_request_get_query (request, "sig"), signature) != 0)
    return refuse_signature ();
  picture = g_malloc0 (HEAD + ROW * HEIGHT);
  memcpy (picture, head, HEAD);
  return berth_sandbox_reply_new_bytes (200, "image/bmp",
                                        g_bytes_new_take (picture, HEAD + ROW * HEIGHT));
}

typedef struct {
  BerthSandbox *sandbox; /* unowned: it stops its operations before it goes */
  GHashTable *busy;      /* of machines' ids: one command at a time */
  char *id;
  char *script;
} Command;

static void
command_free (gpointer data)
{
  Command *command = data;

  g_hash_table_remove (command->busy, command->id);
  g_hash_table_unref (command->busy);
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

/* Parameters reach the script by their names and by their places. */
static void
append_parameters (GString *script, JsonArray *parameters)
{
  g_autoptr (GString) places = g_string_new ("set --");

  for (guint i = 0; parameters != NULL && i < json_array_get_length (parameters); i++) {
    JsonNode *node = json_array_get_element (parameters, i);
    JsonObject *parameter
      = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *name = berth_sandbox_json_string (parameter, "name");
    const char *value = berth_sandbox_json_string (parameter, "value");
    g_autofree char *quoted = value != NULL ? g_shell_quote (value) : NULL;

    if (quoted == NULL || script->len + places->len + strlen (quoted) > MAX_SCRIPT)
      continue;
    g_string_append_printf (places, " %s", quoted);
    if (name != NULL
        && g_regex_match_simple ("^[A-Za-z_][A-Za-z0-9_]*$", name, G_REGEX_DOLLAR_ENDONLY,
                                 0))
      g_string_append_printf (script, "export %s=%s\n", name, quoted);
  }
  g_string_append_printf (script, "%s\n", places->str);
}

static char *
read_script (JsonObject *body)
{
  JsonArray *lines = berth_sandbox_json_array (body, "script");
  GString *script = g_string_new (NULL);

  append_parameters (script, berth_sandbox_json_array (body, "parameters"));
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    JsonNode *node = json_array_get_element (lines, i);
    const char *line = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

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
  GHashTable *busy = berth_sandbox_get_data (sandbox, BUSY_KEY);
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
  if (g_hash_table_contains (busy, id))
    return berth_sandbox_reply_new_fault (
      berth_sandbox_fault_new (409, "Conflict",
                               "Run command extension execution is in progress. Please "
                               "wait for completion before invoking a run command."));
  g_hash_table_add (busy, g_strdup (id));
  command = g_new0 (Command, 1);
  command->sandbox = sandbox;
  command->busy = g_hash_table_ref (busy);
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
  berth_sandbox_set_data (sandbox, BUSY_KEY,
                          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                          (GDestroyNotify) g_hash_table_unref);
  berth_sandbox_add_open_route (sandbox, "GET",
                                "/bootdiagnostics/{vmId}/serialconsole.log", get_log);
  berth_sandbox_add_open_route (sandbox, "GET", "/bootdiagnostics/{vmId}/screenshot.bmp",
                                get_screenshot);
}
