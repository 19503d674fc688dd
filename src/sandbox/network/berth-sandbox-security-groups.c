/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-network-private.h"

#include "berth-sandbox-json.h"

/* Network security groups. */

#define TYPE "Microsoft.Network/networkSecurityGroups"
#define NETWORKS "Microsoft.Network/virtualNetworks"

static const struct {
  const char *name;
  const char *direction;
  const char *access;
  const char *source;
  const char *destination;
  int priority;
} defaults[] = {
  { "AllowVnetInBound", "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork", 65000 },
  { "AllowAzureLoadBalancerInBound", "Inbound", "Allow", "AzureLoadBalancer", "*",
    65001 },
  { "DenyAllInBound", "Inbound", "Deny", "*", "*", 65500 },
  { "AllowVnetOutBound", "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork", 65000 },
  { "AllowInternetOutBound", "Outbound", "Allow", "*", "Internet", 65001 },
  { "DenyAllOutBound", "Outbound", "Deny", "*", "*", 65500 },
};

static void
name_rule (JsonObject *rule, const char *group_id, const char *kind)
{
  const char *name = berth_sandbox_json_string (rule, "name");
  g_autofree char *id = g_strdup_printf ("%s/%s/%s", group_id, kind, name);
  g_autofree char *type = g_strconcat (TYPE, "/", kind, NULL);

  json_object_set_string_member (rule, "id", id);
  json_object_set_string_member (rule, "type", type);
  json_object_set_string_member (berth_sandbox_json_ensure_object (rule, "properties"),
                                 "provisioningState", "Succeeded");
}

static JsonArray *
make_defaults (const char *group_id)
{
  JsonArray *rules = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++) {
    JsonObject *rule = json_object_new ();
    JsonObject *properties = json_object_new ();

    json_object_set_string_member (rule, "name", defaults[i].name);
    json_object_set_string_member (properties, "protocol", "*");
    json_object_set_string_member (properties, "sourcePortRange", "*");
    json_object_set_string_member (properties, "destinationPortRange", "*");
    json_object_set_string_member (properties, "sourceAddressPrefix", defaults[i].source);
    json_object_set_string_member (properties, "destinationAddressPrefix",
                                   defaults[i].destination);
    json_object_set_string_member (properties, "access", defaults[i].access);
    json_object_set_int_member (properties, "priority", defaults[i].priority);
    json_object_set_string_member (properties, "direction", defaults[i].direction);
    json_object_set_object_member (rule, "properties", properties);
    name_rule (rule, group_id, "defaultSecurityRules");
    json_array_add_object_element (rules, rule);
  }
  return rules;
}

static GError *
check_rule (JsonNode *node)
{
  JsonObject *rule = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *priority = berth_sandbox_json_member (rule, "properties.priority");
  const char *name = berth_sandbox_json_string (rule, "name");

  if (name == NULL)
    return berth_sandbox_fault_new (400, "InvalidRequestFormat",
                                    "A security rule has no name.");
  if (priority == NULL || !JSON_NODE_HOLDS_VALUE (priority)
      || json_node_get_value_type (priority) != G_TYPE_INT64
      || json_node_get_int (priority) < 100 || json_node_get_int (priority) > 4096)
    return berth_sandbox_fault_new (
      400, "SecurityRuleInvalidPriority",
      "Security rule has invalid Priority. Value provided: %s Allowed range 100-4096.",
      name);
  return NULL;
}

/* No two rules of a direction have the same priority. */
static GError *
check_conflict (JsonObject *rule, JsonObject *other)
{
  const char *direction = berth_sandbox_json_string (rule, "properties.direction");
  const char *its_direction = berth_sandbox_json_string (other, "properties.direction");
  const gint64 priority
    = json_node_get_int (berth_sandbox_json_member (rule, "properties.priority"));

  if (direction == NULL || its_direction == NULL
      || g_ascii_strcasecmp (direction, its_direction) != 0
      || json_node_get_int (berth_sandbox_json_member (other, "properties.priority"))
           != priority)
    return NULL;
  return berth_sandbox_fault_new (
    400, "SecurityRuleConflict",
    "Security rule %s conflicts with rule %s. Rules cannot have the same Priority and "
    "Direction. To learn more, see aka.ms/nsgrules.",
    berth_sandbox_json_string (rule, "name"), berth_sandbox_json_string (other, "name"));
}

/* Returns (transfer full) (nullable): what is wrong with a group's rules. */
GError *
berth_sandbox_security_rules_check (JsonArray *rules)
{
  for (guint i = 0; i < json_array_get_length (rules); i++) {
    GError *error = check_rule (json_array_get_element (rules, i));

    for (guint j = 0; error == NULL && j < i; j++)
      error = check_conflict (json_array_get_object_element (rules, i),
                              json_array_get_object_element (rules, j));
    if (error != NULL)
      return error;
  }
  return NULL;
}

void
berth_sandbox_security_rules_complete (JsonArray *rules, const char *group_id)
{
  for (guint i = 0; i < json_array_get_length (rules); i++)
    name_rule (json_array_get_object_element (rules, i), group_id, "securityRules");
}

static BerthSandboxReply *
put (BerthSandboxRequest *request, gpointer sandbox)
{
  g_autoptr (JsonObject) object = berth_sandbox_network_new_object (request);
  const char *id = berth_sandbox_request_get_resource_id (request);
  JsonObject *properties = berth_sandbox_json_ensure_object (object, "properties");
  JsonArray *rules = berth_sandbox_json_array (properties, "securityRules");

  GError *error = rules != NULL ? berth_sandbox_security_rules_check (rules) : NULL;

  if (error != NULL)
    return berth_sandbox_reply_new_fault (error);
  if (rules != NULL)
    berth_sandbox_security_rules_complete (rules, id);
  else
    json_object_set_array_member (properties, "securityRules", json_array_new ());
  json_object_set_array_member (properties, "defaultSecurityRules", make_defaults (id));
  return berth_sandbox_network_take (sandbox, request, g_steal_pointer (&object),
                                     "networkSecurityGroups.put", 2);
}

typedef struct {
  const char *id;
  JsonArray *users;
} Search;

static void
note_interface (JsonObject *interface, JsonObject *configuration, gpointer data)
{
  Search *search = data;

  if (berth_sandbox_network_same_id (
        berth_sandbox_json_string (interface, "properties.networkSecurityGroup.id"),
        search->id))
    json_array_add_object_element (
      search->users,
      berth_sandbox_network_make_reference (berth_sandbox_json_string (interface, "id")));
}

static JsonArray *
find_interfaces (BerthSandbox *sandbox, const char *id)
{
  Search search = { .id = id, .users = json_array_new () };

  berth_sandbox_network_foreach_configuration (sandbox, note_interface, &search);
  return search.users;
}

static JsonArray *
find_subnets (BerthSandbox *sandbox, const char *id)
{
  g_autoptr (GPtrArray) networks
    = berth_sandbox_store_list (berth_sandbox_get_store (sandbox), NULL, NETWORKS);
  JsonArray *users = json_array_new ();

  for (guint i = 0; i < networks->len; i++) {
    JsonArray *subnets
      = berth_sandbox_json_array (networks->pdata[i], "properties.subnets");

    for (guint j = 0; subnets != NULL && j < json_array_get_length (subnets); j++) {
      JsonObject *subnet = json_array_get_object_element (subnets, j);

      if (berth_sandbox_network_same_id (
            berth_sandbox_json_string (subnet, "properties.networkSecurityGroup.id"), id))
        json_array_add_object_element (users,
                                       berth_sandbox_network_make_reference (
                                         berth_sandbox_json_string (subnet, "id")));
    }
  }
  return users;
}

static BerthSandboxReply *
get (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *id = berth_sandbox_request_get_resource_id (request);
  JsonObject *known = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  JsonObject *object;
  JsonObject *properties;

  if (known == NULL)
    return berth_sandbox_reply_not_found (request);
  object = berth_sandbox_json_copy (known);
  properties = berth_sandbox_json_ensure_object (object, "properties");
  json_object_set_array_member (properties, "networkInterfaces",
                                find_interfaces (sandbox, id));
  json_object_set_array_member (properties, "subnets", find_subnets (sandbox, id));
  return berth_sandbox_reply_new_object (200, object);
}

static BerthSandboxReply *
remove_group (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *id = berth_sandbox_request_get_resource_id (request);
  g_autoptr (JsonArray) interfaces = find_interfaces (sandbox, id);
  g_autoptr (JsonArray) subnets = find_subnets (sandbox, id);
  JsonArray *users = json_array_get_length (interfaces) > 0 ? interfaces : subnets;

  if (json_array_get_length (users) > 0)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "InUseNetworkSecurityGroupCannotBeDeleted",
      "Network security group %s cannot be deleted because it is in use by the following "
      "resources: %s. In order to delete the Network security group, remove the "
      "association with the resource(s). To learn how to do this, see aka.ms/deletensg.",
      id, berth_sandbox_json_string (json_array_get_object_element (users, 0), "id")));
  return berth_sandbox_network_remove (sandbox, request, "networkSecurityGroups.delete",
                                       2);
}

static const BerthSandboxResourceType security_groups = {
  .type = TYPE,
  .put = put,
  .patch = berth_sandbox_network_patch,
  .get = get,
  .remove = remove_group,
};

void
berth_sandbox_security_groups_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_type (sandbox, &security_groups);
}
