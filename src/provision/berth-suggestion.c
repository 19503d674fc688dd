/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-suggestion.h"

#include "berth-usage.h"

/**
 * BerthSuggestion:
 *
 * The same need met otherwise: a size in a region, on Spot or not, with what it costs and
 * how much of the quota is left for it.
 */
struct _BerthSuggestion {
  GObject parent_instance;

  char *location;
  char *place;
  BerthSize *size;
  gboolean spot;
  double price;
  char *currency;
  char *eviction_rate;
  gint64 cores_left;
};

G_DEFINE_FINAL_TYPE (BerthSuggestion, berth_suggestion, G_TYPE_OBJECT)

static void
berth_suggestion_finalize (GObject *object)
{
  BerthSuggestion *self = BERTH_SUGGESTION (object);

  g_free (self->location);
  g_free (self->place);
  g_object_unref (self->size);
  g_free (self->currency);
  g_free (self->eviction_rate);
  G_OBJECT_CLASS (berth_suggestion_parent_class)->finalize (object);
}

static void
berth_suggestion_class_init (BerthSuggestionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_suggestion_finalize;
}

static void
berth_suggestion_init (BerthSuggestion *self)
{
}

/* Cores that are left of a quota; -1 where it is not told. */
static gint64
find_left (GListModel *usages, const char *name)
{
  for (guint i = 0;
       usages != NULL && name != NULL && i < g_list_model_get_n_items (usages); i++) {
    g_autoptr (BerthUsage) usage = g_list_model_get_item (usages, i);

    if (g_ascii_strcasecmp (berth_usage_get_name (usage), name) == 0)
      return MAX (berth_usage_get_limit (usage) - berth_usage_get_current (usage), 0);
  }
  return -1;
}

/* A Spot machine counts in the region's Spot cores alone, any other in its family and in
 * all cores. */
static gint64
count_left (const BerthOffer *offer)
{
  gint64 family, region;

  if (offer->spot)
    return find_left (offer->usages, "lowPriorityCores");
  family = find_left (offer->usages, berth_size_get_family (offer->size));
  region = find_left (offer->usages, "cores");
  return family < 0 || region < 0 ? -1 : MIN (family, region);
}

/**
 * berth_suggestion_new:
 *
 * Returns: (transfer full): a suggestion of @offer
 */
BerthSuggestion *
berth_suggestion_new (const BerthOffer *offer)
{
  BerthSuggestion *self = g_object_new (BERTH_TYPE_SUGGESTION, NULL);

  self->location = g_strdup (offer->location);
  self->place = g_strdup (offer->place);
  self->size = g_object_ref (offer->size);
  self->spot = offer->spot;
  self->price = offer->price != NULL ? berth_price_get_amount (offer->price) : -1;
  self->currency
    = g_strdup (offer->price != NULL ? berth_price_get_currency (offer->price) : NULL);
  self->eviction_rate = g_strdup (offer->spot ? offer->eviction_rate : NULL);
  self->cores_left = count_left (offer);
  return self;
}

/**
 * berth_suggestion_has_room:
 *
 * Returns: whether the quota is known to be enough
 */
gboolean
berth_suggestion_has_room (BerthSuggestion *self)
{
  g_return_val_if_fail (BERTH_IS_SUGGESTION (self), FALSE);

  return self->cores_left >= (gint64) berth_size_get_vcpus (self->size);
}

/**
 * berth_suggestion_compare:
 *
 * Returns: less than 0 where @a comes first: what can be had at once, then what is
 * cheapest; a price that is not known comes last
 */
int
berth_suggestion_compare (BerthSuggestion *a, BerthSuggestion *b)
{
  const gboolean a_has = berth_suggestion_has_room (a);
  const gboolean b_has = berth_suggestion_has_room (b);

  if (a_has != b_has)
    return a_has ? -1 : 1;
  if ((a->price < 0) != (b->price < 0))
    return a->price < 0 ? 1 : -1;
  return (a->price > b->price) - (a->price < b->price);
}

#define GETTER(ctype, member)                                                            \
  ctype berth_suggestion_get_##member (BerthSuggestion *self)                            \
  {                                                                                      \
    g_return_val_if_fail (BERTH_IS_SUGGESTION (self), (ctype) 0);                        \
    return self->member;                                                                 \
  }

GETTER (const char *, location)
GETTER (const char *, place)
GETTER (BerthSize *, size)
GETTER (gboolean, spot)
GETTER (double, price)
GETTER (const char *, currency)
GETTER (const char *, eviction_rate)
GETTER (gint64, cores_left)

guint
berth_suggestion_get_cores (BerthSuggestion *self)
{
  g_return_val_if_fail (BERTH_IS_SUGGESTION (self), 0);

  return berth_size_get_vcpus (self->size);
}
