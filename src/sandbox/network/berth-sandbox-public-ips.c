/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-network-private.h"

#include "berth-sandbox-json.h"

/* Public addresses: each is a loopback address of its own, so that what listens there is
 * reached from this computer and from nowhere else. */

#define TYPE "Microsoft.Network/publicIPAddresses"
/* 127.77.0.0/16, without the ends. */
#define N_ADDRESSES 65000

static gboolean
is_taken (GPtrArray *known, const char *address)
{
  for (guint i = 0; i < known->len; i++) {
    if (g_strcmp0 (berth_sandbox_json_string (known->pdata[i], "properties.ipAddress"),
                   address)
        == 0)
      return TRUE;
  }
  return FALSE;
}

static char *
choose_address (BerthSandbox *sandbox, const char *id)
{
  g_autoptr (GPtrArray) known
    = berth_sandbox_store_list (berth_sandbox_get_store (sandbox), NULL, TYPE);
  guint number = g_str_hash (id) % N_ADDRESSES;

  for (;; number = (number + 1) % N_ADDRESSES) {
    g_autofree char *address
      = g_strdup_printf ("127.77.%u.%u", number / 254, 1 + number % 254);

    if (!is_taken (known, address))
      return g_steal_pointer (&address);
  }
}

/* The address is chosen at once, but Azure tells it only when the resource is done. */
static void
hide_until_done (JsonObject *object)
{
  if (g_strcmp0 (berth_sandbox_json_string (object, "properties.provisioningState"),
                 "Succeeded")
      != 0)
    json_object_remove_member (berth_sandbox_json_object (object, "properties"),
                               "ipAddress");
}

static BerthSandboxReply *
put (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonObject *object = berth_sandbox_network_new_object (request);
  JsonObject *properties = berth_sandbox_json_ensure_object (object, "properties");
  const char *id = berth_sandbox_request_get_resource_id (request);
  JsonObject *known = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  const char *kept = berth_sandbox_json_string (known, "properties.ipAddress");
  g_autofree char *address
    = kept != NULL ? g_strdup (kept) : choose_address (sandbox, id);
  JsonObject *sku = berth_sandbox_json_ensure_object (object, "sku");
  BerthSandboxReply *reply;

  if (berth_sandbox_json_string (sku, "name") == NULL)
    json_object_set_string_member (sku, "name", "Standard");
  json_object_set_string_member (sku, "tier", "Regional");
  json_object_set_string_member (properties, "ipAddress", address);
  json_object_set_int_member (properties, "idleTimeoutInMinutes", 4);
  json_object_set_array_member (properties, "ipTags", json_array_new ());
  if (berth_sandbox_json_string (properties, "publicIPAllocationMethod") == NULL)
    json_object_set_string_member (properties, "publicIPAllocationMethod", "Static");
  if (berth_sandbox_json_string (properties, "publicIPAddressVersion") == NULL)
    json_object_set_string_member (properties, "publicIPAddressVersion", "IPv4");
  reply
    = berth_sandbox_network_take (sandbox, request, object, "publicIPAddresses.put", 2);
  hide_until_done (json_node_get_object (berth_sandbox_reply_get_node (reply)));
  return reply;
}

typedef struct {
  const char *id;
  char *user;
} Search;

static void
note_use (JsonObject *interface, JsonObject *configuration, gpointer data)
{
  Search *search = data;
  const char *id
    = berth_sandbox_json_string (configuration, "properties.publicIPAddress.id");

  if (berth_sandbox_network_same_id (id, search->id))
    g_set_str (&search->user, berth_sandbox_json_string (configuration, "id"));
}

static char *
find_user (BerthSandbox *sandbox, const char *id)
{
  Search search = { .id = id };

  berth_sandbox_network_foreach_configuration (sandbox, note_use, &search);
  return search.user;
}

static BerthSandboxReply *
get (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *id = berth_sandbox_request_get_resource_id (request);
  JsonObject *known = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
  g_autofree char *user = find_user (sandbox, id);
  JsonObject *object;

  if (known == NULL)
    return berth_sandbox_reply_not_found (request);
  object = berth_sandbox_json_copy (known);
  hide_until_done (object);
  if (user != NULL)
    json_object_set_object_member (
      berth_sandbox_json_ensure_object (object, "properties"), "ipConfiguration",
      berth_sandbox_network_make_reference (user));
  return berth_sandbox_reply_new_object (200, object);
}

static BerthSandboxReply *
remove_address (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *id = berth_sandbox_request_get_resource_id (request);
  g_autofree char *user = find_user (sandbox, id);

  if (user != NULL)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      400, "PublicIPAddressCannotBeDeleted",
      "Public IP address %s can not be deleted since it is still allocated to resource "
      "%s. In order to delete the public IP, disassociate/detach the Public IP address "
      "from the resource. To learn how to do this, see aka.ms/deletepublicip.",
      id, user));
  return berth_sandbox_network_remove (sandbox, request, "publicIPAddresses.delete", 2);
}

static const BerthSandboxResourceType addresses = {
  .type = TYPE,
  .put = put,
  .patch = berth_sandbox_network_patch,
  .get = get,
  .remove = remove_address,
};

void
berth_sandbox_public_ips_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_type (sandbox, &addresses);
}
