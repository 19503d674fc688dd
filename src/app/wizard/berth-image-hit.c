/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-image-hit.h"

/**
 * BerthImageHit:
 *
 * An image that a search found: an offer, or one sku of it.
 */
struct _BerthImageHit {
  GObject parent_instance;

  char *publisher;
  char *offer;
  char *sku;
};

G_DEFINE_FINAL_TYPE (BerthImageHit, berth_image_hit, G_TYPE_OBJECT)

static void
berth_image_hit_finalize (GObject *object)
{
  BerthImageHit *self = BERTH_IMAGE_HIT (object);

  g_free (self->publisher);
  g_free (self->offer);
  g_free (self->sku);
  G_OBJECT_CLASS (berth_image_hit_parent_class)->finalize (object);
}

static void
berth_image_hit_class_init (BerthImageHitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_image_hit_finalize;
}

static void
berth_image_hit_init (BerthImageHit *self)
{
}

/**
 * berth_image_hit_new:
 * @publisher: its publisher
 * @offer: its offer
 * @sku: (nullable): its sku, %NULL for the whole offer
 *
 * Returns: (transfer full): a hit
 */
BerthImageHit *
berth_image_hit_new (const char *publisher, const char *offer, const char *sku)
{
  BerthImageHit *self = g_object_new (BERTH_TYPE_IMAGE_HIT, NULL);

  self->publisher = g_strdup (publisher);
  self->offer = g_strdup (offer);
  self->sku = g_strdup (sku);
  return self;
}

const char *
berth_image_hit_get_publisher (BerthImageHit *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE_HIT (self), NULL);

  return self->publisher;
}

const char *
berth_image_hit_get_offer (BerthImageHit *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE_HIT (self), NULL);

  return self->offer;
}

/**
 * berth_image_hit_get_sku:
 * @self: the hit
 *
 * Returns: (nullable): its sku, %NULL for the whole offer
 */
const char *
berth_image_hit_get_sku (BerthImageHit *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE_HIT (self), NULL);

  return self->sku;
}
