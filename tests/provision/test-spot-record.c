/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-record.h"
#include "berth-spot-store.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <math.h>

#define DAY 86400

/* A price a day. */
static BerthSpotRecord *
make_record (const double *prices, gsize n)
{
  BerthSpotRecord *record = berth_spot_record_new ();

  for (gsize i = 0; i < n; i++)
    berth_spot_record_add (record, (gint64) (i + 1) * DAY, prices[i]);
  return record;
}

static void
assert_price (BerthSpotRecord *record, guint index, gint64 day, double price)
{
  gint64 since = 0;

  g_assert_cmpfloat (berth_spot_record_get_price (record, index, &since), ==, price);
  g_assert_cmpint (since, ==, day * DAY);
}

static void
test_order (void)
{
  g_autoptr (BerthSpotRecord) record = berth_spot_record_new ();
  double low, high;

  g_assert_false (berth_spot_record_get_range (record, &low, &high));
  berth_spot_record_add (record, 3 * DAY, 0.3);
  berth_spot_record_add (record, DAY, 0.1);
  berth_spot_record_add (record, 2 * DAY, 0.2);
  berth_spot_record_add (record, 2 * DAY, 0.25); /* the same time: the newer word */
  berth_spot_record_add (record, 4 * DAY, 0.3);  /* goes on: no change */
  berth_spot_record_add (record, 5 * DAY, 0);    /* no price at all */
  berth_spot_record_add (record, 6 * DAY, (double) NAN);
  g_assert_cmpuint (berth_spot_record_get_n_prices (record), ==, 3);
  assert_price (record, 0, 1, 0.1);
  assert_price (record, 1, 2, 0.25);
  assert_price (record, 2, 3, 0.3);
  /* It held earlier than was known. */
  berth_spot_record_add (record, 2 * DAY + 60, 0.3);
  g_assert_cmpuint (berth_spot_record_get_n_prices (record), ==, 3);
  g_assert_true (berth_spot_record_get_range (record, &low, &high));
  g_assert_cmpfloat (low, ==, 0.1);
  g_assert_cmpfloat (high, ==, 0.3);
}

/* Adding what is known already changes nothing: the service tells the same again. */
static void
test_merge (void)
{
  static const double prices[] = { 0.1, 0.2, 0.1, 0.3 };
  g_autoptr (BerthSpotRecord) record = make_record (prices, G_N_ELEMENTS (prices));

  for (gsize i = 0; i < G_N_ELEMENTS (prices); i++)
    berth_spot_record_add (record, (gint64) (i + 1) * DAY, prices[i]);
  g_assert_cmpuint (berth_spot_record_get_n_prices (record), ==, 4);
  berth_spot_record_set_seen_at (record, 9 * DAY);
  berth_spot_record_set_seen_at (record, 8 * DAY);
  g_assert_cmpint (berth_spot_record_get_seen_at (record), ==, 9 * DAY);
}

static void
test_evictions (void)
{
  static const double prices[] = { 0.1, 0.2, 0.3, 0.2, 0.15, 0.21, 0.1, 0.4 };
  static const struct {
    double max_price;
    guint n;
  } golden[] = {
    { 0.05, 0 }, /* it never ran */
    { 0.1, 2 },  /* 0.1 → 0.2 and 0.1 → 0.4 */
    { 0.15, 3 }, /* and 0.15 → 0.21 */
    { 0.2, 3 },  /* 0.2 → 0.3, 0.15 → 0.21, 0.1 → 0.4; equal is not above */
    { 0.21, 2 }, { 0.3, 1 }, { 0.4, 0 },
  };
  g_autoptr (BerthSpotRecord) record = make_record (prices, G_N_ELEMENTS (prices));
  g_autoptr (BerthSpotRecord) empty = berth_spot_record_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++)
    g_assert_cmpuint (berth_spot_record_count_evictions (record, golden[i].max_price), ==,
                      golden[i].n);
  g_assert_cmpuint (berth_spot_record_count_evictions (empty, 0.1), ==, 0);
}

static void
test_bound (void)
{
  g_autoptr (BerthSpotRecord) record = berth_spot_record_new ();

  for (gint64 i = 1; i <= BERTH_SPOT_RECORD_MAX_PRICES + 20; i++)
    berth_spot_record_add (record, i * DAY, 0.1 + 0.001 * (double) i);
  g_assert_cmpuint (berth_spot_record_get_n_prices (record), ==,
                    BERTH_SPOT_RECORD_MAX_PRICES);
  assert_price (record, 0, 21, 0.1 + 0.001 * 21);
}

static BerthSpotRecord *
load (const char *folder, const char *size)
{
  return dex_await_object (berth_spot_store_load (folder, "koreacentral", size), NULL);
}

static void
save (const char *folder, const char *size, BerthSpotRecord *record)
{
  g_autoptr (GError) error = NULL;

  dex_await (berth_spot_store_save (folder, "koreacentral", size, record), &error);
  g_assert_no_error (error);
}

static void
test_store (void)
{
  static const double prices[] = { 0.1, 0.2 };
  g_autofree char *base = berth_test_make_folder ();
  g_autofree char *folder = g_build_filename (base, "spot", NULL);
  BerthSpotRecord *record = make_record (prices, G_N_ELEMENTS (prices));
  g_autoptr (BerthSpotRecord) nothing = load (folder, "Standard_NC4as_T4_v3");
  g_autoptr (BerthSpotRecord) loaded = NULL;
  g_autoptr (BerthSpotRecord) outside = NULL;

  g_assert_cmpuint (berth_spot_record_get_n_prices (nothing), ==, 0);
  berth_spot_record_set_seen_at (record, 3 * DAY);
  berth_spot_record_set_score (record, "High", 2 * DAY);
  save (folder, "Standard_NC4as_T4_v3", record);
  loaded = load (folder, "standard_nc4as_t4_v3");
  g_assert_cmpuint (berth_spot_record_get_n_prices (loaded), ==, 2);
  assert_price (loaded, 1, 2, 0.2);
  g_assert_cmpint (berth_spot_record_get_seen_at (loaded), ==, 3 * DAY);
  g_assert_cmpstr (berth_spot_record_get_score (loaded), ==, "High");
  g_assert_cmpint (berth_spot_record_get_score_at (loaded), ==, 2 * DAY);
  /* A name that means another folder stays in this one. */
  save (folder, "../../escaped", record);
  outside = load (folder, "../../escaped");
  g_assert_cmpuint (berth_spot_record_get_n_prices (outside), ==, 2);
  g_assert_finalize_object (record);
  berth_test_remove_folder (base);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_store_bound (void)
{
  static const double prices[] = { 0.1 };
  g_autofree char *folder = berth_test_make_folder ();
  g_autoptr (BerthSpotRecord) record = make_record (prices, 1);

  for (guint i = 0; i < 305; i++) {
    g_autofree char *path = g_strdup_printf ("%s/old_%u.json", folder, i);

    g_assert_true (g_file_set_contents (path, "{", 1, NULL));
  }
  save (folder, "new", record);
  g_assert_cmpuint (count_files (folder), ==, 300);
  berth_test_remove_folder (folder);
}

static void
test_damaged (void)
{
  static const char *const damaged[]
    = { "", "[]", "{", "{\"prices\":7}",
        "{\"prices\":[7,{},{\"since\":-4,\"price\":1}]}" };
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "koreacentral_x.json", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++) {
    g_autoptr (BerthSpotRecord) record = NULL;

    g_assert_true (g_file_set_contents (path, damaged[i], -1, NULL));
    record = load (folder, "x");
    g_assert_cmpuint (berth_spot_record_get_n_prices (record), ==, 0);
  }
  berth_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/spot-record/order", test_order);
  berth_test_add ("/provision/spot-record/merge", test_merge);
  berth_test_add ("/provision/spot-record/evictions", test_evictions);
  berth_test_add ("/provision/spot-record/bound", test_bound);
  berth_test_add ("/provision/spot-record/store", test_store);
  berth_test_add ("/provision/spot-record/store-bound", test_store_bound);
  berth_test_add ("/provision/spot-record/damaged", test_damaged);
  return g_test_run ();
}
