/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-compute-private.h"

#include "berth-sandbox-json.h"

/* Disks: made with a machine, and only looked at and deleted here. */

#define DEFAULT_SIZE_GB 30

/* Returns (transfer none) (nullable): the id of a machine's disk. */
const char *
berth_sandbox_disks_find_of (JsonObject *machine)
{
  return berth_sandbox_json_string (machine,
                                    "properties.storageProfile.osDisk.managedDisk.id");
}

static JsonObject *
make_properties (BerthSandbox *sandbox, JsonObject *machine)
{
  g_autoptr (JsonObject) image = berth_sandbox_machine_find_image (sandbox, machine);
  JsonObject *properties = json_object_new ();
  JsonObject *creation = json_object_new ();
  JsonObject *reference = json_object_new ();
  JsonNode *wanted
    = berth_sandbox_json_member (machine, "properties.storageProfile.osDisk.diskSizeGB");
  JsonNode *size
    = wanted != NULL
        ? wanted
        : berth_sandbox_json_member (image, "properties.osDiskImage.sizeInGb");
  g_autoptr (GDateTime) now = berth_clock_dup_now_utc (berth_sandbox_get_clock (sandbox));
  g_autofree char *time = g_date_time_format_iso8601 (now);
  g_autofree char *uuid = g_uuid_string_random ();

  json_object_set_string_member (
    reference, "id", image != NULL ? berth_sandbox_json_string (image, "id") : "");
  json_object_set_string_member (creation, "createOption", "FromImage");
  json_object_set_object_member (creation, "imageReference", reference);
  json_object_set_string_member (properties, "osType", "Linux");
  json_object_set_string_member (
    properties, "hyperVGeneration",
    image != NULL ? berth_sandbox_json_string (image, "properties.hyperVGeneration")
                  : "V1");
  json_object_set_object_member (properties, "creationData", creation);
  json_object_set_int_member (properties, "diskSizeGB",
                              size != NULL && JSON_NODE_HOLDS_VALUE (size)
                                ? json_node_get_int (size)
                                : DEFAULT_SIZE_GB);
  json_object_set_string_member (properties, "timeCreated", time);
  json_object_set_string_member (properties, "provisioningState", "Succeeded");
  json_object_set_string_member (properties, "uniqueId", uuid);
  return properties;
}

/* Makes the disk that @machine names. */
void
berth_sandbox_disks_make (BerthSandbox *sandbox, JsonObject *machine)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  const char *id = berth_sandbox_disks_find_of (machine);
  const char *kind = berth_sandbox_json_string (
    machine, "properties.storageProfile.osDisk.managedDisk.storageAccountType");
  g_autoptr (JsonObject) disk = NULL;
  JsonObject *sku;
  JsonObject *tags = berth_sandbox_json_object (machine, "tags");

  if (id == NULL || berth_sandbox_store_get (store, id) != NULL)
    return;
  disk = json_object_new ();
  sku = json_object_new ();
  json_object_set_string_member (sku, "name", kind);
  json_object_set_string_member (sku, "tier", "Standard");
  json_object_set_string_member (disk, "id", id);
  json_object_set_string_member (
    disk, "name",
    berth_sandbox_json_string (machine, "properties.storageProfile.osDisk.name"));
  json_object_set_string_member (disk, "type", BERTH_SANDBOX_DISKS);
  json_object_set_string_member (disk, "location",
                                 berth_sandbox_json_string (machine, "location"));
  if (tags != NULL)
    json_object_set_object_member (disk, "tags", berth_sandbox_json_copy (tags));
  json_object_set_object_member (disk, "sku", sku);
  json_object_set_string_member (disk, "managedBy",
                                 berth_sandbox_json_string (machine, "id"));
  json_object_set_object_member (disk, "properties", make_properties (sandbox, machine));
  berth_sandbox_store_put (store, id, disk);
}

static JsonObject *
find_owner (BerthSandbox *sandbox, const char *id)
{
  JsonObject *disk = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  const char *owner = berth_sandbox_json_string (disk, "managedBy");

  return owner != NULL
           ? berth_sandbox_store_get (berth_sandbox_get_store (sandbox), owner)
           : NULL;
}

static const char *
describe_state (BerthSandbox *sandbox, JsonObject *owner)
{
  const char *power;

  if (owner == NULL)
    return "Unattached";
  power
    = berth_sandbox_machine_get_power (sandbox, berth_sandbox_json_string (owner, "id"));
  return g_strcmp0 (power, "deallocated") == 0 ? "Reserved" : "Attached";
}

/* Returns (transfer full): the disk with what is true of it at this moment. */
static JsonObject *
show (BerthSandbox *sandbox, JsonObject *known)
{
  JsonObject *owner = find_owner (sandbox, berth_sandbox_json_string (known, "id"));
  JsonObject *disk = berth_sandbox_json_copy (known);

  json_object_set_string_member (berth_sandbox_json_ensure_object (disk, "properties"),
                                 "diskState", describe_state (sandbox, owner));
  if (owner == NULL && json_object_has_member (disk, "managedBy"))
    json_object_remove_member (disk, "managedBy");
  return disk;
}

static BerthSandboxReply *
get (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *known = berth_sandbox_store_get (
    berth_sandbox_get_store (sandbox), berth_sandbox_request_get_resource_id (request));

  if (known == NULL)
    return berth_sandbox_reply_not_found (request);
  return berth_sandbox_reply_new_object (200, show (sandbox, known));
}

static BerthSandboxReply *
list (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  const char *group = berth_sandbox_request_get_group (request);
  g_autofree char *scope = g_strdup_printf (
    "/subscriptions/%s%s%s", berth_sandbox_get_subscription_id (sandbox),
    group != NULL ? "/resourceGroups/" : "", group != NULL ? group : "");
  g_autoptr (GPtrArray) known = berth_sandbox_store_list (
    berth_sandbox_get_store (sandbox), scope, BERTH_SANDBOX_DISKS);
  JsonArray *values = json_array_new ();

  for (guint i = 0; i < known->len; i++)
    json_array_add_object_element (values, show (sandbox, known->pdata[i]));
  return berth_sandbox_reply_new_list (values);
}

static DexFuture *
finish_remove (BerthSandboxOperation *operation, gpointer data)
{
  return NULL;
}

static BerthSandboxReply *
remove_disk (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  const char *id = berth_sandbox_request_get_resource_id (request);
  JsonObject *owner = find_owner (sandbox, id);
  BerthSandboxOperation *operation;

  if (berth_sandbox_store_get (store, id) == NULL)
    return berth_sandbox_reply_new_empty (204);
  if (owner != NULL)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      409, "OperationNotAllowed", "Disk %s is attached to VM %s.",
      berth_sandbox_request_get_name (request), berth_sandbox_json_string (owner, "id")));
  berth_sandbox_store_remove (store, id);
  operation = berth_sandbox_operations_start (
    berth_sandbox_get_operations (sandbox),
    berth_sandbox_scenario_get_duration (berth_sandbox_get_scenario (sandbox),
                                         "disks.delete", 1),
    finish_remove, NULL, NULL);
  return berth_sandbox_reply_new_operation (
    202, NULL, operation,
    BERTH_SANDBOX_OPERATION_ASYNC | BERTH_SANDBOX_OPERATION_LOCATION, 3);
}

static const BerthSandboxResourceType disks = {
  .type = BERTH_SANDBOX_DISKS,
  .get = get,
  .list = list,
  .remove = remove_disk,
};

void
berth_sandbox_disks_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_type (sandbox, &disks);
}
