/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-odds.h"
#include "berth-test.h"

static void
test_rates (void)
{
  static const struct {
    const char *bucket;
    double low, high;
  } golden[] = {
    { "0-5", 0, 0.05 },      { "5-10", 0.05, 0.1 }, { "10-15", 0.1, 0.15 },
    { "15-20", 0.15, 0.20 }, { "20+", 0.2, 1 },
  };
  static const char *const strange[]
    = { NULL, "", "often", "5-", "-5", "10-5", "900-1000", "5–10" };
  double low, high;

  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++) {
    g_assert_true (berth_spot_odds_parse_rate (golden[i].bucket, &low, &high));
    g_assert_cmpfloat (low, ==, golden[i].low);
    g_assert_cmpfloat (high, ==, golden[i].high);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (strange); i++)
    g_assert_false (berth_spot_odds_parse_rate (strange[i], &low, &high));
}

/* Worked out with a pocket calculator: 0.95^6, 0.9^4, 0.95^4, 0.8^4, 0.85^24, 0.9^24. */
static void
test_to_finish (void)
{
  static const struct {
    const char *bucket;
    double hours, least, most;
  } golden[] = {
    { "0-5", 6, 0.7350918906, 1 },
    { "5-10", 4, 0.6561, 0.8145062500 },
    { "20+", 4, 0, 0.4096 },
    { "10-15", 24, 0.0202327175, 0.0797664431 },
    { "5-10", 0, 1, 1 },
    { "5-10", -3, 1, 1 },
    { "5-10", 0.5, 0.9486832981, 0.9746794345 },
  };
  double least, most;

  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++) {
    g_assert_true (
      berth_spot_odds_to_finish (golden[i].bucket, golden[i].hours, &least, &most));
    g_assert_cmpfloat_with_epsilon (least, golden[i].least, 1e-9);
    g_assert_cmpfloat_with_epsilon (most, golden[i].most, 1e-9);
  }
  g_assert_false (berth_spot_odds_to_finish ("never", 4, &least, &most));
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/spot-odds/rates", test_rates);
  berth_test_add ("/provision/spot-odds/to-finish", test_to_finish);
  return g_test_run ();
}
