/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_PLACEMENT_SCORE (berth_placement_score_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthPlacementScore, berth_placement_score, BERTH, PLACEMENT_SCORE, GObject)

gpointer berth_placement_score_parse (JsonObject *object, GError **error);

const char *berth_placement_score_get_size (BerthPlacementScore *self);
const char *berth_placement_score_get_region (BerthPlacementScore *self);
const char *berth_placement_score_get_zone (BerthPlacementScore *self);
const char *berth_placement_score_get_score (BerthPlacementScore *self);
gboolean berth_placement_score_is_quota_available (BerthPlacementScore *self);

G_END_DECLS
