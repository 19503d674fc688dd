/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-interface-address.h"

/* Foreign bytes: each step down may be missing or of another type. */
static JsonObject *
step_down (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                       : NULL;
}

static JsonObject *
first_configuration (JsonObject *interface)
{
  JsonObject *properties = step_down (interface, "properties");
  JsonNode *node
    = properties != NULL ? json_object_get_member (properties, "ipConfigurations") : NULL;
  JsonArray *array
    = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *first = array != NULL && json_array_get_length (array) > 0
                      ? json_array_get_element (array, 0)
                      : NULL;

  if (first == NULL || !JSON_NODE_HOLDS_OBJECT (first))
    return NULL;
  return step_down (json_node_get_object (first), "properties");
}

static char *
dup_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_dup_string (node)
                                                      : NULL;
}

/**
 * berth_interface_dup_public_ip_id:
 * @interface: a network interface, as the network service shows it
 *
 * Returns: (transfer full) (nullable): the resource id of its first public address
 */
char *
berth_interface_dup_public_ip_id (JsonObject *interface)
{
  g_return_val_if_fail (interface != NULL, NULL);

  return dup_text (step_down (first_configuration (interface), "publicIPAddress"), "id");
}

/**
 * berth_interface_dup_private_address:
 * @interface: a network interface, as the network service shows it
 *
 * Returns: (transfer full) (nullable): its address inside the virtual network
 */
char *
berth_interface_dup_private_address (JsonObject *interface)
{
  g_return_val_if_fail (interface != NULL, NULL);

  return dup_text (first_configuration (interface), "privateIPAddress");
}
