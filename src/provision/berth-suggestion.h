/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-price.h"
#include "berth-size.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BerthOffer:
 * @location: a region's name
 * @place: (nullable): what people call the region; %NULL for the one that is chosen
 * @size: a size of that region
 * @spot: whether it would run on Spot
 * @price: (nullable): what an hour costs; %NULL where that is not known
 * @eviction_rate: (nullable): the service's bucket
 * @usages: (nullable): the region's quotas, a list of #BerthUsage
 *
 * What a suggestion is made of.
 */
typedef struct {
  const char *location;
  const char *place;
  BerthSize *size;
  gboolean spot;
  BerthPrice *price;
  const char *eviction_rate;
  GListModel *usages;
} BerthOffer;

#define BERTH_TYPE_SUGGESTION (berth_suggestion_get_type ())
G_DECLARE_FINAL_TYPE (BerthSuggestion, berth_suggestion, BERTH, SUGGESTION, GObject)

BerthSuggestion *berth_suggestion_new (const BerthOffer *offer);

const char *berth_suggestion_get_location (BerthSuggestion *self);
const char *berth_suggestion_get_place (BerthSuggestion *self);
BerthSize *berth_suggestion_get_size (BerthSuggestion *self);
gboolean berth_suggestion_get_spot (BerthSuggestion *self);
double berth_suggestion_get_price (BerthSuggestion *self);
const char *berth_suggestion_get_currency (BerthSuggestion *self);
const char *berth_suggestion_get_eviction_rate (BerthSuggestion *self);
gint64 berth_suggestion_get_cores_left (BerthSuggestion *self);
guint berth_suggestion_get_cores (BerthSuggestion *self);
gboolean berth_suggestion_has_room (BerthSuggestion *self);

int berth_suggestion_compare (BerthSuggestion *a, BerthSuggestion *b);

G_END_DECLS
