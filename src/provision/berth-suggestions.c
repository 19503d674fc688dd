/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-suggestions.h"

#include "berth-future.h"
#include "berth-graph.h"
#include "berth-location.h"
#include "berth-need.h"
#include "berth-prices.h"
#include "berth-skus.h"
#include "berth-subscriptions.h"
#include "berth-usages.h"

#include <math.h>

/**
 * BerthSuggestions:
 *
 * The same need met otherwise: here on Spot or at the full price, here with an equal
 * size, and the same size in regions nearby. What is known already comes at once, the
 * rest is asked: where the size is sold and for how much, how often it is evicted, and of
 * the %BERTH_SUGGESTIONS_MAX_REGIONS nearest such regions sizes and quotas. Dropping the
 * object gives up.
 */
struct _BerthSuggestions {
  GObject parent_instance;

  BerthFacts *facts;
  BerthMachineSpec *spec;
  GCancellable *cancellable;
  GPtrArray *all;
  GListStore *best;
  BerthSuggestion *current;
  gboolean busy;
  GError *error;
};

G_DEFINE_FINAL_TYPE (BerthSuggestions, berth_suggestions, G_TYPE_OBJECT)

/* Equal sizes of this region, each kind of which is told. */
#define MAX_EQUAL_SIZES 3

static guint changed_signal;

static void
berth_suggestions_dispose (GObject *object)
{
  BerthSuggestions *self = BERTH_SUGGESTIONS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->facts);
  g_clear_object (&self->spec);
  g_clear_object (&self->best);
  g_clear_object (&self->current);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  G_OBJECT_CLASS (berth_suggestions_parent_class)->dispose (object);
}

static void
berth_suggestions_finalize (GObject *object)
{
  BerthSuggestions *self = BERTH_SUGGESTIONS (object);

  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (berth_suggestions_parent_class)->finalize (object);
}

static void
berth_suggestions_class_init (BerthSuggestionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_suggestions_dispose;
  object_class->finalize = berth_suggestions_finalize;

  /**
   * BerthSuggestions::changed:
   *
   * Something was found, or the search has ended.
   */
  changed_signal = g_signal_new ("changed", BERTH_TYPE_SUGGESTIONS, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_suggestions_init (BerthSuggestions *self)
{
  self->cancellable = g_cancellable_new ();
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->best = g_list_store_new (BERTH_TYPE_SUGGESTION);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return berth_suggestion_compare ((BerthSuggestion *) a, (BerthSuggestion *) b);
}

static void
show_best (BerthSuggestions *self)
{
  g_ptr_array_sort_values (self->all, compare);
  g_list_store_splice (
    self->best, 0, g_list_model_get_n_items (G_LIST_MODEL (self->best)), self->all->pdata,
    MIN (self->all->len, BERTH_SUGGESTIONS_MAX_ROWS));
}

static gboolean
fits (BerthSuggestions *self, BerthSize *size, gboolean spot)
{
  return berth_need_can_be_had (size, spot)
         && berth_need_image_fits (berth_machine_spec_get_image (self->spec), size);
}

static void
suggest (BerthSuggestions *self, const BerthOffer *offer)
{
  if (fits (self, offer->size, offer->spot))
    g_ptr_array_add (self->all, berth_suggestion_new (offer));
}

static BerthOffer
make_offer_here (BerthSuggestions *self, BerthSize *size, gboolean spot)
{
  const char *name = berth_size_get_name (size);

  return (BerthOffer) {
    .location = berth_facts_get_location (self->facts),
    .size = size,
    .spot = spot,
    .price = berth_facts_find_price (self->facts, name, spot),
    .eviction_rate = berth_facts_find_eviction_rate (self->facts, name),
    .usages = berth_facts_get_list (self->facts, BERTH_FACT_USAGES),
  };
}

static int
compare_sizes (gconstpointer a, gconstpointer b, gpointer data)
{
  BerthSuggestions *self = data;
  const gboolean spot = berth_machine_spec_get_spot (self->spec);
  BerthPrice *left
    = berth_facts_find_price (self->facts, berth_size_get_name ((BerthSize *) a), spot);
  BerthPrice *right
    = berth_facts_find_price (self->facts, berth_size_get_name ((BerthSize *) b), spot);
  const double difference
    = (left != NULL ? berth_price_get_amount (left) : (double) INFINITY)
      - (right != NULL ? berth_price_get_amount (right) : (double) INFINITY);

  return (difference > 0) - (difference < 0);
}

/* The cheapest sizes that serve as well, the chosen one left out. */
static GPtrArray *
find_equal_sizes (BerthSuggestions *self, BerthSize *wanted)
{
  GListModel *sizes = berth_facts_get_list (self->facts, BERTH_FACT_SIZES);
  GPtrArray *equal = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (sizes); i++) {
    g_autoptr (BerthSize) size = g_list_model_get_item (sizes, i);

    if (size != wanted && berth_need_is_met (wanted, size)
        && fits (self, size, berth_machine_spec_get_spot (self->spec)))
      g_ptr_array_add (equal, g_steal_pointer (&size));
  }
  g_ptr_array_sort_values_with_data (equal, compare_sizes, self);
  if (equal->len > MAX_EQUAL_SIZES)
    g_ptr_array_set_size (equal, MAX_EQUAL_SIZES);
  return equal;
}

static void
look_here (BerthSuggestions *self)
{
  const gboolean spot = berth_machine_spec_get_spot (self->spec);
  BerthSize *wanted
    = berth_facts_find_size (self->facts, berth_machine_spec_get_size (self->spec));
  g_autoptr (GPtrArray) equal = NULL;
  BerthOffer offer;

  if (wanted == NULL)
    return;
  offer = make_offer_here (self, wanted, spot);
  self->current = berth_suggestion_new (&offer);
  offer = make_offer_here (self, wanted, !spot);
  suggest (self, &offer);
  equal = find_equal_sizes (self, wanted);
  for (guint i = 0; i < equal->len; i++) {
    offer = make_offer_here (self, equal->pdata[i], spot);
    suggest (self, &offer);
  }
}

/* What the story below works with: it must not keep the suggestions alive. */
typedef struct {
  GWeakRef suggestions;
  BerthArmClient *client;
  GCancellable *cancellable;
  char *subscription_id;
  char *location;
  char *size;
  GListModel *prices; /* of the size, wherever it is sold */
  GListModel *rates;  /* nullable: how often it is evicted */
  GPtrArray *regions; /* of BerthLocation: those to be asked */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_weak_ref_clear (&search->suggestions);
  g_object_unref (search->client);
  g_object_unref (search->cancellable);
  g_free (search->subscription_id);
  g_free (search->location);
  g_free (search->size);
  g_clear_object (&search->prices);
  g_clear_object (&search->rates);
  g_ptr_array_unref (search->regions);
  g_free (search);
}

static BerthPrice *
find_price (Search *search, const char *location, gboolean spot)
{
  for (guint i = 0; i < g_list_model_get_n_items (search->prices); i++) {
    g_autoptr (BerthPrice) price = g_list_model_get_item (search->prices, i);

    if (berth_price_is_spot (price) == spot
        && g_strcmp0 (berth_price_get_location (price), location) == 0)
      return price; /* the list keeps it */
  }
  return NULL;
}

static const char *
find_rate (Search *search, const char *location)
{
  const guint n = search->rates != NULL ? g_list_model_get_n_items (search->rates) : 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (BerthSpotFacts) facts = g_list_model_get_item (search->rates, i);

    if (g_strcmp0 (berth_spot_facts_get_location (facts), location) == 0)
      return berth_spot_facts_get_eviction_rate (facts); /* the list keeps it */
  }
  return NULL;
}

static BerthLocation *
find_location (GListModel *locations, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (locations); i++) {
    g_autoptr (BerthLocation) location = g_list_model_get_item (locations, i);

    if (g_strcmp0 (berth_location_get_name (location), name) == 0)
      return location; /* the list keeps it */
  }
  return NULL;
}

static double
get_distance (BerthLocation *home, BerthLocation *location)
{
  if (home == NULL)
    return INFINITY;
  return berth_need_get_distance (
    berth_location_get_latitude (home), berth_location_get_longitude (home),
    berth_location_get_latitude (location), berth_location_get_longitude (location));
}

static int
compare_distance (gconstpointer a, gconstpointer b, gpointer home)
{
  const double left = get_distance (home, (BerthLocation *) a);
  const double right = get_distance (home, (BerthLocation *) b);

  return (left > right) - (left < right);
}

/* The nearest regions that sell the size. */
static void
choose_regions (Search *search, GListModel *locations)
{
  BerthLocation *home = find_location (locations, search->location);

  for (guint i = 0; i < g_list_model_get_n_items (locations); i++) {
    g_autoptr (BerthLocation) location = g_list_model_get_item (locations, i);
    const char *name = berth_location_get_name (location);

    if (location != home
        && (find_price (search, name, TRUE) != NULL
            || find_price (search, name, FALSE) != NULL))
      g_ptr_array_add (search->regions, g_steal_pointer (&location));
  }
  g_ptr_array_sort_values_with_data (search->regions, compare_distance, home);
  if (search->regions->len > BERTH_SUGGESTIONS_MAX_REGIONS)
    g_ptr_array_set_size (search->regions, BERTH_SUGGESTIONS_MAX_REGIONS);
}

static BerthSize *
find_size (GListModel *sizes, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (sizes); i++) {
    g_autoptr (BerthSize) size = g_list_model_get_item (sizes, i);

    if (g_ascii_strcasecmp (berth_size_get_name (size), name) == 0)
      return size; /* the list keeps it */
  }
  return NULL;
}

static void
take_region (Search *search,
             BerthLocation *location,
             GListModel *sizes,
             GListModel *usages)
{
  g_autoptr (BerthSuggestions) self = g_weak_ref_get (&search->suggestions);
  const char *name = berth_location_get_name (location);
  BerthSize *size = find_size (sizes, search->size);

  if (self == NULL || self->facts == NULL || size == NULL)
    return;
  for (guint spot = 0; spot < 2; spot++)
    suggest (self, &(BerthOffer) { .location = name,
                                   .place = berth_location_get_display_name (location),
                                   .size = size,
                                   .spot = spot,
                                   .price = find_price (search, name, spot),
                                   .eviction_rate = find_rate (search, name),
                                   .usages = usages });
  show_best (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
end (Search *search, GError *error)
{
  g_autoptr (BerthSuggestions) self = g_weak_ref_get (&search->suggestions);

  if (self == NULL || self->facts == NULL) {
    g_clear_error (&error);
    return;
  }
  self->busy = FALSE;
  self->error = error;
  g_signal_emit (self, changed_signal, 0);
}

/* One region after the other, so that few requests are under way at a time; a region that
 * does not answer is left out. */
static void
ask_regions (Search *search)
{
  for (guint i = 0; i < search->regions->len; i++) {
    BerthLocation *location = search->regions->pdata[i];
    const char *name = berth_location_get_name (location);
    DexFuture *asking = berth_usages_list (search->client, search->subscription_id, name,
                                           search->cancellable);
    g_autoptr (GListModel) sizes
      = dex_await_object (berth_skus_list (search->client, search->subscription_id, name,
                                           search->cancellable),
                          NULL);
    g_autoptr (GListModel) usages = dex_await_object (asking, NULL);

    if (g_cancellable_is_cancelled (search->cancellable))
      return;
    if (sizes != NULL)
      take_region (search, location, sizes, usages);
  }
}

static DexFuture *
search_fiber (gpointer data)
{
  Search *search = data;
  GError *error = NULL;
  DexFuture *prices
    = berth_prices_list_everywhere (search->client, search->size, search->cancellable);
  DexFuture *rates
    = berth_graph_list_spot_rates (search->client, search->size, search->cancellable);
  g_autoptr (GListModel) locations
    = dex_await_object (berth_subscriptions_list_locations (
                          search->client, search->subscription_id, search->cancellable),
                        &error);

  search->rates = dex_await_object (rates, NULL);
  search->prices = dex_await_object (prices, error == NULL ? &error : NULL);
  if (locations != NULL && search->prices != NULL) {
    choose_regions (search, locations);
    ask_regions (search);
  }
  end (search, error);
  return dex_future_new_true ();
}

static void
look_elsewhere (BerthSuggestions *self)
{
  Search *search = g_new0 (Search, 1);

  g_weak_ref_init (&search->suggestions, self);
  search->client = g_object_ref (berth_facts_get_client (self->facts));
  search->cancellable = g_object_ref (self->cancellable);
  search->subscription_id = g_strdup (berth_facts_get_subscription_id (self->facts));
  search->location = g_strdup (berth_facts_get_location (self->facts));
  search->size = g_strdup (berth_machine_spec_get_size (self->spec));
  search->regions = g_ptr_array_new_with_free_func (g_object_unref);
  self->busy = TRUE;
  dex_future_disown (berth_future_spawn (search_fiber, search, search_free));
}

/**
 * berth_suggestions_new:
 * @facts: what is known of the region
 * @spec: the choices; not touched, and not followed when they change
 *
 * Returns: (transfer full): suggestions that are being looked for
 */
BerthSuggestions *
berth_suggestions_new (BerthFacts *facts, BerthMachineSpec *spec)
{
  BerthSuggestions *self = g_object_new (BERTH_TYPE_SUGGESTIONS, NULL);

  self->facts = g_object_ref (facts);
  self->spec = berth_machine_spec_copy (spec);
  if (berth_machine_spec_get_size (spec) == NULL)
    return self;
  look_here (self);
  show_best (self);
  look_elsewhere (self);
  return self;
}

/**
 * berth_suggestions_get_list:
 *
 * Returns: (transfer none): #BerthSuggestion, %BERTH_SUGGESTIONS_MAX_ROWS at most: what
 * can be had at once first, the cheapest of it first
 */
GListModel *
berth_suggestions_get_list (BerthSuggestions *self)
{
  g_return_val_if_fail (BERTH_IS_SUGGESTIONS (self), NULL);

  return G_LIST_MODEL (self->best);
}

/**
 * berth_suggestions_get_current:
 *
 * Returns: (nullable): what is chosen now, to compare with; %NULL where the region does
 * not have it
 */
BerthSuggestion *
berth_suggestions_get_current (BerthSuggestions *self)
{
  g_return_val_if_fail (BERTH_IS_SUGGESTIONS (self), NULL);

  return self->current;
}

gboolean
berth_suggestions_is_busy (BerthSuggestions *self)
{
  g_return_val_if_fail (BERTH_IS_SUGGESTIONS (self), FALSE);

  return self->busy;
}

/**
 * berth_suggestions_get_error:
 *
 * Returns: (nullable): why other regions could not be asked
 */
const GError *
berth_suggestions_get_error (BerthSuggestions *self)
{
  g_return_val_if_fail (BERTH_IS_SUGGESTIONS (self), NULL);

  return self->error;
}
