/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-record.h"

#include "berth-json.h"

#include <math.h>

/**
 * BerthSpotRecord:
 *
 * What a size has cost on Spot in a region since we first looked, and before that as far
 * as the service remembers: a price holds from its time until the next one. The service
 * may forget; the record does not, up to %BERTH_SPOT_RECORD_MAX_PRICES changes.
 *
 * Beside it, how the service rated the room for such a machine when it was last asked.
 *
 * All times are seconds since 1970, all prices US dollars per hour.
 */
struct _BerthSpotRecord {
  GObject parent_instance;

  GArray *prices; /* of Price, the oldest first, no two that follow one another alike */
  gint64 seen_at;
  char *score;
  gint64 score_at;
};

typedef struct {
  gint64 since;
  double amount;
} Price;

G_DEFINE_FINAL_TYPE (BerthSpotRecord, berth_spot_record, G_TYPE_OBJECT)

static void
berth_spot_record_finalize (GObject *object)
{
  BerthSpotRecord *self = BERTH_SPOT_RECORD (object);

  g_array_unref (self->prices);
  g_free (self->score);
  G_OBJECT_CLASS (berth_spot_record_parent_class)->finalize (object);
}

static void
berth_spot_record_class_init (BerthSpotRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_spot_record_finalize;
}

static void
berth_spot_record_init (BerthSpotRecord *self)
{
  self->prices = g_array_new (FALSE, FALSE, sizeof (Price));
}

BerthSpotRecord *
berth_spot_record_new (void)
{
  return g_object_new (BERTH_TYPE_SPOT_RECORD, NULL);
}

static Price *
get (BerthSpotRecord *self, guint index)
{
  return &g_array_index (self->prices, Price, index);
}

/* Where a price of that time belongs: behind all that are older. */
static guint
find_place (BerthSpotRecord *self, gint64 since)
{
  guint place = self->prices->len;

  while (place > 0 && get (self, place - 1)->since >= since)
    place--;
  return place;
}

/* A price that goes on is no change. */
static void
drop_repetition (BerthSpotRecord *self, guint index)
{
  if (index > 0 && index < self->prices->len
      && get (self, index)->amount == get (self, index - 1)->amount)
    g_array_remove_index (self->prices, index);
}

/**
 * berth_spot_record_add:
 * @since: from when it held
 * @price: what an hour costs
 *
 * Notes a price, in any order. What was noted for the same time is replaced.
 */
void
berth_spot_record_add (BerthSpotRecord *self, gint64 since, double price)
{
  const Price entry = { since, price };
  guint place;

  g_return_if_fail (BERTH_IS_SPOT_RECORD (self));

  if (!isfinite (price) || price <= 0 || since < 0)
    return;
  place = find_place (self, since);
  if (place < self->prices->len && get (self, place)->since == since)
    *get (self, place) = entry;
  else
    g_array_insert_val (self->prices, place, entry);
  drop_repetition (self, place + 1);
  drop_repetition (self, place);
  if (self->prices->len > BERTH_SPOT_RECORD_MAX_PRICES)
    g_array_remove_index (self->prices, 0);
}

/**
 * berth_spot_record_set_seen_at:
 * @seen_at: until when the newest price is known to hold
 */
void
berth_spot_record_set_seen_at (BerthSpotRecord *self, gint64 seen_at)
{
  g_return_if_fail (BERTH_IS_SPOT_RECORD (self));

  self->seen_at = MAX (self->seen_at, seen_at);
}

/**
 * berth_spot_record_get_seen_at:
 *
 * Returns: until when the newest price is known to hold; 0 when nobody has looked
 */
gint64
berth_spot_record_get_seen_at (BerthSpotRecord *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_RECORD (self), 0);

  return self->seen_at;
}

guint
berth_spot_record_get_n_prices (BerthSpotRecord *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_RECORD (self), 0);

  return self->prices->len;
}

/**
 * berth_spot_record_get_price:
 * @index: which one; 0 is the oldest
 * @since: (out): from when it held
 *
 * Returns: what an hour cost
 */
double
berth_spot_record_get_price (BerthSpotRecord *self, guint index, gint64 *since)
{
  g_return_val_if_fail (BERTH_IS_SPOT_RECORD (self), -1);
  g_return_val_if_fail (index < self->prices->len, -1);

  *since = get (self, index)->since;
  return get (self, index)->amount;
}

/**
 * berth_spot_record_get_range:
 * @low: (out): the lowest price of the record
 * @high: (out): the highest one
 *
 * Returns: whether there is any price
 */
gboolean
berth_spot_record_get_range (BerthSpotRecord *self, double *low, double *high)
{
  g_return_val_if_fail (BERTH_IS_SPOT_RECORD (self), FALSE);

  if (self->prices->len == 0)
    return FALSE;
  *low = *high = get (self, 0)->amount;
  for (guint i = 1; i < self->prices->len; i++) {
    *low = MIN (*low, get (self, i)->amount);
    *high = MAX (*high, get (self, i)->amount);
  }
  return TRUE;
}

/**
 * berth_spot_record_count_evictions:
 * @max_price: what the person would pay at most
 *
 * Counts how often a machine that ran whenever it could would have been evicted for its
 * price: each time the price rose from at most @max_price to above it. A record that
 * begins above it begins without a machine.
 *
 * Returns: how often
 */
guint
berth_spot_record_count_evictions (BerthSpotRecord *self, double max_price)
{
  guint n = 0;

  g_return_val_if_fail (BERTH_IS_SPOT_RECORD (self), 0);

  for (guint i = 1; i < self->prices->len; i++)
    n += get (self, i - 1)->amount <= max_price && get (self, i)->amount > max_price;
  return n;
}

/**
 * berth_spot_record_set_score:
 * @score: (nullable): the service's word for the room there is: "High", say
 * @at: when it said so
 */
void
berth_spot_record_set_score (BerthSpotRecord *self, const char *score, gint64 at)
{
  g_return_if_fail (BERTH_IS_SPOT_RECORD (self));

  g_set_str (&self->score, score);
  self->score_at = at;
}

/**
 * berth_spot_record_get_score:
 *
 * Returns: (nullable): the service's word for the room there was
 */
const char *
berth_spot_record_get_score (BerthSpotRecord *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_RECORD (self), NULL);

  return self->score;
}

gint64
berth_spot_record_get_score_at (BerthSpotRecord *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_RECORD (self), 0);

  return self->score_at;
}

/**
 * berth_spot_record_to_json:
 *
 * Returns: (transfer full): what berth_spot_record_from_json() reads
 */
JsonNode *
berth_spot_record_to_json (BerthSpotRecord *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *prices = json_array_new ();

  g_return_val_if_fail (BERTH_IS_SPOT_RECORD (self), NULL);

  for (guint i = 0; i < self->prices->len; i++) {
    JsonObject *entry = json_object_new ();

    json_object_set_int_member (entry, "since", get (self, i)->since);
    json_object_set_double_member (entry, "price", get (self, i)->amount);
    json_array_add_object_element (prices, entry);
  }
  json_object_set_array_member (object, "prices", prices);
  json_object_set_int_member (object, "seenAt", self->seen_at);
  if (self->score != NULL) {
    json_object_set_string_member (object, "score", self->score);
    json_object_set_int_member (object, "scoreAt", self->score_at);
  }
  return berth_json_node_from_object (object);
}

/**
 * berth_spot_record_from_json:
 * @node: (nullable): a file's content, which may be damaged
 *
 * Returns: (transfer full): the record, with what could be read of it
 */
BerthSpotRecord *
berth_spot_record_from_json (JsonNode *node)
{
  BerthSpotRecord *self = berth_spot_record_new ();
  JsonObject *object
    = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *prices = object != NULL ? berth_json_get_array (object, "prices") : NULL;
  const guint n = prices != NULL ? json_array_get_length (prices) : 0;

  for (guint i = 0; i < MIN (n, BERTH_SPOT_RECORD_MAX_PRICES); i++) {
    JsonObject *entry = berth_json_array_get_object (prices, i);

    if (entry != NULL)
      berth_spot_record_add (self, berth_json_get_int (entry, "since", -1),
                             berth_json_get_double (entry, "price", -1));
  }
  if (object == NULL)
    return self;
  self->seen_at = berth_json_get_int (object, "seenAt", 0);
  self->score = g_strdup (berth_json_get_string (object, "score"));
  self->score_at = berth_json_get_int (object, "scoreAt", 0);
  return self;
}
