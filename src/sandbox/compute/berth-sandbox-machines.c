/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-compute-private.h"

#include "berth-sandbox-catalogue.h"
#include "berth-sandbox-json.h"

#include <string.h>

/* Virtual machines: made, read, changed and deleted. */

static JsonObject *
find (BerthSandbox *sandbox, const char *id)
{
  return berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
}

/* What must never be answered goes to the private part. */
static void
hide_secrets (JsonObject *machine, JsonObject *hidden)
{
  static const char *const secrets[] = { "customData", "adminPassword" };
  JsonObject *os = berth_sandbox_json_object (machine, "properties.osProfile");

  for (gsize i = 0; os != NULL && i < G_N_ELEMENTS (secrets); i++) {
    JsonNode *node = json_object_get_member (os, secrets[i]);

    if (node == NULL)
      continue;
    json_object_set_member (hidden, secrets[i], json_node_copy (node));
    json_object_remove_member (os, secrets[i]);
  }
}

static void
complete_disk (BerthSandbox *sandbox, JsonObject *machine, BerthSandboxRequest *request)
{
  JsonObject *storage = berth_sandbox_json_object (machine, "properties.storageProfile");
  JsonObject *disk = berth_sandbox_json_ensure_object (storage, "osDisk");
  JsonObject *managed = berth_sandbox_json_ensure_object (disk, "managedDisk");
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *name = g_strdup (berth_sandbox_json_string (disk, "name"));
  g_autofree char *id = NULL;

  if (name == NULL)
    name = g_strdup_printf ("%s_OsDisk_1_%.8s", berth_sandbox_request_get_name (request),
                            uuid);
  id = g_strdup_printf ("/subscriptions/%s/resourceGroups/%s/providers/%s/%s",
                        berth_sandbox_get_subscription_id (sandbox),
                        berth_sandbox_request_get_group (request), BERTH_SANDBOX_DISKS,
                        name);
  json_object_set_string_member (disk, "name", name);
  json_object_set_string_member (disk, "osType", "Linux");
  if (berth_sandbox_json_string (disk, "deleteOption") == NULL)
    json_object_set_string_member (disk, "deleteOption", "Detach");
  if (berth_sandbox_json_string (managed, "storageAccountType") == NULL)
    json_object_set_string_member (managed, "storageAccountType", "Premium_LRS");
  json_object_set_string_member (managed, "id", id);
  if (!json_object_has_member (storage, "dataDisks"))
    json_object_set_array_member (storage, "dataDisks", json_array_new ());
}

static void
complete_properties (BerthSandbox *sandbox, JsonObject *machine)
{
  g_autoptr (JsonObject) image = berth_sandbox_machine_find_image (sandbox, machine);
  JsonObject *properties = berth_sandbox_json_ensure_object (machine, "properties");
  JsonObject *os = berth_sandbox_json_object (properties, "osProfile");
  g_autoptr (GDateTime) now = berth_clock_dup_now_utc (berth_sandbox_get_clock (sandbox));
  g_autofree char *time = g_date_time_format_iso8601 (now);
  g_autofree char *vm_id = g_uuid_string_random ();

  json_object_set_string_member (
    berth_sandbox_json_object (properties, "storageProfile.imageReference"),
    "exactVersion", berth_sandbox_json_string (image, "name"));
  if (berth_sandbox_json_string (os, "computerName") == NULL)
    json_object_set_string_member (os, "computerName",
                                   berth_sandbox_json_string (machine, "name"));
  json_object_set_boolean_member (os, "allowExtensionOperations", TRUE);
  json_object_set_boolean_member (os, "requireGuestProvisionSignal", TRUE);
  json_object_set_array_member (os, "secrets", json_array_new ());
  json_object_set_string_member (properties, "vmId", vm_id);
  json_object_set_string_member (properties, "timeCreated", time);
  json_object_set_string_member (properties, "provisioningState", "Creating");
  if (berth_sandbox_machine_is_spot (machine)
      && berth_sandbox_json_string (properties, "evictionPolicy") == NULL)
    json_object_set_string_member (properties, "evictionPolicy", "Deallocate");
}

static void
set_state (BerthSandbox *sandbox, const char *id, const char *state)
{
  JsonObject *machine = find (sandbox, id);

  if (machine == NULL)
    return;
  json_object_set_string_member (berth_sandbox_json_ensure_object (machine, "properties"),
                                 "provisioningState", state);
  berth_sandbox_store_touch (berth_sandbox_get_store (sandbox), id);
}

typedef struct {
  BerthSandbox *sandbox; /* unowned: it stops its operations before it goes */
  char *id;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->id);
  g_free (work);
}

static Work *
work_new (BerthSandbox *sandbox, const char *id)
{
  Work *work = g_new0 (Work, 1);

  work->sandbox = sandbox;
  work->id = g_strdup (id);
  return work;
}

static gint64
get_duration (BerthSandbox *sandbox, const char *what, double seconds)
{
  return berth_sandbox_scenario_get_duration (berth_sandbox_get_scenario (sandbox), what,
                                              seconds);
}

/* Room is looked for last, when the request has long been accepted. */
static DexFuture *
finish_create (BerthSandboxOperation *operation, gpointer data)
{
  Work *work = data;
  JsonObject *machine = find (work->sandbox, work->id);
  const char *failure;

  if (machine == NULL)
    return NULL;
  failure = berth_sandbox_scenario_take_allocation_failure (
    berth_sandbox_get_scenario (work->sandbox),
    berth_sandbox_json_string (machine, "location"),
    berth_sandbox_json_string (machine, "properties.hardwareProfile.vmSize"));
  if (failure != NULL) {
    set_state (work->sandbox, work->id, "Failed");
    berth_sandbox_machine_set_power (work->sandbox, work->id, NULL);
    return dex_future_new_for_error (berth_sandbox_fault_new (
      409, failure,
      "Allocation failed. We do not have sufficient capacity for the requested VM size "
      "in "
      "this region. Read more about improving likelihood of allocation success at "
      "https://aka.ms/allocation-guidance"));
  }
  berth_sandbox_disks_make (work->sandbox, machine);
  berth_sandbox_machine_boot (work->sandbox, work->id);
  berth_sandbox_machine_set_power (work->sandbox, work->id, "running");
  set_state (work->sandbox, work->id, "Succeeded");
  berth_sandbox_machine_plan_eviction (work->sandbox, work->id);
  return NULL;
}

static BerthSandboxReply *
create (BerthSandbox *sandbox, BerthSandboxRequest *request, JsonObject *machine)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  const char *id = berth_sandbox_request_get_resource_id (request);
  JsonObject *hidden;
  BerthSandboxOperation *operation;

  complete_disk (sandbox, machine, request);
  complete_properties (sandbox, machine);
  berth_sandbox_store_put (store, id, machine);
  hidden = berth_sandbox_store_get_private (store, id);
  hide_secrets (machine, hidden);
  hide_secrets (find (sandbox, id), hidden);
  berth_sandbox_machine_set_power (sandbox, id, "starting");
  operation
    = berth_sandbox_operations_start (berth_sandbox_get_operations (sandbox),
                                      get_duration (sandbox, "virtualMachines.put", 8),
                                      finish_create, work_new (sandbox, id), work_free);
  return berth_sandbox_reply_new_operation (201, berth_sandbox_json_copy (machine),
                                            operation, BERTH_SANDBOX_OPERATION_ASYNC, 3);
}

static DexFuture *
finish_resize (BerthSandboxOperation *operation, gpointer data)
{
  Work *work = data;
  const char *power = berth_sandbox_machine_get_power (work->sandbox, work->id);
  const gboolean was_up = g_strcmp0 (power, "running") == 0;

  berth_sandbox_machine_rebuild (work->sandbox, work->id);
  if (was_up)
    berth_sandbox_machine_boot (work->sandbox, work->id);
  set_state (work->sandbox, work->id, "Succeeded");
  return NULL;
}

/* A running machine is started again with its new size. */
static BerthSandboxReply *
resize (BerthSandbox *sandbox, JsonObject *machine)
{
  const char *id = berth_sandbox_json_string (machine, "id");
  BerthSandboxOperation *operation;

  set_state (sandbox, id, "Updating");
  operation
    = berth_sandbox_operations_start (berth_sandbox_get_operations (sandbox),
                                      get_duration (sandbox, "virtualMachines.resize", 5),
                                      finish_resize, work_new (sandbox, id), work_free);
  return berth_sandbox_reply_new_operation (200, berth_sandbox_json_copy (machine),
                                            operation, BERTH_SANDBOX_OPERATION_ASYNC, 3);
}

static gboolean
has_failed (JsonObject *machine)
{
  return g_strcmp0 (berth_sandbox_json_string (machine, "properties.provisioningState"),
                    "Failed")
         == 0;
}

/* The change is made at once; the service says "Updating" all the same, for a moment. */
static BerthSandboxReply *
answer_update (BerthSandbox *sandbox, JsonObject *machine)
{
  JsonObject *answer = berth_sandbox_json_copy (machine);
  BerthSandboxOperation *operation = berth_sandbox_operations_start (
    berth_sandbox_get_operations (sandbox),
    get_duration (sandbox, "virtualMachines.update", 2), NULL, NULL, NULL);

  json_object_set_string_member (berth_sandbox_json_object (answer, "properties"),
                                 "provisioningState", "Updating");
  return berth_sandbox_reply_new_operation (200, answer, operation,
                                            BERTH_SANDBOX_OPERATION_ASYNC, 3);
}

static BerthSandboxReply *
update (BerthSandbox *sandbox, BerthSandboxRequest *request, JsonObject *known)
{
  GError *error = NULL;
  g_autoptr (JsonObject) changed = berth_sandbox_machine_change (
    sandbox, known, berth_sandbox_request_get_object (request), &error);
  const gboolean same_size
    = changed == NULL || berth_sandbox_machine_has_size_of (known, changed);

  if (changed == NULL)
    return berth_sandbox_reply_new_fault (error);
  if (has_failed (known))
    return create (sandbox, request, changed);
  berth_sandbox_store_put (berth_sandbox_get_store (sandbox),
                           berth_sandbox_request_get_resource_id (request), changed);
  if (!same_size)
    return resize (sandbox, changed);
  return answer_update (sandbox, changed);
}

static BerthSandboxReply *
put (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *id = berth_sandbox_request_get_resource_id (request);
  JsonObject *known = find (sandbox, id);
  g_autoptr (JsonObject) machine = NULL;
  GError *error;

  if (known != NULL)
    return update (sandbox, request, known);
  machine = berth_sandbox_json_copy (berth_sandbox_request_get_object (request));
  json_object_set_string_member (machine, "id", id);
  json_object_set_string_member (machine, "name",
                                 berth_sandbox_request_get_name (request));
  json_object_set_string_member (machine, "type", BERTH_SANDBOX_MACHINES);
  error = berth_sandbox_machine_check (sandbox, machine, FALSE);
  if (error == NULL)
    error = berth_sandbox_machine_check_interfaces (sandbox, machine, id);
  if (error != NULL)
    return berth_sandbox_reply_new_fault (error);
  return create (sandbox, request, machine);
}

static BerthSandboxReply *
patch (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *known = find (sandbox, berth_sandbox_request_get_resource_id (request));

  return known != NULL ? update (sandbox, request, known)
                       : berth_sandbox_reply_not_found (request);
}

static JsonObject *
with_view (BerthSandbox *sandbox, JsonObject *known)
{
  JsonObject *machine = berth_sandbox_json_copy (known);

  json_object_set_object_member (berth_sandbox_json_ensure_object (machine, "properties"),
                                 "instanceView",
                                 berth_sandbox_machine_make_view (sandbox, known));
  return machine;
}

/* "?statusOnly=true" shows in a list what each of them is doing. */
static BerthSandboxReply *
list (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  const char *status = berth_sandbox_request_get_query (request, "statusonly");
  const gboolean whole = status == NULL || g_ascii_strcasecmp (status, "true") != 0;
  const char *group = berth_sandbox_request_get_group (request);
  g_autofree char *scope = g_strdup_printf (
    "/subscriptions/%s%s%s", berth_sandbox_get_subscription_id (sandbox),
    group != NULL ? "/resourceGroups/" : "", group != NULL ? group : "");
  g_autoptr (GPtrArray) machines = berth_sandbox_store_list (
    berth_sandbox_get_store (sandbox), scope, BERTH_SANDBOX_MACHINES);
  JsonArray *values = json_array_new ();

  for (guint i = 0; i < machines->len; i++)
    json_array_add_object_element (values,
                                   whole ? berth_sandbox_json_copy (machines->pdata[i])
                                         : with_view (sandbox, machines->pdata[i]));
  return berth_sandbox_reply_new_list (values);
}

static BerthSandboxReply *
get (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *known = find (sandbox, berth_sandbox_request_get_resource_id (request));
  const char *expand = berth_sandbox_request_get_query (request, "$expand");
  gboolean viewed;

  if (known == NULL)
    return berth_sandbox_reply_not_found (request);
  viewed = expand != NULL && g_ascii_strcasecmp (expand, "instanceView") == 0;
  return berth_sandbox_reply_new_object (200, viewed ? with_view (sandbox, known)
                                                     : berth_sandbox_json_copy (known));
}

static gboolean
goes_along (JsonObject *object, const char *path)
{
  return g_strcmp0 (berth_sandbox_json_string (object, path), "Delete") == 0;
}

static void
remove_interface (BerthSandboxStore *store, const char *id)
{
  JsonObject *interface = berth_sandbox_store_get (store, id);
  JsonArray *configurations
    = berth_sandbox_json_array (interface, "properties.ipConfigurations");
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; configurations != NULL && i < json_array_get_length (configurations);
       i++) {
    JsonObject *configuration = json_array_get_object_element (configurations, i);

    if (goes_along (configuration, "properties.publicIPAddress.properties.deleteOption"))
      g_ptr_array_add (addresses, g_strdup (berth_sandbox_json_string (
                                    configuration, "properties.publicIPAddress.id")));
  }
  berth_sandbox_store_remove (store, id);
  for (guint i = 0; i < addresses->len; i++)
    berth_sandbox_store_remove (store, addresses->pdata[i]);
}

static void
remove_parts (BerthSandbox *sandbox, JsonObject *machine)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  JsonArray *interfaces
    = berth_sandbox_json_array (machine, "properties.networkProfile.networkInterfaces");
  const char *disk = berth_sandbox_disks_find_of (machine);

  if (disk != NULL
      && goes_along (machine, "properties.storageProfile.osDisk.deleteOption"))
    berth_sandbox_store_remove (store, disk);
  for (guint i = 0; interfaces != NULL && i < json_array_get_length (interfaces); i++) {
    JsonObject *reference = json_array_get_object_element (interfaces, i);

    if (goes_along (reference, "properties.deleteOption"))
      remove_interface (store, berth_sandbox_json_string (reference, "id"));
  }
}

/* To be called in a fiber: takes along what its delete options say. */
void
berth_sandbox_machine_remove (BerthSandbox *sandbox, const char *id)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  g_autoptr (JsonObject) machine = NULL;

  if (find (sandbox, id) == NULL)
    return;
  berth_sandbox_machine_destroy (sandbox, id);
  if (find (sandbox, id) == NULL)
    return;
  machine = json_object_ref (find (sandbox, id));
  berth_sandbox_store_remove (store, id);
  remove_parts (sandbox, machine);
}

static DexFuture *
finish_remove (BerthSandboxOperation *operation, gpointer data)
{
  Work *work = data;

  berth_sandbox_machine_remove (work->sandbox, work->id);
  return NULL;
}

static BerthSandboxReply *
remove_machine (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  const char *id = berth_sandbox_request_get_resource_id (request);
  BerthSandboxOperation *operation;

  if (find (sandbox, id) == NULL)
    return berth_sandbox_reply_new_empty (204);
  set_state (sandbox, id, "Deleting");
  operation
    = berth_sandbox_operations_start (berth_sandbox_get_operations (sandbox),
                                      get_duration (sandbox, "virtualMachines.delete", 5),
                                      finish_remove, work_new (sandbox, id), work_free);
  return berth_sandbox_reply_new_operation (
    202, NULL, operation,
    BERTH_SANDBOX_OPERATION_ASYNC | BERTH_SANDBOX_OPERATION_LOCATION, 3);
}

/* The sizes that the machine could have. */
static BerthSandboxReply *
get_sizes (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *machine = find (sandbox, berth_sandbox_request_get_resource_id (request));

  if (machine == NULL)
    return berth_sandbox_reply_not_found (request);
  return berth_sandbox_reply_new_list (berth_sandbox_sizes_to_json (
    sandbox, berth_sandbox_json_string (machine, "location")));
}

static const BerthSandboxAction actions[] = {
  { "GET", "vmSizes", get_sizes },
  { "GET", "instanceView", berth_sandbox_machine_get_view },
  { "POST", "start", berth_sandbox_machine_start },
  { "POST", "deallocate", berth_sandbox_machine_deallocate },
  { "POST", "powerOff", berth_sandbox_machine_power_off },
  { "POST", "restart", berth_sandbox_machine_restart },
  { "POST", "simulateEviction", berth_sandbox_machine_simulate_eviction },
  { "POST", "retrieveBootDiagnosticsData", berth_sandbox_machine_get_boot_data },
  { "POST", "runCommand", berth_sandbox_machine_run_command },
  { NULL, NULL, NULL },
};

static const BerthSandboxResourceType machines = {
  .type = BERTH_SANDBOX_MACHINES,
  .put = put,
  .patch = patch,
  .get = get,
  .list = list,
  .remove = remove_machine,
  .actions = actions,
};

/* A template's machine is looked at before anything is made. One that is there already is
 * only changed, and counts against no quota once more. */
static gboolean
look_beforehand (BerthSandbox *sandbox,
                 const char *type,
                 JsonObject *resource,
                 GError **error)
{
  GError *refusal;

  if (g_ascii_strcasecmp (type, BERTH_SANDBOX_MACHINES) != 0
      || find (sandbox, berth_sandbox_json_string (resource, "id")) != NULL)
    return TRUE;
  refusal = berth_sandbox_machine_check (sandbox, resource, TRUE);
  if (refusal != NULL)
    g_propagate_error (error, refusal);
  return refusal == NULL;
}

void
berth_sandbox_machines_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_type (sandbox, &machines);
  berth_sandbox_add_preflight (sandbox, look_beforehand);
}
