/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-catalogue-private.h"

#include "berth-sandbox-json.h"
#include "berth-sandbox-resources.h"

#include <gio/gio.h>

/* What the practice cloud offers: data/sandbox/catalogue.json, compiled in. Sizes stand
 * there by family, with prices in US dollars of the cheapest region; a region says how
 * much dearer it is, which families it lacks and which it closes. */

#define DATA_KEY "catalogue"
#define RESOURCE_PATH "/io/github/berth/sandbox/catalogue.json"

/* Regions with prices and eviction records of their own. */
static const char *const locations[]
  = { "koreacentral", "koreasouth", "japaneast", "eastus", "westeurope", NULL };

const char *const *
berth_sandbox_catalogue_get_locations (void)
{
  return locations;
}

static JsonObject *
load (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;

  /* Through the registry, so that $G_RESOURCE_OVERLAYS can put another one in its place.
   */
  g_resources_register (berth_sandbox_get_resource ());
  bytes = g_resources_lookup_data (RESOURCE_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes != NULL)
    node = berth_sandbox_json_parse (g_bytes_get_data (bytes, NULL),
                                     g_bytes_get_size (bytes), &error);
  /* It is part of the program, so that it is there and can be read. */
  if (node == NULL)
    g_error ("The catalogue cannot be read: %s", error->message);
  return json_node_dup_object (node);
}

/**
 * berth_sandbox_catalogue_get:
 *
 * Returns: (transfer none): the catalogue as it stands in its file
 */
JsonObject *
berth_sandbox_catalogue_get (BerthSandbox *sandbox)
{
  return berth_sandbox_get_data (sandbox, DATA_KEY);
}

/**
 * berth_sandbox_catalogue_get_region:
 *
 * Returns: (transfer none) (nullable): what is different in @location
 */
JsonObject *
berth_sandbox_catalogue_get_region (BerthSandbox *sandbox, const char *location)
{
  JsonObject *regions
    = berth_sandbox_json_object (berth_sandbox_catalogue_get (sandbox), "regions");

  return berth_sandbox_json_object (regions, location);
}

/**
 * berth_sandbox_catalogue_install:
 *
 * Adds sizes, images, terms, prices, and what is known of Spot.
 */
void
berth_sandbox_catalogue_install (BerthSandbox *sandbox)
{
  berth_sandbox_set_data (sandbox, DATA_KEY, load (), (GDestroyNotify) json_object_unref);
  berth_sandbox_sizes_install (sandbox);
  berth_sandbox_images_install (sandbox);
  berth_sandbox_aliases_install (sandbox);
  berth_sandbox_terms_install (sandbox);
  berth_sandbox_prices_install (sandbox);
  berth_sandbox_spot_install (sandbox);
  berth_sandbox_placement_install (sandbox);
}
