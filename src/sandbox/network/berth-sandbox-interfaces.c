/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-network-private.h"

#include "berth-sandbox-json.h"

#include <string.h>

/* Network interfaces: they tie subnet, public address and security group together. */

#define TYPE BERTH_SANDBOX_INTERFACES
#define MACHINES "Microsoft.Compute/virtualMachines"

static gboolean
subnet_exists (BerthSandbox *sandbox, const char *id)
{
  const char *tail = id != NULL ? g_strrstr (id, "/subnets/") : NULL;
  g_autofree char *network_id = NULL;
  JsonArray *subnets;

  if (tail == NULL)
    return FALSE;
  network_id = g_strndup (id, (gsize) (tail - id));
  subnets = berth_sandbox_json_array (
    berth_sandbox_store_get (berth_sandbox_get_store (sandbox), network_id),
    "properties.subnets");
  for (guint i = 0; subnets != NULL && i < json_array_get_length (subnets); i++) {
    if (berth_sandbox_network_same_id (
          berth_sandbox_json_string (json_array_get_object_element (subnets, i), "id"),
          id))
      return TRUE;
  }
  return FALSE;
}

static GError *
check_configuration (BerthSandbox *sandbox,
                     BerthSandboxRequest *request,
                     JsonObject *configuration)
{
  const char *subnet = berth_sandbox_json_string (configuration, "properties.subnet.id");
  const char *address
    = berth_sandbox_json_string (configuration, "properties.publicIPAddress.id");

  if (!subnet_exists (sandbox, subnet))
    return berth_sandbox_fault_new (
      400, "InvalidResourceReference",
      "Resource %s referenced by resource %s was not found. Please make sure that the "
      "referenced resource exists, and that both resources are in the same region.",
      subnet != NULL ? subnet : "subnet",
      berth_sandbox_request_get_resource_id (request));
  return berth_sandbox_network_check_reference (sandbox, request, address);
}

static void
complete_configuration (JsonObject *configuration, const char *interface_id, guint number)
{
  const char *name = berth_sandbox_json_string (configuration, "name");
  g_autofree char *id = g_strdup_printf ("%s/ipConfigurations/%s", interface_id,
                                         name != NULL ? name : "ipconfig");
  g_autofree char *address
    = g_strdup_printf ("10.0.0.%u", 4 + (g_str_hash (interface_id) + number) % 250);
  JsonObject *properties = berth_sandbox_json_ensure_object (configuration, "properties");

  json_object_set_string_member (configuration, "id", id);
  json_object_set_string_member (configuration, "type", TYPE "/ipConfigurations");
  json_object_set_string_member (properties, "provisioningState", "Succeeded");
  json_object_set_string_member (properties, "privateIPAddress", address);
  json_object_set_string_member (properties, "privateIPAddressVersion", "IPv4");
  json_object_set_boolean_member (properties, "primary", number == 0);
}

static GError *
check (BerthSandbox *sandbox, BerthSandboxRequest *request, JsonObject *object)
{
  JsonArray *configurations
    = berth_sandbox_json_array (object, "properties.ipConfigurations");

  if (configurations == NULL || json_array_get_length (configurations) == 0)
    return berth_sandbox_fault_new (
      400, "NetworkInterfaceMustHaveOneIpConfiguration",
      "Network interface %s must have one or more IP configurations.",
      berth_sandbox_request_get_resource_id (request));
  for (guint i = 0; i < json_array_get_length (configurations); i++) {
    JsonNode *node = json_array_get_element (configurations, i);
    GError *error = check_configuration (
      sandbox, request,
      JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL);

    if (error != NULL)
      return error;
  }
  return berth_sandbox_network_check_reference (
    sandbox, request,
    berth_sandbox_json_string (object, "properties.networkSecurityGroup.id"));
}

static BerthSandboxReply *
put (BerthSandboxRequest *request, gpointer sandbox)
{
  g_autoptr (JsonObject) object = berth_sandbox_network_new_object (request);
  const char *id = berth_sandbox_request_get_resource_id (request);
  GError *error = check (sandbox, request, object);
  JsonArray *configurations;

  if (error != NULL)
    return berth_sandbox_reply_new_fault (error);
  configurations = berth_sandbox_json_array (object, "properties.ipConfigurations");
  for (guint i = 0; i < json_array_get_length (configurations); i++)
    complete_configuration (json_array_get_object_element (configurations, i), id, i);
  return berth_sandbox_network_take (sandbox, request, g_steal_pointer (&object),
                                     "networkInterfaces.put", 2);
}

static const char *
find_interface_in (JsonObject *machine, const char *id)
{
  JsonArray *list
    = berth_sandbox_json_array (machine, "properties.networkProfile.networkInterfaces");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    if (berth_sandbox_network_same_id (
          berth_sandbox_json_string (json_array_get_object_element (list, i), "id"), id))
      return berth_sandbox_json_string (machine, "id");
  }
  return NULL;
}

static char *
find_machine (BerthSandbox *sandbox, const char *id)
{
  g_autoptr (GPtrArray) machines
    = berth_sandbox_store_list (berth_sandbox_get_store (sandbox), NULL, MACHINES);

  for (guint i = 0; i < machines->len; i++) {
    const char *machine = find_interface_in (machines->pdata[i], id);

    if (machine != NULL)
      return g_strdup (machine);
  }
  return NULL;
}

static BerthSandboxReply *
get (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *id = berth_sandbox_request_get_resource_id (request);
  JsonObject *known = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  g_autofree char *machine = find_machine (sandbox, id);
  JsonObject *object;

  if (known == NULL)
    return berth_sandbox_reply_not_found (request);
  object = berth_sandbox_json_copy (known);
  if (machine != NULL)
    json_object_set_object_member (
      berth_sandbox_json_ensure_object (object, "properties"), "virtualMachine",
      berth_sandbox_network_make_reference (machine));
  return berth_sandbox_reply_new_object (200, object);
}

static BerthSandboxReply *
remove_interface (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *id = berth_sandbox_request_get_resource_id (request);
  g_autofree char *machine = find_machine (sandbox, id);

  if (machine != NULL)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "NicInUse",
      "Network Interface %s is used by existing resource %s. In order to delete the "
      "network interface, it must be dissociated from the resource. To learn more, see "
      "aka.ms/deletenic.",
      id, machine));
  return berth_sandbox_network_remove (sandbox, request, "networkInterfaces.delete", 2);
}

/**
 * berth_sandbox_network_dup_interface_address:
 *
 * Returns: (transfer full) (nullable): the public address of an interface
 */
char *
berth_sandbox_network_dup_interface_address (BerthSandbox *sandbox,
                                             const char *interface_id)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  JsonObject *interface = berth_sandbox_store_get (store, interface_id);
  JsonArray *configurations
    = berth_sandbox_json_array (interface, "properties.ipConfigurations");

  for (guint i = 0; configurations != NULL && i < json_array_get_length (configurations);
       i++) {
    const char *id = berth_sandbox_json_string (
      json_array_get_object_element (configurations, i), "properties.publicIPAddress.id");
    JsonObject *address = id != NULL ? berth_sandbox_store_get (store, id) : NULL;

    if (address != NULL)
      return g_strdup (berth_sandbox_json_string (address, "properties.ipAddress"));
  }
  return NULL;
}

static const BerthSandboxResourceType interfaces = {
  .type = TYPE,
  .put = put,
  .patch = berth_sandbox_network_patch,
  .get = get,
  .remove = remove_interface,
};

void
berth_sandbox_interfaces_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_type (sandbox, &interfaces);
}
