/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-history.h"

#include "berth-json.h"

#include <math.h>

/**
 * BerthSpotHistory:
 *
 * What a size has cost on Spot in a region, in US dollars per hour, as Resource Graph
 * remembers it.
 */
struct _BerthSpotHistory {
  GObject parent_instance;

  char *size;
  char *location;
  GArray *prices; /* of Price, the oldest first */
};

typedef struct {
  gint64 since; /* seconds since 1970 */
  double amount;
} Price;

G_DEFINE_FINAL_TYPE (BerthSpotHistory, berth_spot_history, G_TYPE_OBJECT)

/* A price stays for days at least; a list that is longer is none. */
#define MAX_PRICES 4096

static void
berth_spot_history_finalize (GObject *object)
{
  BerthSpotHistory *self = BERTH_SPOT_HISTORY (object);

  g_clear_pointer (&self->size, g_free);
  g_clear_pointer (&self->location, g_free);
  g_array_unref (self->prices);
  G_OBJECT_CLASS (berth_spot_history_parent_class)->finalize (object);
}

static void
berth_spot_history_class_init (BerthSpotHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_spot_history_finalize;
}

static void
berth_spot_history_init (BerthSpotHistory *self)
{
  self->prices = g_array_new (FALSE, FALSE, sizeof (Price));
}

static int
compare_prices (gconstpointer a, gconstpointer b)
{
  const Price *left = a;
  const Price *right = b;

  return (left->since > right->since) - (left->since < right->since);
}

static void
take_price (BerthSpotHistory *self, JsonObject *entry)
{
  const char *text = berth_json_get_string (entry, "effectiveDate");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) since
    = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;
  Price price = { .amount = berth_json_get_double (entry, "priceUSD", -1) };

  if (since == NULL || !isfinite (price.amount) || price.amount <= 0)
    return;
  price.since = g_date_time_to_unix (since);
  g_array_append_val (self->prices, price);
}

/**
 * berth_spot_history_parse:
 * @object: a row of SpotResources with `skuName`, `location` and `spotPrices`
 *
 * Entries of `spotPrices` that are not understood are left out; in which order they come
 * is documented nowhere.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_spot_history_parse (JsonObject *object, GError **error)
{
  BerthSpotHistory *self = NULL;
  JsonArray *prices = berth_json_get_array (object, "spotPrices");
  const guint n = prices != NULL ? MIN (json_array_get_length (prices), MAX_PRICES) : 0;

  if (berth_json_require_string (object, "skuName", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_SPOT_HISTORY, NULL);
  self->size = g_strdup (berth_json_get_string (object, "skuName"));
  self->location = g_strdup (berth_json_get_string (object, "location"));
  for (guint i = 0; i < n; i++) {
    JsonObject *entry = berth_json_array_get_object (prices, i);

    if (entry != NULL)
      take_price (self, entry);
  }
  g_array_sort (self->prices, compare_prices);
  return self;
}

/**
 * berth_spot_history_get_size:
 *
 * Returns: (transfer none): the size, in small letters
 */
const char *
berth_spot_history_get_size (BerthSpotHistory *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_HISTORY (self), NULL);

  return self->size;
}

/**
 * berth_spot_history_get_location:
 *
 * Returns: (transfer none) (nullable): the region
 */
const char *
berth_spot_history_get_location (BerthSpotHistory *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_HISTORY (self), NULL);

  return self->location;
}

guint
berth_spot_history_get_n_prices (BerthSpotHistory *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_HISTORY (self), 0);

  return self->prices->len;
}

/**
 * berth_spot_history_get_price:
 * @index: which one; 0 is the oldest
 * @since: (out): from when it held, in seconds since 1970
 *
 * Returns: a price in US dollars per hour
 */
double
berth_spot_history_get_price (BerthSpotHistory *self, guint index, gint64 *since)
{
  const Price *price;

  g_return_val_if_fail (BERTH_IS_SPOT_HISTORY (self), -1);
  g_return_val_if_fail (index < self->prices->len, -1);

  price = &g_array_index (self->prices, Price, index);
  *since = price->since;
  return price->amount;
}
