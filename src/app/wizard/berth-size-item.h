/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-size.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SIZE_ITEM (berth_size_item_get_type ())
G_DECLARE_FINAL_TYPE (BerthSizeItem, berth_size_item, BERTH, SIZE_ITEM, GObject)

BerthSizeItem *berth_size_item_new (BerthSize *size,
                                    double full_price,
                                    double spot_price,
                                    const char *currency,
                                    const char *misfit);

BerthSize *berth_size_item_get_size (BerthSizeItem *self);
double berth_size_item_get_full_price (BerthSizeItem *self);
double berth_size_item_get_spot_price (BerthSizeItem *self);
const char *berth_size_item_get_currency (BerthSizeItem *self);
const char *berth_size_item_get_reason (BerthSizeItem *self);
gboolean berth_size_item_is_available (BerthSizeItem *self);
gboolean berth_size_item_fits_image (BerthSizeItem *self);
gboolean berth_size_item_matches_words (BerthSizeItem *self, const char *const *words);
char *berth_size_item_dup_summary (BerthSizeItem *self);

G_END_DECLS
