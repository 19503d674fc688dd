/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-wizard-closures.h"

#include "berth-address-rule.h"
#include "berth-format.h"
#include "berth-image-notes.h"

#include <math.h>

static void
test_price (void)
{
  g_autofree char *hour = berth_format_price_per_hour (0.526, "USD");
  g_autofree char *small = berth_format_price_per_hour (0.0104, NULL);
  g_autofree char *won = berth_format_price_per_hour (700, "KRW");
  g_autofree char *unknown = berth_format_price_per_hour (NAN, "USD");
  g_autofree char *negative = berth_format_price_per_hour (-1, "USD");
  g_autofree char *month = berth_format_price_per_month (383.98, "USD");
  g_autofree char *no_month = berth_format_price_per_month (NAN, "USD");

  g_assert_cmpstr (hour, ==, "$0.526 per hour");
  g_assert_cmpstr (small, ==, "$0.0104 per hour");
  g_assert_cmpstr (won, ==, "700 KRW per hour");
  g_assert_cmpstr (unknown, ==, "Price not known yet");
  g_assert_cmpstr (negative, ==, "Price not known yet");
  g_assert_cmpstr (month, ==, "≈ $384 per month");
  g_assert_cmpstr (no_month, ==, "");
}

static void
test_saving (void)
{
  g_autofree char *saving = berth_format_saving (0.526, 0.1);
  g_autofree char *dearer = berth_format_saving (0.1, 0.2);
  g_autofree char *unknown = berth_format_saving (NAN, 0.2);

  g_assert_cmpstr (saving, ==, "−81 %");
  g_assert_cmpstr (dearer, ==, "");
  g_assert_cmpstr (unknown, ==, "");
}

static void
test_hardware (void)
{
  g_autofree char *memory = berth_format_gib (28);
  g_autofree char *half = berth_format_gib (0.5);
  g_autofree char *none = berth_format_gib (0);
  g_autofree char *t4 = berth_format_gpu (1, "T4", 16);
  g_autofree char *no_gpu = berth_format_gpu (0, NULL, 0);
  g_autofree char *unnamed = berth_format_gpu (2, NULL, 0);

  g_assert_cmpstr (memory, ==, "28 GiB");
  g_assert_cmpstr (half, ==, "0.5 GiB");
  g_assert_cmpstr (none, ==, "–");
  g_assert_cmpstr (t4, ==, "1 × T4, 16 GiB");
  g_assert_cmpstr (no_gpu, ==, "–");
  g_assert_cmpstr (unnamed, ==, "2 × GPU");
}

static void
test_time (void)
{
  g_autofree char *never = berth_format_age (-1);
  g_autofree char *now = berth_format_age (5);
  g_autofree char *minutes = berth_format_age (130);
  g_autofree char *days = berth_format_age (3 * 86400);
  g_autofree char *elapsed = berth_format_elapsed (65);
  g_autofree char *hours = berth_format_elapsed (3723);

  g_assert_cmpstr (never, ==, "not checked yet");
  g_assert_cmpstr (now, ==, "just now");
  g_assert_cmpstr (minutes, ==, "2 minutes ago");
  g_assert_cmpstr (days, ==, "3 days ago");
  g_assert_cmpstr (elapsed, ==, "1:05");
  g_assert_cmpstr (hours, ==, "1:02:03");
}

static void
test_max_price (void)
{
  g_assert_true (berth_max_price_is_valid (0.10521));
  g_assert_true (berth_max_price_is_valid (2));
  g_assert_false (berth_max_price_is_valid (0.105211));
  g_assert_false (berth_max_price_is_valid (0));
  g_assert_false (berth_max_price_is_valid (-1));
  g_assert_false (berth_max_price_is_valid (NAN));
}

static void
test_address (void)
{
  static const struct {
    const char *text;
    const char *range;
  } cases[] = {
    { "203.0.113.7", "203.0.113.7/32" },
    { " 203.0.113.0/24 ", "203.0.113.0/24" },
    { "2001:db8::1", "2001:db8::1/128" },
    { "", NULL },
    { "0.0.0.0/0", NULL },
    { "203.0.113", NULL },
    { "example.org", NULL },
    { "203.0.113.7/33", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *problem = NULL;
    g_autofree char *range = berth_address_rule_normalize (cases[i].text, &problem);

    g_assert_cmpstr (range, ==, cases[i].range);
    g_assert_true ((problem == NULL) == (range != NULL));
  }
}

static void
test_image_versions (void)
{
  g_autofree char *title = berth_image_sku_dup_title ("ngc-base-version-23_09_1_gen2");
  g_autofree char *dashed = berth_image_sku_dup_title ("ngc-base-version-22_06_0-gen2");
  g_autofree char *old = berth_image_sku_dup_title ("ngc-base-version-22_06_0");
  g_autofree char *plain = berth_image_sku_dup_title ("server");
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 24, 0, 0, 0);

  g_assert_cmpstr (title, ==, "23.09.1, generation 2");
  g_assert_cmpstr (dashed, ==, "22.06.0, generation 2");
  g_assert_cmpstr (old, ==, "22.06.0, generation 1");
  g_assert_cmpstr (plain, ==, "server");
  g_assert_cmpint (berth_image_sku_compare ("ngc-base-version-25_9_1_gen2",
                                            "ngc-base-version-23_09_1_gen2"),
                   <, 0);
  g_assert_cmpint (
    berth_image_sku_compare ("ngc-base-version-25_9_1", "ngc-base-version-23_09_1_gen2"),
    >, 0);
  g_assert_cmpint (
    berth_image_months_old ("ngc-base-version-23_09_1_gen2", "23.09.1", now), ==, 38);
  g_assert_cmpint (berth_image_months_old ("server", "24.04.202609120", now), ==, 2);
  g_assert_cmpint (berth_image_months_old ("server", "latest", now), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wizard/closures/price", test_price);
  g_test_add_func ("/wizard/closures/saving", test_saving);
  g_test_add_func ("/wizard/closures/hardware", test_hardware);
  g_test_add_func ("/wizard/closures/time", test_time);
  g_test_add_func ("/wizard/closures/max-price", test_max_price);
  g_test_add_func ("/wizard/closures/address", test_address);
  g_test_add_func ("/wizard/closures/image-versions", test_image_versions);
  return g_test_run ();
}
