/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_IMAGE_HIT (berth_image_hit_get_type ())
G_DECLARE_FINAL_TYPE (BerthImageHit, berth_image_hit, BERTH, IMAGE_HIT, GObject)

BerthImageHit *
berth_image_hit_new (const char *publisher, const char *offer, const char *sku);
const char *berth_image_hit_get_publisher (BerthImageHit *self);
const char *berth_image_hit_get_offer (BerthImageHit *self);
const char *berth_image_hit_get_sku (BerthImageHit *self);

G_END_DECLS
