/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-facts.h"

#include "berth-json.h"

/**
 * BerthSpotFacts:
 *
 * What Resource Graph knows of a size on Spot in a region.
 */
struct _BerthSpotFacts {
  GObject parent_instance;

  char *size;
  char *location;
  char *eviction_rate;
};

G_DEFINE_FINAL_TYPE (BerthSpotFacts, berth_spot_facts, G_TYPE_OBJECT)

static void
berth_spot_facts_finalize (GObject *object)
{
  BerthSpotFacts *self = BERTH_SPOT_FACTS (object);

  g_clear_pointer (&self->size, g_free);
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->eviction_rate, g_free);
  G_OBJECT_CLASS (berth_spot_facts_parent_class)->finalize (object);
}

static void
berth_spot_facts_class_init (BerthSpotFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_spot_facts_finalize;
}

static void
berth_spot_facts_init (BerthSpotFacts *self)
{
}

/**
 * berth_spot_facts_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_spot_facts_parse (JsonObject *object, GError **error)
{
  BerthSpotFacts *self = NULL;

  if (berth_json_require_string (object, "skuName", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_SPOT_FACTS, NULL);
  self->size = g_strdup (berth_json_get_string (object, "skuName"));
  self->location = g_strdup (berth_json_get_string (object, "location"));
  self->eviction_rate = g_strdup (berth_json_get_string (object, "spotEvictionRate"));
  return self;
}

/**
 * berth_spot_facts_get_size:
 *
 * Returns: (transfer none): the size, in small letters
 */
const char *
berth_spot_facts_get_size (BerthSpotFacts *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_FACTS (self), NULL);

  return self->size;
}

/**
 * berth_spot_facts_get_location:
 *
 * Returns: (transfer none) (nullable): the region
 */
const char *
berth_spot_facts_get_location (BerthSpotFacts *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_FACTS (self), NULL);

  return self->location;
}

/**
 * berth_spot_facts_get_eviction_rate:
 *
 * Returns: (transfer none) (nullable): percent of machines evicted per hour, "0-5",
 * "5-10", … "20+"
 */
const char *
berth_spot_facts_get_eviction_rate (BerthSpotFacts *self)
{
  g_return_val_if_fail (BERTH_IS_SPOT_FACTS (self), NULL);

  return self->eviction_rate;
}
