/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-compute-private.h"

#include "berth-sandbox-json.h"
#include "berth-sandbox-quota.h"

#include <string.h>

/* What can be changed in a machine that is there, and what cannot. */

#define SIZE "properties.hardwareProfile.vmSize"
#define KEYS "properties.osProfile.linuxConfiguration.ssh.publicKeys"
#define MAX_PRICE "properties.billingProfile.maxPrice"

static gboolean
differs (JsonObject *known, JsonObject *wanted, const char *path)
{
  const char *value = berth_sandbox_json_string (wanted, path);
  const char *old = berth_sandbox_json_string (known, path);

  return value != NULL && g_ascii_strcasecmp (value, old != NULL ? old : "") != 0;
}

static GError *
refuse (const char *name)
{
  GError *error = berth_sandbox_fault_new (
    409, "PropertyChangeNotAllowed", "Changing property '%s' is not allowed.", name);

  berth_sandbox_fault_set_target (error, name);
  return error;
}

static const char *
get_key (JsonArray *keys, guint index)
{
  JsonNode *node = json_array_get_element (keys, index);

  return JSON_NODE_HOLDS_OBJECT (node)
           ? berth_sandbox_json_string (json_node_get_object (node), "keyData")
           : NULL;
}

static gboolean
keys_differ (JsonObject *known, JsonObject *wanted)
{
  JsonArray *old = berth_sandbox_json_array (known, KEYS);
  JsonArray *keys = berth_sandbox_json_array (wanted, KEYS);
  const guint n = keys != NULL ? json_array_get_length (keys) : 0;

  if (keys == NULL)
    return FALSE;
  if (n != (old != NULL ? json_array_get_length (old) : 0))
    return TRUE;
  for (guint i = 0; i < n; i++) {
    if (g_strcmp0 (get_key (old, i), get_key (keys, i)) != 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
secret_differs (JsonObject *hidden, JsonObject *wanted, const char *name)
{
  JsonObject *profile = berth_sandbox_json_object (wanted, "properties.osProfile");
  const char *value = berth_sandbox_json_string (profile, name);

  return value != NULL
         && g_strcmp0 (value, berth_sandbox_json_string (hidden, name)) != 0;
}

static GError *
check_fixed (BerthSandbox *sandbox, JsonObject *known, JsonObject *wanted)
{
  static const char *const fixed[] = {
    "properties.priority",
    "properties.osProfile.adminUsername",
    "properties.osProfile.computerName",
    "properties.storageProfile.imageReference.publisher",
    "properties.storageProfile.imageReference.offer",
    "properties.storageProfile.imageReference.sku",
  };
  JsonObject *hidden = berth_sandbox_store_get_private (
    berth_sandbox_get_store (sandbox), berth_sandbox_json_string (known, "id"));

  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++) {
    if (differs (known, wanted, fixed[i]))
      return refuse (strrchr (fixed[i], '.') + 1);
  }
  if (keys_differ (known, wanted))
    return refuse ("linuxConfiguration.ssh.publicKeys");
  if (secret_differs (hidden, wanted, "customData"))
    return refuse ("customData");
  return secret_differs (hidden, wanted, "adminPassword") ? refuse ("adminPassword")
                                                          : NULL;
}

static double
get_max_price (JsonObject *machine, double fallback)
{
  JsonNode *node = berth_sandbox_json_member (machine, MAX_PRICE);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node)
                                                      : fallback;
}

static gboolean
is_deallocated (BerthSandbox *sandbox, JsonObject *machine)
{
  return g_strcmp0 (berth_sandbox_machine_get_power (
                      sandbox, berth_sandbox_json_string (machine, "id")),
                    "deallocated")
         == 0;
}

/* @changed: @known as it is going to be. */
static GError *
change_max_price (BerthSandbox *sandbox,
                  JsonObject *known,
                  JsonObject *wanted,
                  JsonObject *changed)
{
  const double old = get_max_price (known, -1);
  const double price = get_max_price (wanted, old);
  JsonObject *properties = berth_sandbox_json_ensure_object (changed, "properties");

  if (price == old)
    return NULL;
  if (!berth_sandbox_machine_is_spot (known))
    return berth_sandbox_fault_new (
      409, "MaxPriceIsSupportedOnlyForAzureSpotVirtualMachines",
      "Max price is supported only for Azure Spot Virtual Machines.");
  if (!is_deallocated (sandbox, known))
    return berth_sandbox_fault_new (
      409, "MaxPriceChangeNotAllowedForAllocatedVMs",
      "Max price change is not allowed when the VM '%s' is currently allocated. Please "
      "deallocate and try again.",
      berth_sandbox_json_string (known, "name"));
  json_object_set_double_member (
    berth_sandbox_json_ensure_object (properties, "billingProfile"), "maxPrice", price);
  return NULL;
}

/* A machine at the full price that is switched off holds no cores; it is asked when it is
 * started. */
static GError *
check_quota (BerthSandbox *sandbox, JsonObject *known, JsonObject *changed)
{
  const gboolean spot = berth_sandbox_machine_is_spot (known);

  if (!spot && is_deallocated (sandbox, known))
    return NULL;
  return berth_sandbox_quota_check (
    sandbox, berth_sandbox_json_string (known, "location"),
    berth_sandbox_machine_find_size (sandbox, changed),
    berth_sandbox_machine_find_size (sandbox, known), spot, "OperationNotAllowed");
}

static GError *
change_size (BerthSandbox *sandbox,
             JsonObject *known,
             JsonObject *wanted,
             JsonObject *changed)
{
  JsonObject *properties = berth_sandbox_json_ensure_object (changed, "properties");
  GError *error;

  if (!differs (known, wanted, SIZE))
    return NULL;
  json_object_set_string_member (
    berth_sandbox_json_ensure_object (properties, "hardwareProfile"), "vmSize",
    berth_sandbox_json_string (wanted, SIZE));
  error = berth_sandbox_machine_check_size (sandbox, changed);
  return error != NULL ? error : check_quota (sandbox, known, changed);
}

static void
keep_tag (JsonObject *from, JsonObject *to, const char *name)
{
  const char *value = berth_sandbox_json_string (from, name);

  if (value != NULL)
    json_object_set_string_member (to, name, value);
}

/* The tags that are sent replace those that were there, but for the cloud's own. */
static void
change_tags (JsonObject *wanted, JsonObject *changed)
{
  JsonObject *tags = berth_sandbox_json_object (wanted, "tags");
  JsonObject *old = berth_sandbox_json_object (changed, "tags");
  JsonObject *replaced;

  if (tags == NULL)
    return;
  replaced = berth_sandbox_json_copy (tags);
  keep_tag (old, replaced, BERTH_SANDBOX_PORT_TAG);
  keep_tag (old, replaced, BERTH_SANDBOX_REASON_TAG);
  json_object_set_object_member (changed, "tags", replaced);
}

static void
change_interface (JsonArray *interfaces, JsonObject *wanted)
{
  const char *id = berth_sandbox_json_string (wanted, "id");
  const char *option = berth_sandbox_json_string (wanted, "properties.deleteOption");

  for (guint i = 0;
       id != NULL && option != NULL && i < json_array_get_length (interfaces); i++) {
    JsonObject *interface = json_array_get_object_element (interfaces, i);
    const char *its_id = berth_sandbox_json_string (interface, "id");

    if (its_id != NULL && g_ascii_strcasecmp (its_id, id) == 0)
      json_object_set_string_member (
        berth_sandbox_json_ensure_object (interface, "properties"), "deleteOption",
        option);
  }
}

/* What goes along when the machine is deleted. */
static void
change_delete_options (JsonObject *wanted, JsonObject *changed)
{
  static const char list[] = "properties.networkProfile.networkInterfaces";
  const char *option
    = berth_sandbox_json_string (wanted, "properties.storageProfile.osDisk.deleteOption");
  JsonArray *interfaces = berth_sandbox_json_array (wanted, list);

  if (option != NULL)
    json_object_set_string_member (
      berth_sandbox_json_object (changed, "properties.storageProfile.osDisk"),
      "deleteOption", option);
  for (guint i = 0; interfaces != NULL && i < json_array_get_length (interfaces); i++) {
    JsonNode *node = json_array_get_element (interfaces, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      change_interface (berth_sandbox_json_array (changed, list),
                        json_node_get_object (node));
  }
}

/**
 * berth_sandbox_machine_change:
 * @known: the machine as it is
 * @wanted: what was sent, whole or in part
 *
 * Returns: (transfer full) (nullable): the machine as it shall be, or %NULL with @error
 *   where that is refused
 */
JsonObject *
berth_sandbox_machine_change (BerthSandbox *sandbox,
                              JsonObject *known,
                              JsonObject *wanted,
                              GError **error)
{
  g_autoptr (JsonObject) changed = berth_sandbox_json_copy (known);
  GError *refusal = check_fixed (sandbox, known, wanted);

  if (refusal == NULL)
    refusal = change_max_price (sandbox, known, wanted, changed);
  if (refusal == NULL)
    refusal = change_size (sandbox, known, wanted, changed);
  if (refusal != NULL) {
    g_propagate_error (error, refusal);
    return NULL;
  }
  change_tags (wanted, changed);
  change_delete_options (wanted, changed);
  return g_steal_pointer (&changed);
}

/**
 * berth_sandbox_machine_has_size_of:
 *
 * Returns: whether both machines are of the same size
 */
gboolean
berth_sandbox_machine_has_size_of (JsonObject *machine, JsonObject *other)
{
  return !differs (machine, other, SIZE);
}
