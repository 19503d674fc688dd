/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-scale.h"
#include "berth-test.h"

#include <math.h>

#define DAY 86400

static void
test_nothing (void)
{
  g_autoptr (BerthSpotRecord) record = berth_spot_record_new ();
  BerthSpotScale scale;

  g_assert_false (berth_spot_scale_init (&scale, record, 0.1));
}

static void
test_lines (void)
{
  static const struct {
    double low, high, first_line, step;
    guint n_lines;
    int digits;
  } golden[] = {
    { 0.09, 0.14, 0.08, 0.02, 4, 2 },
    { 0.11572, 0.11572, 0.11, 0.005, 2, 3 },
    { 0.0042, 0.0045, 0.004, 0.0002, 3, 4 },
    { 0.2, 1.6, 0, 0.5, 4, 1 },
    { 0.01, 27.2, 0, 10, 3, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++) {
    g_autoptr (BerthSpotRecord) record = berth_spot_record_new ();
    BerthSpotScale scale;

    berth_spot_record_add (record, 20 * DAY, golden[i].high);
    berth_spot_record_add (record, 30 * DAY, golden[i].low);
    g_assert_true (berth_spot_scale_init (&scale, record, (double) NAN));
    g_assert_cmpfloat_with_epsilon (scale.first_line, golden[i].first_line, 1e-9);
    g_assert_cmpfloat_with_epsilon (scale.step, golden[i].step, 1e-9);
    g_assert_cmpuint (scale.n_lines, ==, golden[i].n_lines);
    g_assert_cmpint (scale.digits, ==, golden[i].digits);
    g_assert_cmpfloat (scale.top, >, golden[i].high);
    g_assert_cmpfloat (scale.bottom, <, golden[i].low);
  }
}

/* A maximum is in view, one that is far away is not. */
static void
test_max_price (void)
{
  g_autoptr (BerthSpotRecord) record = berth_spot_record_new ();
  BerthSpotScale scale;

  berth_spot_record_add (record, 20 * DAY, 0.1);
  berth_spot_scale_init (&scale, record, 0.14);
  g_assert_cmpfloat (scale.top, >, 0.14);
  berth_spot_scale_init (&scale, record, 900);
  g_assert_cmpfloat (scale.top, <, 0.2);
  berth_spot_scale_init (&scale, record, 0.08);
  g_assert_cmpfloat (scale.bottom, <, 0.08);
  berth_spot_scale_init (&scale, record, 0.00001);
  g_assert_cmpfloat (scale.bottom, >, 0.03);
}

static void
test_place (void)
{
  const graphene_rect_t area = GRAPHENE_RECT_INIT (10, 20, 200, 100);
  g_autoptr (BerthSpotRecord) record = berth_spot_record_new ();
  BerthSpotScale scale;
  graphene_point_t point;

  berth_spot_record_add (record, 20 * DAY, 0.1);
  berth_spot_record_set_seen_at (record, 40 * DAY);
  berth_spot_scale_init (&scale, record, (double) NAN);
  point
    = berth_spot_scale_place (&scale, &area, 30 * DAY, (scale.top + scale.bottom) / 2);
  g_assert_cmpfloat (point.x, ==, 110);
  g_assert_cmpfloat_with_epsilon (point.y, 70, 1e-4);
  point = berth_spot_scale_place (&scale, &area, 90 * DAY, 100);
  g_assert_cmpfloat (point.x, ==, 210);
  g_assert_cmpfloat (point.y, ==, 20);
  /* One price that was seen once is a line of a week. */
  g_assert_cmpint (scale.from, ==, 20 * DAY);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/wizard/spot-scale/nothing", test_nothing);
  g_test_add_func ("/wizard/spot-scale/lines", test_lines);
  g_test_add_func ("/wizard/spot-scale/max-price", test_max_price);
  g_test_add_func ("/wizard/spot-scale/place", test_place);
  return g_test_run ();
}
