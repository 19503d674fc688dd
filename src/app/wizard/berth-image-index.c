/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-image-index.h"

#include "berth-config.h"
#include "berth-future.h"
#include "berth-image-hit.h"
#include "berth-image-name.h"
#include "berth-image-notes.h"
#include "berth-images.h"

#include <gio/gio.h>
#include <string.h>
#include <glib/gi18n.h>

/**
 * BerthImageIndex:
 *
 * The image catalogue of a region, asked for piece by piece and remembered, so that it
 * can be searched by plain words. The service itself has no search, and its whole
 * catalogue is too large to fetch; so the offers of well-known publishers, and of those
 * whose name was typed, are looked at.
 */
struct _BerthImageIndex {
  GObject parent_instance;

  BerthArmClient *client;
  char *subscription_id;
  char *location;
  GHashTable *lists; /* "publisher/offer/sku" → GListModel of BerthImageName */
};

G_DEFINE_FINAL_TYPE (BerthImageIndex, berth_image_index, G_TYPE_OBJECT)

/* How many catalogue questions one search may ask. */
#define MAX_PUBLISHERS 16
#define MAX_OFFERS 12
#define MAX_HITS 60

static const struct {
  const char *publisher;
  const char *words;
} well_known[] = {
  { "Canonical", "ubuntu linux" },
  { "Debian", "debian linux" },
  { "nvidia", "nvidia gpu cuda docker container ai machine learning" },
  { "microsoft-dsvm", "data science machine learning ubuntu gpu cuda jupyter" },
  { "RedHat", "red hat enterprise linux rhel" },
  { "almalinux", "alma linux" },
  { "resf", "rocky linux" },
  { "SUSE", "suse linux sles opensuse" },
  { "Oracle", "oracle linux" },
  { "kinvolk", "flatcar container linux docker" },
};

static void
berth_image_index_finalize (GObject *object)
{
  BerthImageIndex *self = BERTH_IMAGE_INDEX (object);

  g_clear_object (&self->client);
  g_free (self->subscription_id);
  g_free (self->location);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  G_OBJECT_CLASS (berth_image_index_parent_class)->finalize (object);
}

static void
berth_image_index_class_init (BerthImageIndexClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_image_index_finalize;
}

static void
berth_image_index_init (BerthImageIndex *self)
{
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * berth_image_index_new:
 * @client: the cloud
 * @subscription_id: whose view of the catalogue
 * @location: a region
 *
 * Returns: (transfer full): an index that has asked nothing yet
 */
BerthImageIndex *
berth_image_index_new (BerthArmClient *client,
                       const char *subscription_id,
                       const char *location)
{
  BerthImageIndex *self = g_object_new (BERTH_TYPE_IMAGE_INDEX, NULL);

  self->client = g_object_ref (client);
  self->subscription_id = g_strdup (subscription_id);
  self->location = g_strdup (location);
  return self;
}

typedef struct {
  BerthImageIndex *self;
  char *publisher;
  char *offer;
  char *sku;
  char *version;
  GCancellable *cancellable;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;

  g_object_unref (query->self);
  g_free (query->publisher);
  g_free (query->offer);
  g_free (query->sku);
  g_free (query->version);
  g_clear_object (&query->cancellable);
  g_free (query);
}

static Query *
query_new (BerthImageIndex *self,
           const char *publisher,
           const char *offer,
           const char *sku,
           GCancellable *cancellable)
{
  Query *query = g_new0 (Query, 1);

  query->self = g_object_ref (self);
  query->publisher = g_strdup (publisher);
  query->offer = g_strdup (offer);
  query->sku = g_strdup (sku);
  query->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return query;
}

static DexFuture *
ask (Query *query)
{
  BerthImageIndex *self = query->self;

  if (query->publisher == NULL)
    return berth_images_list_publishers (self->client, self->subscription_id,
                                         self->location, query->cancellable);
  if (query->offer == NULL)
    return berth_images_list_offers (self->client, self->subscription_id, self->location,
                                     query->publisher, query->cancellable);
  if (query->sku == NULL)
    return berth_images_list_skus (self->client, self->subscription_id, self->location,
                                   query->publisher, query->offer, query->cancellable);
  return berth_images_list_versions (self->client, self->subscription_id, self->location,
                                     query->publisher, query->offer, query->sku,
                                     query->cancellable);
}

static DexFuture *
list_fiber (gpointer data)
{
  Query *query = data;
  g_autoptr (GListModel) names = NULL;
  g_autoptr (GError) error = NULL;

  names = dex_await_object (ask (query), &error);
  if (names == NULL)
    return berth_future_reject (g_steal_pointer (&error));
  g_hash_table_replace (query->self->lists,
                        g_strdup_printf ("%s/%s/%s",
                                         query->publisher != NULL ? query->publisher : "",
                                         query->offer != NULL ? query->offer : "",
                                         query->sku != NULL ? query->sku : ""),
                        g_object_ref (names));
  return dex_future_new_take_object (g_steal_pointer (&names));
}

/**
 * berth_image_index_list:
 * @self: the index
 * @publisher: (nullable): a publisher, %NULL to list the publishers
 * @offer: (nullable): an offer of it, %NULL to list the offers
 * @sku: (nullable): a sku of that, %NULL to list the skus; else its versions are listed
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to a [iface@Gio.ListModel] of
 *   [class@ImageName] or rejects with what the service said
 */
DexFuture *
berth_image_index_list (BerthImageIndex *self,
                        const char *publisher,
                        const char *offer,
                        const char *sku,
                        GCancellable *cancellable)
{
  g_autofree char *key = NULL;
  GListModel *known = NULL;

  g_return_val_if_fail (BERTH_IS_IMAGE_INDEX (self), NULL);

  key = g_strdup_printf ("%s/%s/%s", publisher != NULL ? publisher : "",
                         offer != NULL ? offer : "", sku != NULL ? sku : "");
  known = g_hash_table_lookup (self->lists, key);
  if (known != NULL)
    return dex_future_new_take_object (g_object_ref (known));
  return berth_future_spawn (
    list_fiber, query_new (self, publisher, offer, sku, cancellable), query_free);
}

/* Versions are dotted numbers; the newest is the greatest, number by number. */
static int
compare_versions (const char *a, const char *b)
{
  g_auto (GStrv) first = g_strsplit (a, ".", -1);
  g_auto (GStrv) second = g_strsplit (b, ".", -1);

  for (int i = 0; first[i] != NULL && second[i] != NULL; i++) {
    guint64 x = g_ascii_strtoull (first[i], NULL, 10);
    guint64 y = g_ascii_strtoull (second[i], NULL, 10);

    if (x != y)
      return x < y ? -1 : 1;
  }
  return (int) g_strv_length (first) - (int) g_strv_length (second);
}

static char *
find_newest (GListModel *versions)
{
  const guint n = g_list_model_get_n_items (versions);
  g_autofree char *newest = NULL;

  for (guint i = 0; i < n; i++) {
    g_autoptr (BerthImageName) name = g_list_model_get_item (versions, i);
    const char *version = berth_image_name_get_name (name);

    if (newest == NULL || compare_versions (version, newest) > 0)
      g_set_str (&newest, version);
  }
  return g_steal_pointer (&newest);
}

static DexFuture *
get_image_fiber (gpointer data)
{
  Query *query = data;
  BerthImageIndex *self = query->self;
  g_autoptr (GError) error = NULL;

  if (query->version == NULL) {
    g_autoptr (GListModel) versions
      = dex_await_object (berth_image_index_list (self, query->publisher, query->offer,
                                                  query->sku, query->cancellable),
                          &error);

    if (versions == NULL)
      return berth_future_reject (g_steal_pointer (&error));
    query->version = find_newest (versions);
  }
  if (query->version == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                  _ ("This image has no version in this region"));
  return berth_images_get (self->client, self->subscription_id, self->location,
                           query->publisher, query->offer, query->sku, query->version,
                           query->cancellable);
}

/**
 * berth_image_index_get_image:
 * @self: the index
 * @publisher: a publisher
 * @offer: an offer of it
 * @sku: a sku of that
 * @version: (nullable): a version, %NULL for the newest
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to a [class@Image] or rejects with
 * what the service said
 */
DexFuture *
berth_image_index_get_image (BerthImageIndex *self,
                             const char *publisher,
                             const char *offer,
                             const char *sku,
                             const char *version,
                             GCancellable *cancellable)
{
  Query *query = NULL;

  g_return_val_if_fail (BERTH_IS_IMAGE_INDEX (self), NULL);

  query = query_new (self, publisher, offer, sku, cancellable);
  query->version = g_strdup (version);
  return berth_future_spawn (get_image_fiber, query, query_free);
}

typedef struct {
  BerthImageIndex *self;
  GStrv words;
  GListStore *hits;
  guint n_offers_asked;
  GCancellable *cancellable;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->self);
  g_strfreev (search->words);
  g_object_unref (search->hits);
  g_clear_object (&search->cancellable);
  g_free (search);
}

/* How many of the words occur in @text. */
static guint
count_words (Search *search, const char *text)
{
  g_autofree char *folded = g_utf8_strdown (text, -1);
  guint count = 0;

  for (char **word = search->words; *word != NULL; word++)
    count += strstr (folded, *word) != NULL;
  return count;
}

static const char *
find_known_words (const char *publisher)
{
  for (gsize i = 0; i < G_N_ELEMENTS (well_known); i++)
    if (g_ascii_strcasecmp (well_known[i].publisher, publisher) == 0)
      return well_known[i].words;
  return "";
}

static void
add_hit (Search *search, const char *publisher, const char *offer, const char *sku)
{
  g_autoptr (BerthImageHit) hit = berth_image_hit_new (publisher, offer, sku);

  if (g_list_model_get_n_items (G_LIST_MODEL (search->hits)) < MAX_HITS)
    g_list_store_append (search->hits, hit);
}

/* Some of the words name the offer; the rest may name a sku of it. */
static void
search_skus (Search *search, const char *publisher, const char *offer, const char *text)
{
  g_autoptr (GListModel) skus = NULL;

  if (search->n_offers_asked++ >= MAX_OFFERS)
    return;
  skus = dex_await_object (
    berth_image_index_list (search->self, publisher, offer, NULL, search->cancellable),
    NULL);
  for (guint i = 0; skus != NULL && i < g_list_model_get_n_items (skus); i++) {
    g_autoptr (BerthImageName) name = g_list_model_get_item (skus, i);
    const char *sku = berth_image_name_get_name (name);
    g_autofree char *all = g_strconcat (text, " ", sku, NULL);

    if (count_words (search, all) == g_strv_length (search->words))
      add_hit (search, publisher, offer, sku);
  }
}

static void
search_offers (Search *search, const char *publisher)
{
  const guint wanted = g_strv_length (search->words);
  g_autoptr (GListModel) offers = dex_await_object (
    berth_image_index_list (search->self, publisher, NULL, NULL, search->cancellable),
    NULL);

  for (guint i = 0; offers != NULL && i < g_list_model_get_n_items (offers); i++) {
    g_autoptr (BerthImageName) name = g_list_model_get_item (offers, i);
    const char *offer = berth_image_name_get_name (name);
    const BerthImageNote *note = berth_image_notes_find (publisher, offer);
    g_autofree char *text = g_strjoin (" ", publisher, find_known_words (publisher),
                                       offer, note != NULL ? note->title : "",
                                       note != NULL ? note->inside : "", NULL);
    guint found = count_words (search, text);

    if (found == wanted)
      add_hit (search, publisher, offer, NULL);
    else if (found > 0)
      search_skus (search, publisher, offer, text);
  }
}

static gboolean
is_worth_asking (Search *search, const char *publisher)
{
  g_autofree char *text
    = g_strconcat (publisher, " ", find_known_words (publisher), NULL);

  return count_words (search, text) > 0;
}

/* No word names a publisher ("24.04"): what the well-known ones have may still match. */
static void
search_well_known (Search *search)
{
  for (gsize i = 0; i < G_N_ELEMENTS (well_known); i++)
    search_offers (search, well_known[i].publisher);
}

static DexFuture *
search_fiber (gpointer data)
{
  Search *search = data;
  guint asked = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) publishers = dex_await_object (
    berth_image_index_list (search->self, NULL, NULL, NULL, search->cancellable), &error);

  if (publishers == NULL)
    return berth_future_reject (g_steal_pointer (&error));
  for (guint i = 0; i < g_list_model_get_n_items (publishers); i++) {
    g_autoptr (BerthImageName) name = g_list_model_get_item (publishers, i);
    const char *publisher = berth_image_name_get_name (name);

    if (is_worth_asking (search, publisher) && asked++ < MAX_PUBLISHERS)
      search_offers (search, publisher);
  }
  if (asked == 0)
    search_well_known (search);
  return dex_future_new_take_object (g_object_ref (search->hits));
}

/**
 * berth_image_index_search:
 * @self: the index
 * @text: plain words that must all occur, in any order and letter case
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to a [iface@Gio.ListModel] of
 *   [class@ImageHit] or rejects with what the service said
 */
DexFuture *
berth_image_index_search (BerthImageIndex *self,
                          const char *text,
                          GCancellable *cancellable)
{
  Search *search = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (BERTH_IS_IMAGE_INDEX (self), NULL);

  folded = g_strstrip (g_utf8_strdown (text, -1));
  search = g_new0 (Search, 1);
  search->self = g_object_ref (self);
  search->words = g_strsplit_set (folded, " :/\t", -1);
  search->hits = g_list_store_new (BERTH_TYPE_IMAGE_HIT);
  search->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (search_fiber, search, search_free);
}
