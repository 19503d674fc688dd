/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-catalogue.h"
#include "berth-sandbox-json.h"
#include "berth-sandbox-locations.h"
#include "berth-sandbox-quota.h"

/* What of each quota is used: counted from the machines that are there. A switched-off
 * Spot machine keeps its place in the Spot quota; any other gives its cores back. One
 * that could not be made has no power state and holds nothing. */

#define SPOT_QUOTA "lowPriorityCores"
#define REGION_QUOTA "cores"

/* Those that are no family's. */
static const struct {
  const char *name;
  const char *words;
} general[] = {
  { "availabilitySets", "Availability Sets" },
  { REGION_QUOTA, "Total Regional vCPUs" },
  { "virtualMachines", "Virtual Machines" },
  { SPOT_QUOTA, "Total Regional Low-priority vCPUs" },
};

static gboolean
is_spot (JsonObject *machine)
{
  return g_strcmp0 (berth_sandbox_json_string (machine, "properties.priority"), "Spot")
         == 0;
}

static gboolean
holds_cores (BerthSandbox *sandbox, JsonObject *machine)
{
  JsonObject *hidden = berth_sandbox_store_get_private (
    berth_sandbox_get_store (sandbox), berth_sandbox_json_string (machine, "id"));

  const char *power = berth_sandbox_json_string (hidden, "powerState");

  return power != NULL && (is_spot (machine) || !g_str_equal (power, "deallocated"));
}

static gint64
count_cores (BerthSandbox *sandbox, JsonObject *machine, const char *name)
{
  const char *location = berth_sandbox_json_string (machine, "location");
  JsonObject *size = berth_sandbox_sizes_find (
    sandbox, location,
    berth_sandbox_json_string (machine, "properties.hardwareProfile.vmSize"));
  gboolean counts;

  if (size == NULL)
    return 0;
  if (g_ascii_strcasecmp (name, SPOT_QUOTA) == 0)
    counts = is_spot (machine);
  else
    counts = !is_spot (machine)
             && (g_ascii_strcasecmp (name, REGION_QUOTA) == 0
                 || g_ascii_strcasecmp (name, berth_sandbox_json_string (size, "family"))
                      == 0);
  return counts ? berth_sandbox_size_get_vcpus (size) : 0;
}

/**
 * berth_sandbox_usages_count:
 * @name: a quota's name
 *
 * Returns: what is used of it in @location
 */
gint64
berth_sandbox_usages_count (BerthSandbox *sandbox, const char *location, const char *name)
{
  g_autoptr (GPtrArray) machines = berth_sandbox_store_list (
    berth_sandbox_get_store (sandbox), NULL, "Microsoft.Compute/virtualMachines");
  const gboolean of_machines = g_ascii_strcasecmp (name, "virtualMachines") == 0;
  gint64 sum = 0;

  for (guint i = 0; i < machines->len; i++) {
    JsonObject *machine = machines->pdata[i];

    if (g_strcmp0 (berth_sandbox_json_string (machine, "location"), location) != 0)
      continue;
    if (of_machines)
      sum++;
    else if (holds_cores (sandbox, machine))
      sum += count_cores (sandbox, machine, name);
  }
  return sum;
}

/**
 * berth_sandbox_usages_dup_words:
 * @name: a quota's name, in any letter case
 * @canonical: (out) (transfer full): the name as the service spells it
 *
 * Returns: (transfer full) (nullable): what a person is shown, or %NULL where @location
 *   has no such quota
 */
char *
berth_sandbox_usages_dup_words (BerthSandbox *sandbox,
                                const char *location,
                                const char *name,
                                char **canonical)
{
  GPtrArray *sizes = berth_sandbox_sizes_list (sandbox, location);

  for (gsize i = 0; i < G_N_ELEMENTS (general); i++) {
    if (g_ascii_strcasecmp (general[i].name, name) != 0)
      continue;
    *canonical = g_strdup (general[i].name);
    return g_strdup (general[i].words);
  }
  for (guint i = 0; i < sizes->len; i++) {
    const char *family = berth_sandbox_json_string (sizes->pdata[i], "family");

    if (g_ascii_strcasecmp (family, name) != 0)
      continue;
    *canonical = g_strdup (family);
    return g_strconcat (family, " vCPUs", NULL);
  }
  return NULL;
}

static void
add_usage (JsonArray *values,
           BerthSandbox *sandbox,
           const char *location,
           const char *name,
           const char *localized)
{
  JsonObject *usage = json_object_new ();
  JsonObject *names = json_object_new ();

  json_object_set_int_member (usage, "limit",
                              berth_sandbox_quota_get_limit (sandbox, location, name));
  json_object_set_string_member (usage, "unit", "Count");
  json_object_set_int_member (usage, "currentValue",
                              berth_sandbox_usages_count (sandbox, location, name));
  json_object_set_string_member (names, "value", name);
  json_object_set_string_member (names, "localizedValue", localized);
  json_object_set_object_member (usage, "name", names);
  json_array_add_object_element (values, usage);
}

static void
add_families (JsonArray *values, BerthSandbox *sandbox, const char *location)
{
  GPtrArray *sizes = berth_sandbox_sizes_list (sandbox, location);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < sizes->len; i++) {
    const char *family = berth_sandbox_json_string (sizes->pdata[i], "family");
    g_autofree char *localized = NULL;

    if (!g_hash_table_add (seen, (gpointer) family))
      continue;
    localized = g_strconcat (family, " vCPUs", NULL);
    add_usage (values, sandbox, location, family, localized);
  }
}

static BerthSandboxReply *
list_compute (BerthSandboxRequest *request, gpointer sandbox)
{
  g_autofree char *location = berth_sandbox_location_normalize (
    berth_sandbox_request_get_capture (request, "location"));
  JsonArray *values = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (general); i++)
    add_usage (values, sandbox, location, general[i].name, general[i].words);
  add_families (values, sandbox, location);
  return berth_sandbox_reply_new_list (values);
}

static gint64
count_resources (BerthSandbox *sandbox, const char *location, const char *type)
{
  g_autoptr (GPtrArray) list
    = berth_sandbox_store_list (berth_sandbox_get_store (sandbox), NULL, type);
  gint64 count = 0;

  for (guint i = 0; i < list->len; i++)
    count += g_strcmp0 (berth_sandbox_json_string (list->pdata[i], "location"), location)
             == 0;
  return count;
}

static BerthSandboxReply *
list_network (BerthSandboxRequest *request, gpointer sandbox)
{
  static const struct {
    const char *name;
    const char *localized;
    const char *type;
    gint64 limit;
  } kinds[] = {
    { "VirtualNetworks", "Virtual Networks", "Microsoft.Network/virtualNetworks", 1000 },
    { "PublicIPAddresses", "Public IP Addresses", "Microsoft.Network/publicIPAddresses",
      100 },
    { "StandardSkuPublicIpAddresses", "Public IPv4 Addresses - Standard",
      "Microsoft.Network/publicIPAddresses", 20 },
    { "NetworkSecurityGroups", "Network Security Groups",
      "Microsoft.Network/networkSecurityGroups", 5000 },
    { "NetworkInterfaces", "Network Interfaces", "Microsoft.Network/networkInterfaces",
      65536 },
  };
  g_autofree char *location = berth_sandbox_location_normalize (
    berth_sandbox_request_get_capture (request, "location"));
  JsonArray *values = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    JsonObject *usage = json_object_new ();
    JsonObject *names = json_object_new ();
    g_autofree char *id = g_strdup_printf (
      "/subscriptions/%s/providers/Microsoft.Network/locations/%s/usages/%s",
      berth_sandbox_get_subscription_id (sandbox), location, kinds[i].name);

    json_object_set_string_member (usage, "id", id);
    json_object_set_int_member (usage, "currentValue",
                                count_resources (sandbox, location, kinds[i].type));
    json_object_set_int_member (usage, "limit", kinds[i].limit);
    json_object_set_string_member (names, "value", kinds[i].name);
    json_object_set_string_member (names, "localizedValue", kinds[i].localized);
    json_object_set_object_member (usage, "name", names);
    json_object_set_string_member (usage, "unit", "Count");
    json_array_add_object_element (values, usage);
  }
  return berth_sandbox_reply_new_list (values);
}

/* Routes of what is used. */
void
berth_sandbox_usages_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_route (sandbox, "GET",
                           "/subscriptions/{subscriptionId}/providers/Microsoft.Compute/"
                           "locations/{location}/usages",
                           NULL, list_compute);
  berth_sandbox_add_route (sandbox, "GET",
                           "/subscriptions/{subscriptionId}/providers/Microsoft.Network/"
                           "locations/{location}/usages",
                           NULL, list_network);
}
