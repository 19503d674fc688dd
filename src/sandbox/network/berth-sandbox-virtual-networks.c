/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-network-private.h"

#include "berth-sandbox-json.h"

#include <string.h>

/* Virtual networks. Their subnets live inside them, and can be asked for by themselves.
 */

#define TYPE "Microsoft.Network/virtualNetworks"

static void
complete_subnet (JsonObject *subnet, const char *network_id)
{
  const char *name = berth_sandbox_json_string (subnet, "name");
  JsonObject *properties = berth_sandbox_json_ensure_object (subnet, "properties");
  JsonArray *prefixes = berth_sandbox_json_array (properties, "addressPrefixes");
  g_autofree char *id = g_strdup_printf ("%s/subnets/%s", network_id, name);

  json_object_set_string_member (subnet, "id", id);
  json_object_set_string_member (subnet, "type", TYPE "/subnets");
  json_object_set_string_member (properties, "provisioningState", "Succeeded");
  if (berth_sandbox_json_string (properties, "addressPrefix") == NULL && prefixes != NULL
      && json_array_get_length (prefixes) == 1)
    json_object_set_string_member (properties, "addressPrefix",
                                   json_array_get_string_element (prefixes, 0));
}

static GError *
check_subnet (BerthSandbox *sandbox, BerthSandboxRequest *request, JsonObject *subnet)
{
  if (berth_sandbox_json_string (subnet, "name") == NULL)
    return berth_sandbox_fault_new (400, "InvalidRequestFormat", "A subnet has no name.");
  return berth_sandbox_network_check_reference (
    sandbox, request,
    berth_sandbox_json_string (subnet, "properties.networkSecurityGroup.id"));
}

typedef struct {
  const char *subnet_id;
  JsonArray *users;
} Search;

static void
note_use (JsonObject *interface, JsonObject *configuration, gpointer data)
{
  Search *search = data;
  const char *subnet_id
    = berth_sandbox_json_string (configuration, "properties.subnet.id");

  if (berth_sandbox_network_same_id (subnet_id, search->subnet_id))
    json_array_add_object_element (search->users,
                                   berth_sandbox_network_make_reference (
                                     berth_sandbox_json_string (configuration, "id")));
}

static JsonArray *
find_users (BerthSandbox *sandbox, const char *subnet_id)
{
  Search search = { .subnet_id = subnet_id, .users = json_array_new () };

  berth_sandbox_network_foreach_configuration (sandbox, note_use, &search);
  return search.users;
}

static JsonObject *
decorate_subnet (BerthSandbox *sandbox, JsonObject *subnet)
{
  JsonArray *users = find_users (sandbox, berth_sandbox_json_string (subnet, "id"));

  if (json_array_get_length (users) > 0)
    json_object_set_array_member (berth_sandbox_json_ensure_object (subnet, "properties"),
                                  "ipConfigurations", users);
  else
    json_array_unref (users);
  return subnet;
}

static JsonArray *
get_subnets (JsonObject *network)
{
  return berth_sandbox_json_array (network, "properties.subnets");
}

static BerthSandboxReply *
get (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *known = berth_sandbox_store_get (
    berth_sandbox_get_store (sandbox), berth_sandbox_request_get_resource_id (request));
  JsonObject *object;
  JsonArray *subnets;

  if (known == NULL)
    return berth_sandbox_reply_not_found (request);
  object = berth_sandbox_json_copy (known);
  subnets = get_subnets (object);
  for (guint i = 0; i < json_array_get_length (subnets); i++)
    decorate_subnet (sandbox, json_array_get_object_element (subnets, i));
  return berth_sandbox_reply_new_object (200, object);
}

static GError *
check_unused (BerthSandbox *sandbox, JsonObject *subnet)
{
  const char *id = berth_sandbox_json_string (subnet, "id");
  g_autoptr (JsonArray) users = find_users (sandbox, id);

  if (json_array_get_length (users) == 0)
    return NULL;
  return berth_sandbox_fault_new (
    400, "InUseSubnetCannotBeDeleted",
    "Subnet %s is in use by %s and cannot be deleted. In order to delete the subnet, "
    "delete all the resources within the subnet. See aka.ms/deletesubnet.",
    berth_sandbox_json_string (subnet, "name"),
    berth_sandbox_json_string (json_array_get_object_element (users, 0), "id"));
}

static gboolean
names (JsonArray *subnets, const char *name)
{
  for (guint i = 0; subnets != NULL && i < json_array_get_length (subnets); i++) {
    if (g_ascii_strcasecmp (
          berth_sandbox_json_string (json_array_get_object_element (subnets, i), "name"),
          name)
        == 0)
      return TRUE;
  }
  return FALSE;
}

/* A PUT replaces the list of subnets: what it leaves out is deleted. */
static GError *
check_dropped (BerthSandbox *sandbox, const char *id, JsonArray *subnets)
{
  JsonObject *known = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  JsonArray *old = known != NULL ? get_subnets (known) : NULL;

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++) {
    JsonObject *subnet = json_array_get_object_element (old, i);
    GError *error = names (subnets, berth_sandbox_json_string (subnet, "name"))
                      ? NULL
                      : check_unused (sandbox, subnet);

    if (error != NULL)
      return error;
  }
  return NULL;
}

static BerthSandboxReply *
put (BerthSandboxRequest *request, gpointer sandbox)
{

  g_autoptr (JsonObject) object = berth_sandbox_network_new_object (request);
  const char *id = berth_sandbox_request_get_resource_id (request);
  JsonObject *properties = berth_sandbox_json_ensure_object (object, "properties");
  JsonArray *subnets = berth_sandbox_json_array (properties, "subnets");
  GError *error;

  if (berth_sandbox_json_array (properties, "addressSpace.addressPrefixes") == NULL)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "InvalidRequestFormat", "The address space of '%s' is missing.", id));
  if (subnets == NULL)
    json_object_set_array_member (properties, "subnets", json_array_new ());
  for (guint i = 0; subnets != NULL && i < json_array_get_length (subnets); i++) {
    JsonNode *node = json_array_get_element (subnets, i);
    JsonObject *subnet
      = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

    error = check_subnet (sandbox, request, subnet);
    if (error != NULL)
      return berth_sandbox_reply_new_fault (error);
    complete_subnet (subnet, id);
  }
  error = check_dropped (sandbox, id, subnets);
  if (error != NULL)
    return berth_sandbox_reply_new_fault (error);
  return berth_sandbox_network_take (sandbox, request, g_steal_pointer (&object),
                                     "virtualNetworks.put", 2);
}

static BerthSandboxReply *
remove_network (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *network = berth_sandbox_store_get (
    berth_sandbox_get_store (sandbox), berth_sandbox_request_get_resource_id (request));
  JsonArray *subnets = network != NULL ? get_subnets (network) : NULL;

  for (guint i = 0; subnets != NULL && i < json_array_get_length (subnets); i++) {
    GError *error = check_unused (sandbox, json_array_get_object_element (subnets, i));

    if (error != NULL)
      return berth_sandbox_reply_new_fault (error);
  }
  return berth_sandbox_network_remove (sandbox, request, "virtualNetworks.delete", 2);
}

/* The id of the network that a subnet's request is about. */
static char *
dup_network_id (BerthSandboxRequest *request)
{
  const char *id = berth_sandbox_request_get_resource_id (request);
  const char *tail = g_strrstr (id, "/subnets");

  return g_strndup (id, (gsize) (tail - id));
}

static JsonObject *
find_network (BerthSandbox *sandbox, BerthSandboxRequest *request)
{
  g_autofree char *id = dup_network_id (request);

  return berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
}

static int
find_subnet (JsonObject *network, const char *name)
{
  JsonArray *subnets = network != NULL ? get_subnets (network) : NULL;

  for (guint i = 0; subnets != NULL && i < json_array_get_length (subnets); i++) {
    JsonObject *subnet = json_array_get_object_element (subnets, i);

    if (g_ascii_strcasecmp (berth_sandbox_json_string (subnet, "name"), name) == 0)
      return (int) i;
  }
  return -1;
}

static BerthSandboxReply *
get_subnet (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *network = find_network (sandbox, request);
  const int index = find_subnet (network, berth_sandbox_request_get_name (request));

  if (index < 0)
    return berth_sandbox_reply_not_found (request);
  return berth_sandbox_reply_new_object (
    200,
    decorate_subnet (sandbox, berth_sandbox_json_copy (json_array_get_object_element (
                                get_subnets (network), (guint) index))));
}

static BerthSandboxReply *
list_subnets (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *network = find_network (sandbox, request);
  JsonArray *values;
  JsonArray *subnets;

  if (network == NULL)
    return berth_sandbox_reply_not_found (request);
  values = json_array_new ();
  subnets = get_subnets (network);
  for (guint i = 0; i < json_array_get_length (subnets); i++)
    json_array_add_object_element (
      values, decorate_subnet (sandbox, berth_sandbox_json_copy (
                                          json_array_get_object_element (subnets, i))));
  return berth_sandbox_reply_new_list (values);
}

typedef struct {
  BerthSandbox *sandbox; /* unowned: it stops its operations before it goes */
  char *network_id;
  char *name;
} SubnetChange;

static void
subnet_change_free (gpointer data)
{
  SubnetChange *change = data;

  g_free (change->network_id);
  g_free (change->name);
  g_free (change);
}

static BerthSandboxOperation *
begin_subnet_change (BerthSandbox *sandbox,
                     BerthSandboxRequest *request,
                     const char *delay,
                     BerthSandboxFinishFunc finish)
{
  SubnetChange *change = g_new0 (SubnetChange, 1);

  change->sandbox = sandbox;
  change->network_id = dup_network_id (request);
  change->name = g_strdup (berth_sandbox_request_get_name (request));
  return berth_sandbox_operations_start (
    berth_sandbox_get_operations (sandbox),
    berth_sandbox_scenario_get_duration (berth_sandbox_get_scenario (sandbox), delay, 2),
    finish, change, subnet_change_free);
}

static BerthSandboxReply *
put_subnet (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *network = find_network (sandbox, request);
  g_autofree char *network_id = dup_network_id (request);
  const char *name = berth_sandbox_request_get_name (request);
  const int index = find_subnet (network, name);
  JsonObject *subnet;
  JsonObject *answer;
  GError *error;

  if (network == NULL)
    return berth_sandbox_reply_not_found (request);
  subnet = berth_sandbox_json_copy (berth_sandbox_request_get_object (request));
  json_object_set_string_member (subnet, "name", name);
  error = check_subnet (sandbox, request, subnet);
  if (error != NULL) {
    json_object_unref (subnet);
    return berth_sandbox_reply_new_fault (error);
  }
  complete_subnet (subnet, network_id);
  if (index >= 0)
    json_array_remove_element (get_subnets (network), (guint) index);
  json_array_add_object_element (get_subnets (network), subnet);
  berth_sandbox_store_touch (berth_sandbox_get_store (sandbox), network_id);
  answer = berth_sandbox_json_copy (subnet);
  /* It is there at once; the service says "Updating" all the same, for a moment. */
  json_object_set_string_member (berth_sandbox_json_object (answer, "properties"),
                                 "provisioningState", "Updating");
  return berth_sandbox_reply_new_operation (
    index >= 0 ? 200 : 201, answer,
    begin_subnet_change (sandbox, request, "subnets.put", NULL),
    BERTH_SANDBOX_OPERATION_ASYNC, 3);
}

static DexFuture *
finish_remove_subnet (BerthSandboxOperation *operation, gpointer data)
{
  SubnetChange *change = data;
  BerthSandboxStore *store = berth_sandbox_get_store (change->sandbox);
  JsonObject *network = berth_sandbox_store_get (store, change->network_id);
  const int index = find_subnet (network, change->name);

  if (index < 0)
    return NULL;
  json_array_remove_element (get_subnets (network), (guint) index);
  berth_sandbox_store_touch (store, change->network_id);
  return NULL;
}

static BerthSandboxReply *
remove_subnet (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *network = find_network (sandbox, request);
  const int index = find_subnet (network, berth_sandbox_request_get_name (request));
  GError *error;

  if (index < 0)
    return berth_sandbox_reply_new_empty (204);
  error = check_unused (
    sandbox, json_array_get_object_element (get_subnets (network), (guint) index));
  if (error != NULL)
    return berth_sandbox_reply_new_fault (error);
  return berth_sandbox_reply_new_operation (
    202, NULL,
    begin_subnet_change (sandbox, request, "subnets.delete", finish_remove_subnet),
    BERTH_SANDBOX_OPERATION_ASYNC | BERTH_SANDBOX_OPERATION_LOCATION, 3);
}

static const BerthSandboxResourceType networks = {
  .type = TYPE,
  .put = put,
  .patch = berth_sandbox_network_patch,
  .get = get,
  .remove = remove_network,
};

static const BerthSandboxResourceType subnets_of_networks = {
  .type = TYPE "/subnets",
  .put = put_subnet,
  .get = get_subnet,
  .list = list_subnets,
  .remove = remove_subnet,
};

void
berth_sandbox_virtual_networks_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_type (sandbox, &networks);
  berth_sandbox_add_type (sandbox, &subnets_of_networks);
}
