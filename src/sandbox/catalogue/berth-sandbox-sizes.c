/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-catalogue-private.h"

#include "berth-sandbox-json.h"
#include "berth-sandbox-locations.h"

#include <string.h>

/* GET {subscription}/providers/Microsoft.Compute/skus, of the api-version 2021-07-01:
 * every value of a capability is a text, and the only filter is `location eq 'x'`. */

#define DATA_KEY "sizes"

static gboolean
contains (JsonArray *array, const char *text)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    if (g_str_equal (json_array_get_string_element (array, i), text))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_offered (JsonObject *family, JsonObject *region, const char *location)
{
  JsonArray *only = berth_sandbox_json_array (family, "only");

  if (only != NULL && !contains (only, location))
    return FALSE;
  return !contains (berth_sandbox_json_array (region, "absent"),
                    berth_sandbox_json_string (family, "family"));
}

static void
add_capability (JsonArray *capabilities, const char *name, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

static void
add_capability (JsonArray *capabilities, const char *name, const char *format, ...)
{
  JsonObject *capability = json_object_new ();
  g_autofree char *value = NULL;
  va_list args;

  va_start (args, format);
  value = g_strdup_vprintf (format, args);
  va_end (args);
  json_object_set_string_member (capability, "name", name);
  json_object_set_string_member (capability, "value", value);
  json_array_add_object_element (capabilities, capability);
}

static const char *
say (gboolean truth)
{
  return truth ? "True" : "False";
}

static gboolean
is_set (JsonObject *family, const char *name)
{
  return json_object_get_boolean_member_with_default (family, name, FALSE);
}

static JsonArray *
make_capabilities (JsonObject *family, JsonArray *row)
{
  JsonArray *capabilities = json_array_new ();
  const gint64 vcpus = json_array_get_int_element (row, 0);
  const gint64 local
    = json_object_get_int_member_with_default (family, "localGibPerCpu", 0) * vcpus;
  char memory[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (memory, sizeof memory, "%g", json_array_get_double_element (row, 1));
  add_capability (capabilities, "MaxResourceVolumeMB", "%" G_GINT64_FORMAT, local * 1024);
  add_capability (capabilities, "OSVhdSizeMB", "1047552");
  add_capability (capabilities, "vCPUs", "%" G_GINT64_FORMAT, vcpus);
  add_capability (capabilities, "MemoryGB", "%s", memory);
  add_capability (capabilities, "HyperVGenerations", "%s",
                  berth_sandbox_json_string (family, "generations"));
  add_capability (capabilities, "CpuArchitectureType", "%s",
                  berth_sandbox_json_string (family, "architecture"));
  add_capability (capabilities, "MaxDataDiskCount", "%d", (int) MIN (vcpus * 2, 64));
  add_capability (capabilities, "MaxNetworkInterfaces", "%d", (int) CLAMP (vcpus, 2, 8));
  add_capability (capabilities, "vCPUsAvailable", "%" G_GINT64_FORMAT, vcpus);
  add_capability (capabilities, "LowPriorityCapable", "%s",
                  say (is_set (family, "spot")));
  add_capability (capabilities, "PremiumIO", "%s", say (is_set (family, "premium")));
  add_capability (capabilities, "EphemeralOSDiskSupported", "%s", say (local >= 32));
  add_capability (capabilities, "AcceleratedNetworkingEnabled", "%s",
                  say (!is_set (family, "slowNetwork")));
  if (is_set (family, "trustedLaunchDisabled"))
    add_capability (capabilities, "TrustedLaunchDisabled", "True");
  if (json_array_get_length (row) > 3)
    add_capability (capabilities, "GPUs", "%d",
                    (int) json_array_get_int_element (row, 3));
  return capabilities;
}

static JsonArray *
make_location_info (JsonObject *family, JsonObject *region, const char *location)
{
  JsonArray *list = json_array_new ();
  JsonObject *info = json_object_new ();
  JsonArray *zones = berth_sandbox_json_array (region, "zones");
  JsonArray *own = json_array_new ();

  for (guint i = 0;
       is_set (family, "zones") && zones != NULL && i < json_array_get_length (zones);
       i++)
    json_array_add_string_element (own, json_array_get_string_element (zones, i));
  json_object_set_string_member (info, "location", location);
  json_object_set_array_member (info, "zones", own);
  json_object_set_array_member (info, "zoneDetails", json_array_new ());
  json_array_add_object_element (list, info);
  return list;
}

static JsonArray *
make_strings (const char *text)
{
  JsonArray *list = json_array_new ();

  json_array_add_string_element (list, text);
  return list;
}

/* @zones: (nullable): the zones that are closed; %NULL closes the whole location. */
static JsonObject *
make_restriction (const char *location, JsonArray *zones, const char *reason)
{
  JsonObject *restriction = json_object_new ();
  JsonObject *info = json_object_new ();

  json_object_set_array_member (info, "locations", make_strings (location));
  if (zones != NULL)
    json_object_set_array_member (info, "zones", json_array_ref (zones));
  json_object_set_string_member (restriction, "type",
                                 zones != NULL ? "Zone" : "Location");
  json_object_set_array_member (restriction, "values",
                                zones != NULL ? json_array_ref (zones)
                                              : make_strings (location));
  json_object_set_object_member (restriction, "restrictionInfo", info);
  json_object_set_string_member (restriction, "reasonCode", reason);
  return restriction;
}

static JsonArray *
make_restrictions (JsonObject *family, JsonObject *region, const char *location)
{
  JsonArray *list = json_array_new ();
  JsonObject *closed = berth_sandbox_json_object (region, "closed");
  JsonObject *closed_zones = berth_sandbox_json_object (region, "closedZones");
  const char *name = berth_sandbox_json_string (family, "family");

  if (closed != NULL && json_object_has_member (closed, name))
    json_array_add_object_element (
      list,
      make_restriction (location, NULL, json_object_get_string_member (closed, name)));
  if (closed_zones != NULL && json_object_has_member (closed_zones, name))
    json_array_add_object_element (
      list, make_restriction (location, json_object_get_array_member (closed_zones, name),
                              "NotAvailableForSubscription"));
  return list;
}

static char *
make_name (JsonObject *family, JsonArray *row)
{
  const char *pattern = berth_sandbox_json_string (family, "name");
  const char *mark = strstr (pattern, "%d");

  return g_strdup_printf ("%.*s%" G_GINT64_FORMAT "%s", (int) (mark - pattern), pattern,
                          json_array_get_int_element (row, 0), mark + 2);
}

static JsonObject *
make_size (JsonObject *family, JsonArray *row, JsonObject *region, const char *location)
{
  JsonObject *size = json_object_new ();
  g_autofree char *name = make_name (family, row);
  const char *rest = strchr (name, '_') + 1;

  json_object_set_string_member (size, "resourceType", "virtualMachines");
  json_object_set_string_member (size, "name", name);
  json_object_set_string_member (size, "tier", "Standard");
  json_object_set_string_member (size, "size", rest);
  json_object_set_string_member (size, "family",
                                 berth_sandbox_json_string (family, "family"));
  json_object_set_array_member (size, "locations", make_strings (location));
  json_object_set_array_member (size, "locationInfo",
                                make_location_info (family, region, location));
  json_object_set_array_member (size, "capabilities", make_capabilities (family, row));
  json_object_set_array_member (size, "restrictions",
                                make_restrictions (family, region, location));
  return size;
}

static GPtrArray *
make_sizes (BerthSandbox *sandbox, const char *location)
{
  JsonArray *families
    = berth_sandbox_json_array (berth_sandbox_catalogue_get (sandbox), "families");
  JsonObject *region = berth_sandbox_catalogue_get_region (sandbox, location);
  GPtrArray *sizes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0;
       berth_sandbox_location_exists (location) && i < json_array_get_length (families);
       i++) {
    JsonObject *family = json_array_get_object_element (families, i);
    JsonArray *rows = berth_sandbox_json_array (family, "sizes");

    for (guint j = 0;
         is_offered (family, region, location) && j < json_array_get_length (rows); j++)
      g_ptr_array_add (sizes, make_size (family, json_array_get_array_element (rows, j),
                                         region, location));
  }
  return sizes;
}

/**
 * berth_sandbox_sizes_list:
 *
 * Returns: (transfer none) (element-type JsonObject): the sizes of @location as the
 * service lists them
 */
GPtrArray *
berth_sandbox_sizes_list (BerthSandbox *sandbox, const char *location)
{
  GHashTable *known = berth_sandbox_get_data (sandbox, DATA_KEY);
  GPtrArray *sizes = g_hash_table_lookup (known, location);

  if (sizes == NULL) {
    sizes = make_sizes (sandbox, location);
    g_hash_table_insert (known, g_strdup (location), sizes);
  }
  return sizes;
}

/**
 * berth_sandbox_sizes_find:
 *
 * Returns: (transfer none) (nullable): a size of @location
 */
JsonObject *
berth_sandbox_sizes_find (BerthSandbox *sandbox, const char *location, const char *name)
{
  GPtrArray *sizes = berth_sandbox_sizes_list (sandbox, location);

  for (guint i = 0; name != NULL && i < sizes->len; i++) {
    if (g_ascii_strcasecmp (berth_sandbox_json_string (sizes->pdata[i], "name"), name)
        == 0)
      return sizes->pdata[i];
  }
  return NULL;
}

/**
 * berth_sandbox_size_get_capability:
 *
 * Returns: (nullable): the capability's text
 */
const char *
berth_sandbox_size_get_capability (JsonObject *size, const char *name)
{
  JsonArray *capabilities = berth_sandbox_json_array (size, "capabilities");

  for (guint i = 0; i < json_array_get_length (capabilities); i++) {
    JsonObject *capability = json_array_get_object_element (capabilities, i);

    if (g_str_equal (berth_sandbox_json_string (capability, "name"), name))
      return berth_sandbox_json_string (capability, "value");
  }
  return NULL;
}

gint64
berth_sandbox_size_get_vcpus (JsonObject *size)
{
  return g_ascii_strtoll (berth_sandbox_size_get_capability (size, "vCPUs"), NULL, 10);
}

/**
 * berth_sandbox_size_is_closed:
 *
 * Returns: whether the subscription may not use @size in its region
 */
gboolean
berth_sandbox_size_is_closed (JsonObject *size)
{
  JsonArray *restrictions = berth_sandbox_json_array (size, "restrictions");

  for (guint i = 0; i < json_array_get_length (restrictions); i++) {
    if (g_str_equal (json_object_get_string_member (
                       json_array_get_object_element (restrictions, i), "type"),
                     "Location"))
      return TRUE;
  }
  return FALSE;
}

/**
 * berth_sandbox_size_has_zone:
 * @zone: "1", "2" or "3"
 *
 * Returns: whether the subscription may use @size in that zone of its region
 */
gboolean
berth_sandbox_size_has_zone (JsonObject *size, const char *zone)
{
  JsonArray *restrictions = berth_sandbox_json_array (size, "restrictions");
  JsonObject *info
    = json_array_get_object_element (berth_sandbox_json_array (size, "locationInfo"), 0);

  for (guint i = 0; i < json_array_get_length (restrictions); i++) {
    if (contains (json_object_get_array_member (
                    json_array_get_object_element (restrictions, i), "values"),
                  zone))
      return FALSE;
  }
  return contains (berth_sandbox_json_array (info, "zones"), zone);
}

/* The family's entry in the catalogue that has this very size. */
static JsonObject *
find_row (BerthSandbox *sandbox, const char *name, JsonArray **row)
{
  JsonArray *families
    = berth_sandbox_json_array (berth_sandbox_catalogue_get (sandbox), "families");

  for (guint i = 0; i < json_array_get_length (families); i++) {
    JsonObject *family = json_array_get_object_element (families, i);
    JsonArray *rows = berth_sandbox_json_array (family, "sizes");

    for (guint j = 0; j < json_array_get_length (rows); j++) {
      g_autofree char *its_name
        = make_name (family, json_array_get_array_element (rows, j));

      if (g_ascii_strcasecmp (its_name, name) != 0)
        continue;
      *row = json_array_get_array_element (rows, j);
      return family;
    }
  }
  return NULL;
}

/**
 * berth_sandbox_sizes_find_family:
 *
 * Returns: (transfer none) (nullable): the catalogue's entry for the family of @size
 */
JsonObject *
berth_sandbox_sizes_find_family (BerthSandbox *sandbox, JsonObject *size)
{
  JsonArray *row = NULL;

  return find_row (sandbox, berth_sandbox_json_string (size, "name"), &row);
}

/**
 * berth_sandbox_sizes_get_price:
 *
 * Returns: US dollars per hour; -1 where the size cannot be Spot
 */
double
berth_sandbox_sizes_get_price (BerthSandbox *sandbox,
                               const char *location,
                               const char *name,
                               gboolean spot)
{
  JsonArray *row = NULL;
  JsonObject *family = find_row (sandbox, name, &row);
  JsonObject *region = berth_sandbox_catalogue_get_region (sandbox, location);
  double price;

  if (family == NULL || (spot && !is_set (family, "spot")))
    return -1;
  price = json_array_get_double_element (row, 2);
  if (region != NULL)
    price *= json_object_get_double_member_with_default (region, "factor", 1);
  if (spot)
    price *= json_object_get_double_member_with_default (family, "spotFactor", 0.2);
  return price;
}

static char *
read_location (const char *filter)
{
  g_autoptr (GRegex) regex
    = g_regex_new ("^\\s*location\\s+eq\\s+'([^']*)'\\s*$", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *location = NULL;

  if (!g_regex_match (regex, filter, 0, &match))
    return NULL;
  location = g_match_info_fetch (match, 1);
  return berth_sandbox_location_normalize (location);
}

static void
add_sizes (BerthSandbox *sandbox, JsonArray *values, const char *location)
{
  GPtrArray *sizes = berth_sandbox_sizes_list (sandbox, location);

  for (guint i = 0; i < sizes->len; i++)
    json_array_add_object_element (values, json_object_ref (sizes->pdata[i]));
}

/* The list mixes disks with machines, as the service's does. */
static void
add_disks (JsonArray *values, const char *location)
{
  const char *const names[] = { "Premium_LRS", "StandardSSD_LRS", "Standard_LRS" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    JsonObject *disk = json_object_new ();

    json_object_set_string_member (disk, "resourceType", "disks");
    json_object_set_string_member (disk, "name", names[i]);
    json_object_set_array_member (disk, "locations", make_strings (location));
    json_object_set_array_member (disk, "capabilities", json_array_new ());
    json_object_set_array_member (disk, "restrictions", json_array_new ());
    json_array_add_object_element (values, disk);
  }
}

static BerthSandboxReply *
list_skus (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *filter = berth_sandbox_request_get_query (request, "$filter");
  const char *const *locations = berth_sandbox_catalogue_get_locations ();
  g_autofree char *location = NULL;
  JsonArray *values;

  if (filter != NULL) {
    location = read_location (filter);
    if (location == NULL)
      return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
        400, "BadRequest", "The filter '%s' is not supported.", filter));
  }
  values = json_array_new ();
  for (gsize i = 0; location == NULL && locations[i] != NULL; i++) {
    add_disks (values, locations[i]);
    add_sizes (sandbox, values, locations[i]);
  }
  if (location != NULL && berth_sandbox_location_exists (location)) {
    add_disks (values, location);
    add_sizes (sandbox, values, location);
  }
  return berth_sandbox_reply_new_list (values);
}

static JsonObject *
make_old_size (JsonObject *size)
{
  JsonObject *object = json_object_new ();
  const char *memory = berth_sandbox_size_get_capability (size, "MemoryGB");
  const char *local = berth_sandbox_size_get_capability (size, "MaxResourceVolumeMB");

  json_object_set_string_member (object, "name",
                                 berth_sandbox_json_string (size, "name"));
  json_object_set_int_member (object, "numberOfCores",
                              berth_sandbox_size_get_vcpus (size));
  json_object_set_int_member (object, "osDiskSizeInMB", 1047552);
  json_object_set_int_member (object, "resourceDiskSizeInMB",
                              g_ascii_strtoll (local, NULL, 10));
  json_object_set_int_member (object, "memoryInMB",
                              (gint64) (g_ascii_strtod (memory, NULL) * 1024));
  json_object_set_int_member (object, "maxDataDiskCount", 16);
  return object;
}

/**
 * berth_sandbox_sizes_to_json:
 *
 * Returns: (transfer full): the sizes of @location in the older shape, which public
 *   clients still ask for
 */
JsonArray *
berth_sandbox_sizes_to_json (BerthSandbox *sandbox, const char *location)
{
  GPtrArray *sizes = berth_sandbox_sizes_list (sandbox, location);
  JsonArray *values = json_array_new ();

  for (guint i = 0; i < sizes->len; i++)
    json_array_add_object_element (values, make_old_size (sizes->pdata[i]));
  return values;
}

static BerthSandboxReply *
list_old_sizes (BerthSandboxRequest *request, gpointer sandbox)
{
  g_autofree char *location = berth_sandbox_location_normalize (
    berth_sandbox_request_get_capture (request, "location"));

  return berth_sandbox_reply_new_list (berth_sandbox_sizes_to_json (sandbox, location));
}

void
berth_sandbox_sizes_install (BerthSandbox *sandbox)
{
  berth_sandbox_set_data (sandbox, DATA_KEY,
                          g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                 (GDestroyNotify) g_ptr_array_unref),
                          (GDestroyNotify) g_hash_table_unref);
  berth_sandbox_add_route (sandbox, "GET",
                           "/subscriptions/{subscriptionId}/providers/"
                           "Microsoft.Compute/skus",
                           NULL, list_skus);
  berth_sandbox_add_route (sandbox, "GET",
                           "/subscriptions/{subscriptionId}/providers/"
                           "Microsoft.Compute/locations/{location}/vmSizes",
                           NULL, list_old_sizes);
}
