/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-facts.h"

#include "berth-future.h"
#include "berth-graph.h"
#include "berth-groups.h"
#include "berth-prices.h"
#include "berth-skus.h"
#include "berth-spot-facts.h"
#include "berth-usages.h"

#include <gio/gio.h>
#include <string.h>

/**
 * BerthFacts:
 *
 * What is known of a region for a subscription: sizes, prices, quotas, evictions, groups
 * and machines. Asked all at once in the background; each kind has its own age and its
 * own error, and what was known stays until something newer is known.
 */
struct _BerthFacts {
  GObject parent_instance;

  BerthArmClient *client;
  char *subscription_id;
  char *location;
  GCancellable *cancellable;
  guint n_pending;
  struct {
    GListModel *list;
    GError *error;
    gint64 checked_at; /* when the list was told */
    gint64 asked_at;   /* when the last question was answered, or failed */
    gboolean pending;
  } facts[BERTH_N_FACTS];
  GHashTable *sizes_by_name; /* name in lower case → BerthSize, owned by the list */
  GHashTable
    *prices_by_name; /* name in lower case, " spot" → BerthPrice, owned by the list */
};

G_DEFINE_FINAL_TYPE (BerthFacts, berth_facts, G_TYPE_OBJECT)

enum { PROP_0, PROP_BUSY, N_PROPS };
static GParamSpec *properties[N_PROPS];

static guint changed_signal;

static void
berth_facts_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_BUSY:
    g_value_set_boolean (value, berth_facts_is_busy (BERTH_FACTS (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_facts_dispose (GObject *object)
{
  BerthFacts *self = BERTH_FACTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->sizes_by_name, g_hash_table_unref);
  g_clear_pointer (&self->prices_by_name, g_hash_table_unref);
  for (gsize i = 0; i < BERTH_N_FACTS; i++) {
    g_clear_object (&self->facts[i].list);
    g_clear_error (&self->facts[i].error);
  }
  g_clear_object (&self->client);
  G_OBJECT_CLASS (berth_facts_parent_class)->dispose (object);
}

static void
berth_facts_finalize (GObject *object)
{
  BerthFacts *self = BERTH_FACTS (object);

  g_object_unref (self->cancellable);
  g_free (self->subscription_id);
  g_free (self->location);
  G_OBJECT_CLASS (berth_facts_parent_class)->finalize (object);
}

static void
berth_facts_class_init (BerthFactsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = berth_facts_get_property;
  object_class->dispose = berth_facts_dispose;
  object_class->finalize = berth_facts_finalize;

  /**
   * BerthFacts:busy:
   *
   * Whether the service is being asked.
   */
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * BerthFacts::changed:
   *
   * Something became known, or could not be had.
   */
  changed_signal = g_signal_new ("changed", BERTH_TYPE_FACTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_facts_init (BerthFacts *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
index_sizes (BerthFacts *self, GListModel *list)
{
  g_clear_pointer (&self->sizes_by_name, g_hash_table_unref);
  self->sizes_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (BerthSize) size = g_list_model_get_item (list, i);

    g_hash_table_replace (self->sizes_by_name,
                          g_ascii_strdown (berth_size_get_name (size), -1), size);
  }
}

static char *
make_price_key (const char *size, gboolean spot)
{
  g_autofree char *lower = g_ascii_strdown (size, -1);

  return g_strconcat (lower, spot ? " spot" : "", NULL);
}

static void
index_prices (BerthFacts *self, GListModel *list)
{
  g_clear_pointer (&self->prices_by_name, g_hash_table_unref);
  self->prices_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (BerthPrice) price = g_list_model_get_item (list, i);

    g_hash_table_replace (
      self->prices_by_name,
      make_price_key (berth_price_get_size (price), berth_price_is_spot (price)), price);
  }
}

typedef struct {
  GWeakRef facts;
  BerthFactKind kind;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_weak_ref_clear (&asking->facts);
  g_free (asking);
}

static void
take_list (BerthFacts *self, BerthFactKind kind, GListModel *list)
{
  if (kind == BERTH_FACT_SIZES)
    index_sizes (self, list);
  if (kind == BERTH_FACT_PRICES)
    index_prices (self, list);
  g_set_object (&self->facts[kind].list, list);
}

static void
take_answer (BerthFacts *self, BerthFactKind kind, GListModel *list, GError *error)
{
  g_clear_error (&self->facts[kind].error);
  self->facts[kind].error = error;
  self->facts[kind].asked_at
    = berth_clock_get_now (berth_arm_client_get_clock (self->client));
  if (list == NULL)
    return;
  self->facts[kind].checked_at = self->facts[kind].asked_at;
  take_list (self, kind, list);
}

static void
end_asking (BerthFacts *self, BerthFactKind kind)
{
  self->facts[kind].pending = FALSE;
  self->n_pending--;
  g_signal_emit (self, changed_signal, 0);
  if (self->n_pending == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* The facts may be gone by now: the answer is nobody's then. */
static DexFuture *
on_answer (DexFuture *answer, gpointer data)
{
  Asking *asking = data;
  g_autoptr (BerthFacts) self = g_weak_ref_get (&asking->facts);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (answer, &error);

  if (self != NULL && self->client != NULL) {
    take_answer (self, asking->kind, value != NULL ? g_value_get_object (value) : NULL,
                 g_steal_pointer (&error));
    end_asking (self, asking->kind);
  }
  return dex_future_new_true ();
}

static DexFuture *
ask (BerthFacts *self, BerthFactKind kind)
{
  switch (kind) {
  case BERTH_FACT_SIZES:
    return berth_skus_list (self->client, self->subscription_id, self->location,
                            self->cancellable);
  case BERTH_FACT_PRICES:
    return berth_prices_list (self->client, self->location, NULL, self->cancellable);
  case BERTH_FACT_DISK_PRICES:
    return berth_prices_list_disks (self->client, self->location, self->cancellable);
  case BERTH_FACT_ADDRESS_PRICES:
    return berth_prices_list_addresses (self->client, self->location, self->cancellable);
  case BERTH_FACT_USAGES:
    return berth_usages_list (self->client, self->subscription_id, self->location,
                              self->cancellable);
  case BERTH_FACT_SPOT:
    return berth_graph_list_spot_facts (self->client, self->location, self->cancellable);
  case BERTH_FACT_GROUPS:
    return berth_groups_list (self->client, self->subscription_id, self->cancellable);
  case BERTH_FACT_MACHINES:
    return berth_graph_list_machines (self->client, self->subscription_id,
                                      self->cancellable);
  case BERTH_N_FACTS:
  default:
    g_return_val_if_reached (dex_future_new_true ());
  }
}

/**
 * berth_facts_refresh_kind:
 * @kind: what to ask for
 *
 * Asks the service again, unless it is being asked.
 */
void
berth_facts_refresh_kind (BerthFacts *self, BerthFactKind kind)
{
  Asking *asking = NULL;

  g_return_if_fail (BERTH_IS_FACTS (self));
  g_return_if_fail (kind < BERTH_N_FACTS);

  if (self->facts[kind].pending)
    return;
  asking = g_new0 (Asking, 1);
  g_weak_ref_init (&asking->facts, self);
  asking->kind = kind;
  self->facts[kind].pending = TRUE;
  if (self->n_pending++ == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  dex_future_disown (
    dex_future_finally (ask (self, kind), on_answer, asking, asking_free));
}

/**
 * berth_facts_refresh:
 *
 * Asks the service for everything again.
 */
void
berth_facts_refresh (BerthFacts *self)
{
  g_return_if_fail (BERTH_IS_FACTS (self));

  for (BerthFactKind kind = 0; kind < BERTH_N_FACTS; kind++)
    berth_facts_refresh_kind (self, kind);
}

/**
 * berth_facts_new_unasked:
 * @client: (nullable): whom to ask; without one nothing can be refreshed
 * @subscription_id: for whom
 * @location: of which region
 *
 * Returns: (transfer full): facts of which nothing is known yet
 */
BerthFacts *
berth_facts_new_unasked (BerthArmClient *client,
                         const char *subscription_id,
                         const char *location)
{
  BerthFacts *self = g_object_new (BERTH_TYPE_FACTS, NULL);

  g_set_object (&self->client, client);
  self->subscription_id = g_strdup (subscription_id);
  self->location = g_strdup (location);
  return self;
}

/**
 * berth_facts_take:
 * @kind: what of
 * @list: the values
 * @checked_at: when the service told them, in the clock's microseconds
 *
 * Takes what was known before, unless something newer is known.
 */
void
berth_facts_take (BerthFacts *self,
                  BerthFactKind kind,
                  GListModel *list,
                  gint64 checked_at)
{
  g_return_if_fail (BERTH_IS_FACTS (self));
  g_return_if_fail (kind < BERTH_N_FACTS);

  if (checked_at < self->facts[kind].checked_at)
    return;
  self->facts[kind].checked_at = checked_at;
  take_list (self, kind, list);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * berth_facts_new:
 * @client: whom to ask
 * @subscription_id: for whom
 * @location: of which region
 *
 * Returns: (transfer full): facts that are being asked for
 */
BerthFacts *
berth_facts_new (BerthArmClient *client,
                 const char *subscription_id,
                 const char *location)
{
  BerthFacts *self = berth_facts_new_unasked (client, subscription_id, location);

  berth_facts_refresh (self);
  return self;
}

/**
 * berth_facts_get_list:
 * @kind: what of
 *
 * Returns: (transfer none) (nullable): the values; %NULL as long as none are known
 */
GListModel *
berth_facts_get_list (BerthFacts *self, BerthFactKind kind)
{
  g_return_val_if_fail (BERTH_IS_FACTS (self), NULL);

  return self->facts[kind].list;
}

/**
 * berth_facts_get_error:
 * @kind: what of
 *
 * Returns: (nullable): why the last question was not answered
 */
const GError *
berth_facts_get_error (BerthFacts *self, BerthFactKind kind)
{
  g_return_val_if_fail (BERTH_IS_FACTS (self), NULL);

  return self->facts[kind].error;
}

/**
 * berth_facts_get_checked_at:
 * @kind: what of
 *
 * Returns: how old the values are: when they were told, in the clock's microseconds;
 * without values when the last question failed; 0 for never
 */
gint64
berth_facts_get_checked_at (BerthFacts *self, BerthFactKind kind)
{
  g_return_val_if_fail (BERTH_IS_FACTS (self), 0);

  return self->facts[kind].list != NULL ? self->facts[kind].checked_at
                                        : self->facts[kind].asked_at;
}

gboolean
berth_facts_is_busy (BerthFacts *self)
{
  g_return_val_if_fail (BERTH_IS_FACTS (self), FALSE);

  return self->n_pending > 0;
}

/**
 * berth_facts_find_size:
 * @name: a size's name, in any letter case
 *
 * Returns: (transfer none) (nullable): the size; %NULL when it is not known here
 */
BerthSize *
berth_facts_find_size (BerthFacts *self, const char *name)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (BERTH_IS_FACTS (self), NULL);

  if (name == NULL || self->sizes_by_name == NULL)
    return NULL;
  key = g_ascii_strdown (name, -1);
  return g_hash_table_lookup (self->sizes_by_name, key);
}

/**
 * berth_facts_find_price:
 * @size: a size's name, in any letter case
 * @spot: whether the Spot price is meant
 *
 * Returns: (transfer none) (nullable): what an hour costs; %NULL when it is not known
 */
BerthPrice *
berth_facts_find_price (BerthFacts *self, const char *size, gboolean spot)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (BERTH_IS_FACTS (self), NULL);

  if (size == NULL || self->prices_by_name == NULL)
    return NULL;
  key = make_price_key (size, spot);
  return g_hash_table_lookup (self->prices_by_name, key);
}

BerthArmClient *
berth_facts_get_client (BerthFacts *self)
{
  g_return_val_if_fail (BERTH_IS_FACTS (self), NULL);

  return self->client;
}

const char *
berth_facts_get_subscription_id (BerthFacts *self)
{
  g_return_val_if_fail (BERTH_IS_FACTS (self), NULL);

  return self->subscription_id;
}

const char *
berth_facts_get_location (BerthFacts *self)
{
  g_return_val_if_fail (BERTH_IS_FACTS (self), NULL);

  return self->location;
}
