/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-scale.h"

#include <math.h>

#define MIN_SPAN (7 * 86400)
/* Room above and below, in parts of what is between the lowest and the highest price; a
 * price that hardly moves must not look as if it leapt. */
#define ROOM_ABOVE 0.1
#define ROOM_BELOW 0.35
#define LEAST_RANGE 0.2
/* A maximum far above every price would press the prices to the ground. */
#define MOST_ABOVE 1.5
#define WANTED_LINES 4

/* 1, 2 or 5 of a power of ten, so that few lines suffice. */
static double
find_step (double range)
{
  static const double steps[] = { 1, 2, 5, 10 };
  const double rough = range / WANTED_LINES;
  const double power = pow (10, floor (log10 (rough)));

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * power >= rough)
      return steps[i] * power;
  return 10 * power;
}

static void
set_range (BerthSpotScale *self, double low, double high)
{
  const double range = MAX (high - low, high * LEAST_RANGE);

  self->top = high + range * ROOM_ABOVE;
  self->bottom = MAX (low - range * ROOM_BELOW, 0);
  self->step = find_step (self->top - self->bottom);
  self->first_line = ceil (self->bottom / self->step - 1e-9) * self->step;
  self->n_lines
    = MIN ((guint) floor ((self->top - self->first_line) / self->step + 1e-9) + 1,
           BERTH_SPOT_SCALE_MAX_LINES);
  self->digits = MAX (0, (int) -floor (log10 (self->step) + 1e-9));
}

/**
 * berth_spot_scale_init:
 * @max_price: the person's maximum, in view unless it is far above all prices; NaN for
 *   none
 *
 * Returns: whether @record has anything to show
 */
gboolean
berth_spot_scale_init (BerthSpotScale *self, BerthSpotRecord *record, double max_price)
{
  const guint n = berth_spot_record_get_n_prices (record);
  gint64 newest = 0;
  double low, high;

  if (!berth_spot_record_get_range (record, &low, &high))
    return FALSE;
  berth_spot_record_get_price (record, 0, &self->from);
  berth_spot_record_get_price (record, n - 1, &newest);
  self->until = MAX (newest, berth_spot_record_get_seen_at (record));
  self->from = MIN (self->from, self->until - MIN_SPAN);
  if (isfinite (max_price) && max_price > high)
    high = MIN (max_price, high * MOST_ABOVE);
  if (isfinite (max_price) && max_price < low)
    low = MAX (max_price, low / MOST_ABOVE);
  set_range (self, low, high);
  return TRUE;
}

/**
 * berth_spot_scale_place:
 * @area: where the chart is drawn
 *
 * Returns: where @price at @time is; what is out of view is at the edge
 */
graphene_point_t
berth_spot_scale_place (const BerthSpotScale *self,
                        const graphene_rect_t *area,
                        gint64 time,
                        double price)
{
  const double along
    = (double) (time - self->from) / (double) MAX (self->until - self->from, 1);
  const double up = (price - self->bottom) / (self->top - self->bottom);

  return GRAPHENE_POINT_INIT (
    area->origin.x + area->size.width * (float) CLAMP (along, 0, 1),
    area->origin.y + area->size.height * (float) (1 - CLAMP (up, 0, 1)));
}
