/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-spot-record.h"

#include <graphene.h>

G_BEGIN_DECLS

#define BERTH_SPOT_SCALE_MAX_LINES 6

/**
 * BerthSpotScale:
 * @from: the oldest time that is shown, in seconds since 1970
 * @until: the newest one
 * @bottom: the price at the lower edge; not 0, or the moves of a price could not be seen
 * @top: the price at the upper one
 * @first_line: the lowest line of the grid
 * @step: how far two lines are apart
 * @n_lines: how many lines there are
 * @digits: decimals that tell the lines apart
 *
 * What a chart of prices shows of time and money, and where.
 */
typedef struct {
  gint64 from, until;
  double bottom, top, first_line, step;
  guint n_lines;
  int digits;
} BerthSpotScale;

gboolean
berth_spot_scale_init (BerthSpotScale *self, BerthSpotRecord *record, double max_price);
graphene_point_t berth_spot_scale_place (const BerthSpotScale *self,
                                         const graphene_rect_t *area,
                                         gint64 time,
                                         double price);

G_END_DECLS
