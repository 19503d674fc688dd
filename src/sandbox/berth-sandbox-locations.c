/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-locations.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *display_name;
  const char *regional_name;
  const char *type;
  const char *category;
  const char *geography; /* nullable, as all that follow */
  const char *longitude;
  const char *latitude;
  const char *place;
  const char *pair;
  gboolean has_zones;
} Location;

/* As the subscription's list of locations shows them. */
static const Location locations[] = {
  { "eastus", "East US", "(US) East US", "Physical", "Recommended", "US", "-79.8164",
    "37.3719", "Virginia", "westus", TRUE },
  { "eastus2", "East US 2", "(US) East US 2", "Physical", "Recommended", "US", "-78.3889",
    "36.6681", "Virginia", "centralus", TRUE },
  { "southcentralus", "South Central US", "(US) South Central US", "Physical",
    "Recommended", "US", "-98.5", "29.4167", "Texas", "northcentralus", TRUE },
  { "westus2", "West US 2", "(US) West US 2", "Physical", "Recommended", "US", "-119.852",
    "47.233", "Washington", "westcentralus", TRUE },
  { "westus3", "West US 3", "(US) West US 3", "Physical", "Recommended", "US",
    "-112.074036", "33.448376", "Phoenix", "eastus", TRUE },
  { "australiaeast", "Australia East", "(Asia Pacific) Australia East", "Physical",
    "Recommended", "Asia Pacific", "151.2094", "-33.86", "New South Wales",
    "australiasoutheast", TRUE },
  { "southeastasia", "Southeast Asia", "(Asia Pacific) Southeast Asia", "Physical",
    "Recommended", "Asia Pacific", "103.833", "1.283", "Singapore", "eastasia", TRUE },
  { "northeurope", "North Europe", "(Europe) North Europe", "Physical", "Recommended",
    "Europe", "-6.2597", "53.3478", "Ireland", "westeurope", TRUE },
  { "swedencentral", "Sweden Central", "(Europe) Sweden Central", "Physical",
    "Recommended", "Europe", "17.14127", "60.67488", "Gävle", "swedensouth", TRUE },
  { "uksouth", "UK South", "(Europe) UK South", "Physical", "Recommended", "Europe",
    "-0.799", "50.941", "London", "ukwest", TRUE },
  { "westeurope", "West Europe", "(Europe) West Europe", "Physical", "Recommended",
    "Europe", "4.9", "52.3667", "Netherlands", "northeurope", TRUE },
  { "centralus", "Central US", "(US) Central US", "Physical", "Recommended", "US",
    "-93.6208", "41.5908", "Iowa", "eastus2", TRUE },
  { "southafricanorth", "South Africa North", "(Africa) South Africa North", "Physical",
    "Recommended", "Africa", "28.218370", "-25.731340", "Johannesburg", "southafricawest",
    TRUE },
  { "centralindia", "Central India", "(Asia Pacific) Central India", "Physical",
    "Recommended", "Asia Pacific", "73.9197", "18.5822", "Pune", "southindia", TRUE },
  { "eastasia", "East Asia", "(Asia Pacific) East Asia", "Physical", "Recommended",
    "Asia Pacific", "114.188", "22.267", "Hong Kong", "southeastasia", TRUE },
  { "japaneast", "Japan East", "(Asia Pacific) Japan East", "Physical", "Recommended",
    "Asia Pacific", "139.77", "35.68", "Tokyo, Saitama", "japanwest", TRUE },
  { "koreacentral", "Korea Central", "(Asia Pacific) Korea Central", "Physical",
    "Recommended", "Asia Pacific", "126.9780", "37.5665", "Seoul", "koreasouth", TRUE },
  { "canadacentral", "Canada Central", "(Canada) Canada Central", "Physical",
    "Recommended", "Canada", "-79.383", "43.653", "Toronto", "canadaeast", TRUE },
  { "francecentral", "France Central", "(Europe) France Central", "Physical",
    "Recommended", "Europe", "2.3730", "46.3772", "Paris", "francesouth", TRUE },
  { "germanywestcentral", "Germany West Central", "(Europe) Germany West Central",
    "Physical", "Recommended", "Europe", "8.682127", "50.110924", "Frankfurt",
    "germanynorth", TRUE },
  { "norwayeast", "Norway East", "(Europe) Norway East", "Physical", "Recommended",
    "Europe", "10.752245", "59.913868", "Norway", "norwaywest", TRUE },
  { "switzerlandnorth", "Switzerland North", "(Europe) Switzerland North", "Physical",
    "Recommended", "Europe", "8.564572", "47.451542", "Zurich", "switzerlandwest", TRUE },
  { "uaenorth", "UAE North", "(Middle East) UAE North", "Physical", "Recommended",
    "Middle East", "55.316666", "25.266666", "Dubai", "uaecentral", TRUE },
  { "brazilsouth", "Brazil South", "(South America) Brazil South", "Physical",
    "Recommended", "South America", "-46.633", "-23.55", "Sao Paulo State",
    "southcentralus", TRUE },
  { "northcentralus", "North Central US", "(US) North Central US", "Physical",
    "Recommended", "US", "-87.6278", "41.8819", "Illinois", "southcentralus", FALSE },
  { "westus", "West US", "(US) West US", "Physical", "Recommended", "US", "-122.417",
    "37.783", "California", "eastus", FALSE },
  { "japanwest", "Japan West", "(Asia Pacific) Japan West", "Physical", "Other",
    "Asia Pacific", "135.5022", "34.6939", "Osaka", "japaneast", FALSE },
  { "koreasouth", "Korea South", "(Asia Pacific) Korea South", "Physical", "Other",
    "Asia Pacific", "129.0756", "35.1796", "Busan", "koreacentral", FALSE },
  { "asia", "Asia", "Asia", "Logical", "Other", NULL, NULL, NULL, NULL, NULL, FALSE },
  { "global", "Global", "Global", "Logical", "Other", NULL, NULL, NULL, NULL, NULL,
    FALSE },
  { "unitedstates", "United States", "United States", "Logical", "Other", NULL, NULL,
    NULL, NULL, NULL, FALSE },
};

/**
 * berth_sandbox_location_exists:
 * @name: "koreacentral" or "Korea Central"
 *
 * Returns: whether resources can be made there
 */
gboolean
berth_sandbox_location_exists (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (locations); i++) {
    if ((g_ascii_strcasecmp (locations[i].name, name) == 0
         || g_ascii_strcasecmp (locations[i].display_name, name) == 0)
        && g_str_equal (locations[i].type, "Physical"))
      return TRUE;
  }
  return FALSE;
}

/**
 * berth_sandbox_location_normalize:
 * @name: "koreacentral" or "Korea Central"
 *
 * Returns: (transfer full): "koreacentral"
 */
char *
berth_sandbox_location_normalize (const char *name)
{
  GString *normal = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c++) {
    if (*c != ' ')
      g_string_append_c (normal, g_ascii_tolower (*c));
  }
  return g_string_free (normal, FALSE);
}

static void
set_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static JsonArray *
make_pair (const Location *location, const char *subscription_id)
{
  g_autofree char *id
    = g_strdup_printf ("/subscriptions/%s/locations/%s", subscription_id, location->pair);
  JsonArray *array = json_array_new ();
  JsonObject *pair = json_object_new ();

  json_object_set_string_member (pair, "name", location->pair);
  json_object_set_string_member (pair, "id", id);
  json_array_add_object_element (array, pair);
  return array;
}

static JsonArray *
make_zones (const Location *location)
{
  JsonArray *array = json_array_new ();

  for (guint i = 1; i <= 3; i++) {
    g_autofree char *logical = g_strdup_printf ("%u", i);
    g_autofree char *physical = g_strdup_printf ("%s-az%u", location->name, i);
    JsonObject *zone = json_object_new ();

    json_object_set_string_member (zone, "logicalZone", logical);
    json_object_set_string_member (zone, "physicalZone", physical);
    json_array_add_object_element (array, zone);
  }
  return array;
}

static JsonObject *
location_to_json (const Location *location, const char *subscription_id)
{
  g_autofree char *id
    = g_strdup_printf ("/subscriptions/%s/locations/%s", subscription_id, location->name);
  JsonObject *object = json_object_new ();
  JsonObject *metadata = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "name", location->name);
  json_object_set_string_member (object, "type", "Region");
  json_object_set_string_member (object, "displayName", location->display_name);
  json_object_set_string_member (object, "regionalDisplayName", location->regional_name);
  json_object_set_string_member (metadata, "regionType", location->type);
  json_object_set_string_member (metadata, "regionCategory", location->category);
  set_string (metadata, "geographyGroup", location->geography);
  set_string (metadata, "longitude", location->longitude);
  set_string (metadata, "latitude", location->latitude);
  set_string (metadata, "physicalLocation", location->place);
  if (location->pair != NULL)
    json_object_set_array_member (metadata, "pairedRegion",
                                  make_pair (location, subscription_id));
  json_object_set_object_member (object, "metadata", metadata);
  if (location->has_zones)
    json_object_set_array_member (object, "availabilityZoneMappings",
                                  make_zones (location));
  return object;
}

/**
 * berth_sandbox_locations_to_json:
 *
 * Returns: (transfer full): the subscription's locations
 */
JsonArray *
berth_sandbox_locations_to_json (const char *subscription_id)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (locations); i++)
    json_array_add_object_element (array,
                                   location_to_json (&locations[i], subscription_id));
  return array;
}

/**
 * berth_sandbox_locations_dup_names:
 *
 * Returns: (transfer full): the display names of the places where resources can be made
 */
JsonArray *
berth_sandbox_locations_dup_names (void)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (locations); i++) {
    if (g_str_equal (locations[i].type, "Physical"))
      json_array_add_string_element (array, locations[i].display_name);
  }
  return array;
}
