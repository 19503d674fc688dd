/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SPOT_RECORD (berth_spot_record_get_type ())
G_DECLARE_FINAL_TYPE (BerthSpotRecord, berth_spot_record, BERTH, SPOT_RECORD, GObject)

/**
 * BERTH_SPOT_RECORD_MAX_PRICES:
 *
 * How many changes of the price are kept; the oldest go.
 */
#define BERTH_SPOT_RECORD_MAX_PRICES 500

BerthSpotRecord *berth_spot_record_new (void);
BerthSpotRecord *berth_spot_record_from_json (JsonNode *node);
JsonNode *berth_spot_record_to_json (BerthSpotRecord *self);

void berth_spot_record_add (BerthSpotRecord *self, gint64 since, double price);
void berth_spot_record_set_seen_at (BerthSpotRecord *self, gint64 seen_at);
gint64 berth_spot_record_get_seen_at (BerthSpotRecord *self);

guint berth_spot_record_get_n_prices (BerthSpotRecord *self);
double berth_spot_record_get_price (BerthSpotRecord *self, guint index, gint64 *since);
gboolean berth_spot_record_get_range (BerthSpotRecord *self, double *low, double *high);
guint berth_spot_record_count_evictions (BerthSpotRecord *self, double max_price);

void berth_spot_record_set_score (BerthSpotRecord *self, const char *score, gint64 at);
const char *berth_spot_record_get_score (BerthSpotRecord *self);
gint64 berth_spot_record_get_score_at (BerthSpotRecord *self);

G_END_DECLS
