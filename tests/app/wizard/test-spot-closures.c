/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-closures.h"
#include "berth-test.h"

#include <math.h>

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_eviction (void)
{
  assert_text (berth_format_eviction ("5-10"), "5–10 % per hour");
  assert_text (berth_format_eviction ("20+"), "more than 20 % per hour");
  assert_text (berth_format_eviction (NULL),
               "Azure does not say how often this size is evicted here");
}

static void
test_to_finish (void)
{
  assert_text (berth_format_to_finish ("5-10", 4), "66–81 %");
  assert_text (berth_format_to_finish ("0-5", 6), "74–100 %");
  assert_text (berth_format_to_finish ("20+", 4), "less than 41 %");
  assert_text (berth_format_to_finish ("often", 4), "Not known");
  assert_text (
    berth_format_to_finish_method ("5-10", 4),
    "Azure takes back 5 to 10 of a hundred such machines within an hour. To stay for 4 "
    "hours, the machine has to be spared each time: 0.90 to 0.95, to the power of 4: "
    "66–81 %.");
}

static void
test_placement (void)
{
  assert_text (berth_format_placement ("High", 5),
               "High: Azure has room for such a machine (just now)");
  assert_text (berth_format_placement ("low", 600),
               "Low: Azure will most likely refuse it at the moment (10 minutes ago)");
  /* A word that Azure has not told us of yet is shown as it is. */
  assert_text (berth_format_placement ("Splendid", 5), "Splendid (just now)");
  assert_text (berth_format_placement (NULL, 5), "Not known");
}

static void
test_record (void)
{
  g_autoptr (BerthSpotRecord) record = berth_spot_record_new ();
  g_autofree char *day = berth_format_day (1793491200);
  g_autofree char *once = g_strdup_printf (
    "With at most $0.12000, the machine would have been evicted for its price 1 time "
    "since %s.",
    day);
  g_autofree char *never = g_strdup_printf ("With at most $0.20000, the machine would "
                                            "not have been evicted for its price since "
                                            "%s.",
                                            day);
  g_autofree char *range
    = g_strdup_printf ("Between $0.100 and $0.130 per hour since %s.", day);

  assert_text (berth_format_spot_record (record, 1),
               "Azure does not say what this size has cost here");
  berth_spot_record_add (record, 1793491200, 0.1);
  berth_spot_record_add (record, 1793491200 + 86400, 0.13);
  assert_text (berth_format_spot_record (record, (double) NAN), range);
  assert_text (berth_format_spot_record (record, 0.12), once);
  assert_text (berth_format_spot_record (record, 0.2), never);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/wizard/spot-closures/eviction", test_eviction);
  g_test_add_func ("/wizard/spot-closures/to-finish", test_to_finish);
  g_test_add_func ("/wizard/spot-closures/placement", test_placement);
  g_test_add_func ("/wizard/spot-closures/record", test_record);
  return g_test_run ();
}
