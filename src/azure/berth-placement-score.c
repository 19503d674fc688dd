/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-placement-score.h"

#include "berth-json.h"

/**
 * BerthPlacementScore:
 *
 * How likely Azure has room for a Spot machine now.
 */
struct _BerthPlacementScore {
  GObject parent_instance;

  char *size;
  char *region;
  char *zone;
  char *score;
  gboolean is_quota_available;
};

G_DEFINE_FINAL_TYPE (BerthPlacementScore, berth_placement_score, G_TYPE_OBJECT)

static void
berth_placement_score_finalize (GObject *object)
{
  BerthPlacementScore *self = BERTH_PLACEMENT_SCORE (object);

  g_clear_pointer (&self->size, g_free);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->zone, g_free);
  g_clear_pointer (&self->score, g_free);
  G_OBJECT_CLASS (berth_placement_score_parent_class)->finalize (object);
}

static void
berth_placement_score_class_init (BerthPlacementScoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_placement_score_finalize;
}

static void
berth_placement_score_init (BerthPlacementScore *self)
{
}

/**
 * berth_placement_score_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_placement_score_parse (JsonObject *object, GError **error)
{
  BerthPlacementScore *self = NULL;

  if (berth_json_require_string (object, "sku", error) == NULL)
    return NULL;
  if (berth_json_require_string (object, "score", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_PLACEMENT_SCORE, NULL);
  self->size = g_strdup (berth_json_get_string (object, "sku"));
  self->region = g_strdup (berth_json_get_string (object, "region"));
  self->zone = g_strdup (berth_json_get_string (object, "availabilityZone"));
  self->score = g_strdup (berth_json_get_string (object, "score"));
  self->is_quota_available = berth_json_get_boolean (object, "isQuotaAvailable", FALSE);
  return self;
}

/**
 * berth_placement_score_get_size:
 *
 * Returns: (transfer none): the size
 */
const char *
berth_placement_score_get_size (BerthPlacementScore *self)
{
  g_return_val_if_fail (BERTH_IS_PLACEMENT_SCORE (self), NULL);

  return self->size;
}

/**
 * berth_placement_score_get_region:
 *
 * Returns: (transfer none) (nullable): the region
 */
const char *
berth_placement_score_get_region (BerthPlacementScore *self)
{
  g_return_val_if_fail (BERTH_IS_PLACEMENT_SCORE (self), NULL);

  return self->region;
}

/**
 * berth_placement_score_get_zone:
 *
 * Returns: (transfer none) (nullable): the zone; %NULL for the whole region
 */
const char *
berth_placement_score_get_zone (BerthPlacementScore *self)
{
  g_return_val_if_fail (BERTH_IS_PLACEMENT_SCORE (self), NULL);

  return self->zone;
}

/**
 * berth_placement_score_get_score:
 *
 * Returns: (transfer none): "High", "Medium", "Low" or another word, to be shown as it is
 */
const char *
berth_placement_score_get_score (BerthPlacementScore *self)
{
  g_return_val_if_fail (BERTH_IS_PLACEMENT_SCORE (self), NULL);

  return self->score;
}

/**
 * berth_placement_score_is_quota_available:
 *
 * Returns: whether the quota would allow it
 */
gboolean
berth_placement_score_is_quota_available (BerthPlacementScore *self)
{
  g_return_val_if_fail (BERTH_IS_PLACEMENT_SCORE (self), FALSE);

  return self->is_quota_available;
}
