/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-catalogue-private.h"

#include "berth-sandbox-json.h"
#include "berth-sandbox-locations.h"
#include "berth-sandbox-price-filter.h"

#include <string.h>

/* The retail price list: no token, pages of its own, and for each size several meters
 * that mislead: Windows, the old Low Priority, and a price that has been replaced. */

#define PATH "/api/retail/prices"
#define PAGE_ROWS 1000

/* Nobody looks behind these ids; they are the same at every reading. */
static void
set_id (JsonObject *item, const char *name, const char *first, const char *second)
{
  g_autofree char *id
    = g_strdup_printf ("DZH%08X%08X", g_str_hash (first), g_str_hash (second));

  json_object_set_string_member (item, name, id);
}

static JsonObject *
make_item (const char *service,
           const char *location,
           const char *product,
           const char *sku,
           const char *meter,
           const char *unit,
           double price)
{
  JsonObject *item = json_object_new ();
  const gboolean is_compute = g_str_equal (service, "Virtual Machines");

  set_id (item, "meterId", meter, product);
  set_id (item, "productId", service, product);
  set_id (item, "skuId", product, sku);
  set_id (item, "serviceId", service, service);
  json_object_set_string_member (item, "serviceFamily", is_compute ? "Compute" : service);
  json_object_set_string_member (item, "currencyCode", "USD");
  json_object_set_double_member (item, "tierMinimumUnits", 0);
  json_object_set_double_member (item, "retailPrice", price);
  json_object_set_double_member (item, "unitPrice", price);
  json_object_set_string_member (item, "armRegionName", location);
  json_object_set_string_member (item, "location", location);
  json_object_set_string_member (item, "effectiveStartDate", "2026-09-01T00:00:00Z");
  json_object_set_string_member (item, "meterName", meter);
  json_object_set_string_member (item, "productName", product);
  json_object_set_string_member (item, "skuName", sku);
  json_object_set_string_member (item, "serviceName", service);
  json_object_set_string_member (item, "unitOfMeasure", unit);
  json_object_set_string_member (item, "type", "Consumption");
  json_object_set_boolean_member (item, "isPrimaryMeterRegion", TRUE);
  json_object_set_string_member (item, "armSkuName", "");
  return item;
}

typedef struct {
  GPtrArray *items;
  const char *location;
  const char *size;
  char *short_name; /* "NC4as T4 v3" */
  char *product;    /* "Virtual Machines NCasT4 v3 Series" */
} Meters;

static JsonObject *
add_meter (Meters *meters, const char *product_end, const char *sku_end, double price)
{
  g_autofree char *product = g_strconcat (meters->product, product_end, NULL);
  g_autofree char *sku = g_strconcat (meters->short_name, sku_end, NULL);
  JsonObject *item = make_item ("Virtual Machines", meters->location, product, sku, sku,
                                "1 Hour", price);

  json_object_set_string_member (item, "armSkuName", meters->size);
  g_ptr_array_add (meters->items, item);
  return item;
}

static void
add_size (GPtrArray *items, BerthSandbox *sandbox, const char *location, JsonObject *size)
{
  const char *name = berth_sandbox_json_string (size, "name");
  const double price = berth_sandbox_sizes_get_price (sandbox, location, name, FALSE);
  const double spot = berth_sandbox_sizes_get_price (sandbox, location, name, TRUE);
  Meters meters = { .items = items, .location = location, .size = name };
  JsonObject *old;

  meters.short_name = g_strdelimit (g_strdup (strchr (name, '_') + 1), "_", ' ');
  meters.product = g_strdup_printf ("Virtual Machines %s Series",
                                    berth_sandbox_json_string (size, "family"));
  old = add_meter (&meters, "", "", price * 1.08);
  json_object_set_string_member (old, "effectiveStartDate", "2024-02-01T00:00:00Z");
  add_meter (&meters, "", "", price);
  add_meter (&meters, " Windows", "", price * 1.9);
  if (spot > 0) {
    add_meter (&meters, "", " Spot", spot);
    add_meter (&meters, " Windows", " Spot", spot * 1.7);
    add_meter (&meters, "", " Low Priority", price * 0.4);
  }
  g_free (meters.short_name);
  g_free (meters.product);
}

static void
add_disks (GPtrArray *items, BerthSandbox *sandbox, const char *location)
{
  JsonObject *disks
    = berth_sandbox_json_object (berth_sandbox_catalogue_get (sandbox), "disks");
  JsonObjectIter iter;
  const char *name;
  JsonNode *price;

  json_object_iter_init_ordered (&iter, disks);
  while (json_object_iter_next_ordered (&iter, &name, &price)) {
    g_autofree char *sku = g_strconcat (name, " LRS", NULL);
    g_autofree char *meter = g_strconcat (name, " LRS Disk", NULL);
    g_autofree char *operations = g_strconcat (name, " LRS Disk Operations", NULL);
    const char *product = "Standard SSD Managed Disks";

    g_ptr_array_add (items, make_item ("Storage", location, product, sku, meter,
                                       "1/Month", json_node_get_double (price)));
    g_ptr_array_add (
      items, make_item ("Storage", location, product, sku, operations, "10K", 0.002));
  }
}

static void
add_address (GPtrArray *items, BerthSandbox *sandbox, const char *location)
{
  g_ptr_array_add (items,
                   make_item ("Virtual Network", location, "IP Addresses", "Standard",
                              "Standard IPv4 Static Public IP", "1 Hour",
                              json_object_get_double_member (
                                berth_sandbox_catalogue_get (sandbox), "address")));
}

static GPtrArray *
list_items (BerthSandbox *sandbox, const char *location)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  GPtrArray *sizes = berth_sandbox_sizes_list (sandbox, location);

  for (guint i = 0; i < sizes->len; i++)
    add_size (items, sandbox, location, sizes->pdata[i]);
  add_disks (items, sandbox, location);
  add_address (items, sandbox, location);
  return items;
}

static void
collect (JsonArray *rows,
         BerthSandbox *sandbox,
         const char *location,
         BerthSandboxPriceFilter *filter)
{
  g_autoptr (GPtrArray) items = list_items (sandbox, location);

  for (guint i = 0; i < items->len; i++) {
    if (berth_sandbox_price_filter_passes (filter, items->pdata[i]))
      json_array_add_object_element (rows, json_object_ref (items->pdata[i]));
  }
}

static guint
read_skip (BerthSandboxRequest *request)
{
  const char *text = berth_sandbox_request_get_query (request, "$skip");
  guint64 skip = 0;

  if (text != NULL)
    g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &skip, NULL);
  return (guint) skip;
}

static JsonObject *
make_page (BerthSandboxRequest *request, JsonArray *rows)
{
  JsonObject *page = json_object_new ();
  JsonArray *items = json_array_new ();
  const guint n = json_array_get_length (rows);
  guint i = read_skip (request);

  for (const guint end = i + PAGE_ROWS; i < MIN (n, end); i++)
    json_array_add_element (items, json_node_copy (json_array_get_element (rows, i)));
  json_object_set_string_member (page, "BillingCurrency", "USD");
  json_object_set_string_member (page, "CustomerEntityId", "Default");
  json_object_set_string_member (page, "CustomerEntityType", "Retail");
  json_object_set_int_member (page, "Count", json_array_get_length (items));
  json_object_set_array_member (page, "Items", items);
  if (i < n) {
    const char *filter = berth_sandbox_request_get_query (request, "$filter");
    g_autofree char *query
      = g_uri_escape_string (filter != NULL ? filter : "", NULL, FALSE);
    g_autofree char *link
      = g_strdup_printf ("%s" PATH "?$filter=%s&$skip=%u",
                         berth_sandbox_request_get_base_url (request), query, i);

    json_object_set_string_member (page, "NextPageLink", link);
  } else {
    json_object_set_null_member (page, "NextPageLink");
  }
  return page;
}

static BerthSandboxReply *
list_prices (BerthSandboxRequest *request, gpointer sandbox)
{
  g_autoptr (BerthSandboxPriceFilter) filter = berth_sandbox_price_filter_parse (
    berth_sandbox_request_get_query (request, "$filter"));
  const char *const *locations = berth_sandbox_catalogue_get_locations ();
  const char *location;
  g_autoptr (JsonArray) rows = NULL;

  if (filter == NULL)
    return berth_sandbox_reply_new_fault (
      berth_sandbox_fault_new (400, "BadRequest", "Invalid OData parameters supplied"));
  rows = json_array_new ();
  location = berth_sandbox_price_filter_get_required (filter, "armRegionName");
  if (location != NULL && berth_sandbox_location_exists (location))
    collect (rows, sandbox, location, filter);
  for (gsize i = 0; location == NULL && locations[i] != NULL; i++)
    collect (rows, sandbox, locations[i], filter);
  return berth_sandbox_reply_new_object (200, make_page (request, rows));
}

void
berth_sandbox_prices_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_open_route (sandbox, "GET", PATH, list_prices);
}
