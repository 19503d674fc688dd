/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-prices.h"

#include "berth-fault-parser.h"
#include "berth-future.h"
#include "berth-json.h"
#include "berth-wire.h"

#include <string.h>

/* Retail prices (Cost Management, Retail Prices): another host, no token, pages of their
 * own. A size has a dozen meters; berth_price_is_linux_hour() tells which one counts, and
 * of two that do the newest holds. */

typedef struct {
  BerthArmClient *client;
  char *filter;
  gboolean (*counts) (BerthPrice *price);
  char *(*make_key) (BerthPrice *price);
  GCancellable *cancellable;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_clear_object (&listing->client);
  g_clear_object (&listing->cancellable);
  g_free (listing->filter);
  g_free (listing);
}

static char *
make_url (Listing *listing)
{
  BerthCloud *cloud = berth_arm_client_get_cloud (listing->client);
  g_autofree char *query = g_uri_escape_string (listing->filter, NULL, FALSE);

  return g_strdup_printf ("%s?api-version=" BERTH_API_PRICES "&$filter=%s",
                          berth_cloud_get_prices_endpoint (cloud), query);
}

static JsonNode *
fetch_page (Listing *listing, const char *url, GError **error)
{
  g_autoptr (BerthHttpRequest) request = berth_http_request_new ("GET", url);
  g_autoptr (BerthHttpResponse) response = dex_await_object (
    berth_http_transport_send (berth_arm_client_get_open_transport (listing->client),
                               request, listing->cancellable),
    error);

  if (response == NULL)
    return NULL;
  if (berth_http_response_get_status (response) != 200 || berth_wire_is_page (response)) {
    g_propagate_error (error, berth_fault_parse_response (response));
    return NULL;
  }
  return berth_json_parse (berth_http_response_get_body (response), error);
}

static gboolean
is_newer (BerthPrice *price, BerthPrice *known)
{
  return known == NULL
         || g_strcmp0 (berth_price_get_effective_start (price),
                       berth_price_get_effective_start (known))
              > 0;
}

static void
keep_newest (Listing *listing, GHashTable *prices, JsonArray *items)
{
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++) {
    JsonObject *item = berth_json_array_get_object (items, i);
    g_autoptr (BerthPrice) price = item != NULL ? berth_price_parse (item, NULL) : NULL;
    g_autofree char *key = NULL;

    if (price == NULL || !listing->counts (price))
      continue;
    key = listing->make_key (price);
    if (is_newer (price, g_hash_table_lookup (prices, key)))
      g_hash_table_replace (prices, g_steal_pointer (&key), g_object_ref (price));
  }
}

static DexFuture *
list_fiber (gpointer data)
{
  Listing *listing = data;
  g_autoptr (GHashTable) prices
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (GListStore) store = g_list_store_new (BERTH_TYPE_PRICE);
  g_autofree char *next = make_url (listing);
  GHashTableIter iter;
  gpointer price = NULL;
  GError *error = NULL;

  for (guint page = 0; next != NULL && *next != '\0' && page < BERTH_LIST_MAX_PAGES;
       page++) {
    g_autoptr (JsonNode) node = fetch_page (listing, next, &error);
    JsonObject *root = node != NULL ? berth_json_require_root (node, &error) : NULL;

    if (root == NULL)
      return dex_future_new_for_error (error);
    keep_newest (listing, prices, berth_json_get_array (root, "Items"));
    g_set_str (&next, berth_json_get_string (root, "NextPageLink"));
  }
  if (next != NULL && *next != '\0')
    return dex_future_new_for_error (berth_azure_error_new_malformed (
      "The service’s list of prices does not come to an end"));
  g_hash_table_iter_init (&iter, prices);
  while (g_hash_table_iter_next (&iter, NULL, &price))
    g_list_store_append (store, price);
  return dex_future_new_take_object (g_steal_pointer (&store));
}

static DexFuture *
start (BerthArmClient *client,
       char *filter,
       gboolean (*counts) (BerthPrice *price),
       char *(*make_key) (BerthPrice *price),
       GCancellable *cancellable)
{
  Listing *listing = g_new0 (Listing, 1);

  listing->client = g_object_ref (client);
  listing->filter = filter;
  listing->counts = counts;
  listing->make_key = make_key;
  listing->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (list_fiber, listing, listing_free);
}

static char *
make_size_key (BerthPrice *price)
{
  return g_strdup_printf ("%s%s", berth_price_get_size (price),
                          berth_price_is_spot (price) ? " Spot" : "");
}

/**
 * berth_prices_list:
 * @location: a region
 * @size: (nullable): a size; %NULL for all sizes of the region
 * @cancellable: (nullable): gives up
 *
 * Fetches what an hour of a Linux machine costs.
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthPrice, for
 * each size at most one at the full price and one on Spot; rejects as
 * berth_arm_client_send()
 */
DexFuture *
berth_prices_list (BerthArmClient *client,
                   const char *location,
                   const char *size,
                   GCancellable *cancellable)
{
  GString *filter = NULL;

  g_return_val_if_fail (BERTH_IS_ARM_CLIENT (client), NULL);
  g_return_val_if_fail (strchr (location, '\'') == NULL, NULL);

  filter = g_string_new (NULL);
  g_string_printf (filter,
                   "serviceName eq 'Virtual Machines' and armRegionName eq '%s'"
                   " and priceType eq 'Consumption'",
                   location);
  if (size != NULL)
    g_string_append_printf (filter, " and armSkuName eq '%s'", size);
  return start (client, g_string_free (filter, FALSE), berth_price_is_linux_hour,
                make_size_key, cancellable);
}

static char *
make_place_key (BerthPrice *price)
{
  return g_strdup_printf ("%s%s", berth_price_get_location (price),
                          berth_price_is_spot (price) ? " Spot" : "");
}

/**
 * berth_prices_list_everywhere:
 * @size: a size, in Azure's letter case
 * @cancellable: (nullable): gives up
 *
 * Fetches what an hour of a Linux machine of @size costs in all regions that sell it.
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthPrice, for
 * each region at most one at the full price and one on Spot; rejects as
 * berth_arm_client_send(), or with %G_IO_ERROR_INVALID_ARGUMENT
 */
DexFuture *
berth_prices_list_everywhere (BerthArmClient *client,
                              const char *size,
                              GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_ARM_CLIENT (client), NULL);

  if (strchr (size, '\'') != NULL)
    return berth_future_reject (g_error_new_literal (
      G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "No size has such a name"));
  return start (client,
                g_strdup_printf ("serviceName eq 'Virtual Machines' and armSkuName eq "
                                 "'%s' and priceType eq 'Consumption'",
                                 size),
                berth_price_is_linux_hour, make_place_key, cancellable);
}

static char *
make_meter_key (BerthPrice *price)
{
  return g_strdup (berth_price_get_meter_name (price));
}

/**
 * berth_prices_list_disks:
 * @location: a region
 * @cancellable: (nullable): gives up
 *
 * Fetches what a month of each Standard SSD costs, by the size of the disk.
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthPrice whose
 *   meters are called "E4 LRS Disk" and so on; rejects as berth_arm_client_send()
 */
DexFuture *
berth_prices_list_disks (BerthArmClient *client,
                         const char *location,
                         GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_ARM_CLIENT (client), NULL);
  g_return_val_if_fail (strchr (location, '\'') == NULL, NULL);

  return start (client,
                g_strdup_printf ("serviceName eq 'Storage' and armRegionName eq '%s'"
                                 " and priceType eq 'Consumption'"
                                 " and productName eq 'Standard SSD Managed Disks'",
                                 location),
                berth_price_is_disk_month, make_meter_key, cancellable);
}

/**
 * berth_prices_list_addresses:
 * @location: a region
 * @cancellable: (nullable): gives up
 *
 * Fetches what an hour of a static public address costs.
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthPrice, one
 * as a rule; rejects as berth_arm_client_send()
 */
DexFuture *
berth_prices_list_addresses (BerthArmClient *client,
                             const char *location,
                             GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_ARM_CLIENT (client), NULL);
  g_return_val_if_fail (strchr (location, '\'') == NULL, NULL);

  return start (
    client,
    g_strdup_printf ("serviceName eq 'Virtual Network' and armRegionName eq '%s'"
                     " and priceType eq 'Consumption'"
                     " and meterName eq 'Standard IPv4 Static Public IP'",
                     location),
    berth_price_is_address_hour, make_meter_key, cancellable);
}
