/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-catalogue-private.h"

#include "berth-sandbox-json.h"

/* Resource Graph's table SpotResources: how often each size is evicted, and what it has
 * cost. The rate of a size is fixed by its name and region, so that it is the same at
 * every reading. */

#define HISTORY_MONTHS 6

static const char *
choose_rate (const char *location, const char *name)
{
  static const char *const rates[] = { "0-5", "5-10", "10-15", "15-20", "20+" };
  const guint hash = g_str_hash (location) ^ g_str_hash (name);

  /* Most sizes are rarely evicted. */
  return rates[MIN (hash % 9, 4) % G_N_ELEMENTS (rates)];
}

static JsonObject *
make_row (const char *type,
          const char *location,
          const char *name,
          JsonObject *properties)
{
  JsonObject *row = json_object_new ();
  JsonObject *sku = json_object_new ();
  g_autofree char *lower = g_ascii_strdown (name, -1);

  json_object_set_string_member (sku, "name", lower);
  json_object_set_string_member (row, "type", type);
  json_object_set_string_member (row, "location", location);
  json_object_set_object_member (row, "sku", sku);
  json_object_set_object_member (row, "properties", properties);
  return row;
}

static JsonObject *
make_rate (const char *location, const char *name)
{
  JsonObject *properties = json_object_new ();

  json_object_set_string_member (properties, "evictionRate",
                                 choose_rate (location, name));
  return make_row ("microsoft.compute/skuspotevictionrate/location", location, name,
                   properties);
}

/* What a month's price was to today's: from 0.85 to 1.15, the same at every reading. */
static double
move (const char *location, const char *name, int month)
{
  const guint hash = g_str_hash (location) ^ (g_str_hash (name) * (guint) month);

  return 0.85 + (double) (hash % 31) / 100;
}

/* The newest price comes first. */
static JsonObject *
make_history (BerthSandbox *sandbox, const char *location, const char *name, double price)
{
  JsonObject *properties = json_object_new ();
  JsonArray *prices = json_array_new ();
  g_autoptr (GDateTime) now = berth_clock_dup_now_utc (berth_sandbox_get_clock (sandbox));

  for (int ago = 0; ago < HISTORY_MONTHS; ago++) {
    g_autoptr (GDateTime) then = g_date_time_add_months (now, -ago);
    const double factor
      = ago == 0 ? 1 : move (location, name, g_date_time_get_month (then));
    g_autofree char *month = g_date_time_format (then, "%Y-%m-01T00:00:00Z");
    JsonObject *entry = json_object_new ();

    json_object_set_string_member (entry, "effectiveDate", month);
    json_object_set_double_member (entry, "priceUSD", price * factor);
    json_array_add_object_element (prices, entry);
  }
  json_object_set_string_member (properties, "osType", "linux");
  json_object_set_array_member (properties, "spotPrices", prices);
  return make_row ("microsoft.compute/skuspotpricehistory/ostype/location", location,
                   name, properties);
}

static GPtrArray *
list_rows (BerthSandbox *sandbox)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  const char *const *locations = berth_sandbox_catalogue_get_locations ();

  for (gsize i = 0; locations[i] != NULL; i++) {
    GPtrArray *sizes = berth_sandbox_sizes_list (sandbox, locations[i]);

    for (guint j = 0; j < sizes->len; j++) {
      const char *name = berth_sandbox_json_string (sizes->pdata[j], "name");
      const double price
        = berth_sandbox_sizes_get_price (sandbox, locations[i], name, TRUE);

      if (price < 0)
        continue;
      g_ptr_array_add (rows, make_rate (locations[i], name));
      g_ptr_array_add (rows, make_history (sandbox, locations[i], name, price));
    }
  }
  return rows;
}

void
berth_sandbox_spot_install (BerthSandbox *sandbox)
{
  berth_sandbox_add_graph_table (sandbox, "SpotResources", list_rows);
}
