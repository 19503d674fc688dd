/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-practice-test.h"
#include "berth-spot-outlook.h"
#include "berth-test.h"

#define SIZE "Standard_NC4as_T4_v3"

static BerthSpotOutlook *
look (BerthPracticeTest *practice, const char *folder)
{
  return berth_spot_outlook_new (practice->client, practice->subscription, "koreacentral",
                                 SIZE, folder);
}

static void
await (BerthPracticeTest *practice, BerthSpotOutlook *outlook)
{
  while (berth_spot_outlook_is_busy (outlook))
    dex_await (berth_clock_wait (practice->clock, G_USEC_PER_SEC, NULL), NULL);
}

/* The file is written after the outlook has told what it knows. */
static void
await_file (BerthPracticeTest *practice, const char *folder)
{
  g_autofree char *path
    = g_build_filename (folder, "koreacentral_standard_nc4as_t4_v3.json", NULL);

  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    dex_await (berth_clock_wait (practice->clock, G_USEC_PER_SEC, NULL), NULL);
}

/* What was found stays: with the cloud gone, the record is still there. */
static void
test_record_stays (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (NULL);
  g_autofree char *folder = g_build_filename (practice->folder, "spot", NULL);
  BerthSpotOutlook *outlook = look (practice, folder);
  BerthSpotRecord *record;
  guint n;

  g_assert_true (berth_spot_outlook_is_busy (outlook));
  await (practice, outlook);
  g_assert_no_error (berth_spot_outlook_get_history_error (outlook));
  g_assert_no_error (berth_spot_outlook_get_score_error (outlook));
  record = berth_spot_outlook_get_record (outlook);
  n = berth_spot_record_get_n_prices (record);
  g_assert_cmpuint (n, >, 1);
  g_assert_nonnull (berth_spot_record_get_score (record));
  g_assert_cmpint (berth_spot_record_get_seen_at (record), >, 0);
  g_assert_true (
    berth_spot_outlook_is_about (outlook, practice->subscription, "koreacentral", SIZE));
  g_assert_false (
    berth_spot_outlook_is_about (outlook, practice->subscription, "koreacentral", NULL));
  await_file (practice, folder);
  g_assert_finalize_object (outlook);

  dex_await (berth_sandbox_stop (practice->sandbox), NULL);
  outlook = look (practice, folder);
  await (practice, outlook);
  g_assert_nonnull (berth_spot_outlook_get_history_error (outlook));
  g_assert_cmpuint (
    berth_spot_record_get_n_prices (berth_spot_outlook_get_record (outlook)), ==, n);
  g_assert_finalize_object (outlook);
}

/* Nobody waits for an answer any more. */
static void
test_dropped (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (NULL);
  BerthSpotOutlook *outlook = look (practice, practice->folder);

  g_assert_finalize_object (outlook);
  dex_await (berth_clock_wait (practice->clock, 5 * G_USEC_PER_SEC, NULL), NULL);
}

static void
test_strange_name (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (NULL);
  g_autoptr (BerthSpotOutlook) outlook
    = berth_spot_outlook_new (practice->client, practice->subscription, "koreacentral",
                              "a' | limit 1", practice->folder);

  await (practice, outlook);
  g_assert_error (berth_spot_outlook_get_history_error (outlook), G_IO_ERROR,
                  G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/spot-outlook/record-stays", test_record_stays);
  berth_test_add ("/provision/spot-outlook/dropped", test_dropped);
  berth_test_add ("/provision/spot-outlook/strange-name", test_strange_name);
  return g_test_run ();
}
