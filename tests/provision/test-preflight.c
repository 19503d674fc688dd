/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-cost.h"
#include "berth-practice-test.h"
#include "berth-preflight.h"
#include "berth-quota-request-task.h"
#include "berth-test.h"

#include <math.h>

static void
wait_until_known (BerthPreflight *preflight, BerthPracticeTest *practice)
{
  do
    dex_await (berth_clock_wait (practice->clock, G_USEC_PER_SEC, NULL), NULL);
  while (berth_preflight_is_busy (preflight));
}

static BerthVerdict *
find (BerthPreflight *preflight, BerthVerdictTopic topic)
{
  GListModel *verdicts = berth_preflight_get_verdicts (preflight);

  for (guint i = 0; i < g_list_model_get_n_items (verdicts); i++) {
    g_autoptr (BerthVerdict) verdict = g_list_model_get_item (verdicts, i);

    if (berth_verdict_get_topic (verdict) == topic)
      return verdict;
  }
  return NULL;
}

static BerthVerdictLevel
level_of (BerthPreflight *preflight, BerthVerdictTopic topic)
{
  BerthVerdict *verdict = find (preflight, topic);

  g_assert_nonnull (verdict);
  return berth_verdict_get_level (verdict);
}

static void
test_story (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (NULL);
  g_autoptr (BerthMachineSpec) spec = berth_practice_test_make_spec (practice);
  BerthFacts *facts
    = berth_facts_new (practice->client, practice->subscription, "koreacentral");
  BerthPreflight *preflight = berth_preflight_new (facts, spec, practice->clock);
  g_autoptr (BerthQuotaRequestTask) task = NULL;
  BerthFix *fix;

  wait_until_known (preflight, practice);
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_TERMS), ==,
                   BERTH_VERDICT_LEVEL_BLOCKED);
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_QUOTA), ==,
                   BERTH_VERDICT_LEVEL_BLOCKED);
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_IMAGE), ==,
                   BERTH_VERDICT_LEVEL_FINE);
  fix = berth_verdict_get_fix (find (preflight, BERTH_VERDICT_TOPIC_QUOTA));
  g_assert_cmpstr (berth_fix_get_label (fix), ==, "Request 4 cores");
  g_assert_cmpint (berth_preflight_get_level (preflight), ==,
                   BERTH_VERDICT_LEVEL_BLOCKED);

  task = berth_quota_request_task_new (practice->client, practice->subscription, fix);
  g_assert_true (dex_await_boolean (berth_quota_request_task_start (task), NULL));
  berth_practice_test_accept_terms (practice);
  berth_preflight_refresh (preflight);
  wait_until_known (preflight, practice);
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_QUOTA), ==,
                   BERTH_VERDICT_LEVEL_FINE);
  g_assert_cmpint (berth_preflight_get_level (preflight), ==, BERTH_VERDICT_LEVEL_FINE);
  g_assert_finalize_object (preflight);
  g_assert_finalize_object (facts);
}

static void
test_choices (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (NULL);
  g_autoptr (BerthMachineSpec) spec = berth_practice_test_make_spec (practice);
  g_autoptr (BerthFacts) facts
    = berth_facts_new (practice->client, practice->subscription, "koreacentral");
  g_autoptr (BerthPreflight) preflight
    = berth_preflight_new (facts, spec, practice->clock);

  wait_until_known (preflight, practice);
  berth_machine_spec_set_name (spec, "-bad-");
  berth_machine_spec_set_user (spec, "root");
  berth_machine_spec_set_ssh_from (spec, "0.0.0.0/0");
  berth_machine_spec_set_size (spec, "Standard_D2ps_v5");
  wait_until_known (preflight, practice);
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_NAME), ==,
                   BERTH_VERDICT_LEVEL_BLOCKED);
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_USER), ==,
                   BERTH_VERDICT_LEVEL_BLOCKED);
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_ACCESS), ==,
                   BERTH_VERDICT_LEVEL_WARNING);
  /* An Arm64 size and an x64 image. */
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_IMAGE), ==,
                   BERTH_VERDICT_LEVEL_BLOCKED);

  berth_machine_spec_set_size (spec, "Standard_NC40ads_H100_v5");
  wait_until_known (preflight, practice);
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_SIZE), ==,
                   BERTH_VERDICT_LEVEL_BLOCKED);
  berth_machine_spec_set_size (spec, "Standard_B2ms");
  wait_until_known (preflight, practice);
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_SPOT), ==,
                   BERTH_VERDICT_LEVEL_BLOCKED);
}

static void
test_max_price (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (NULL);
  g_autoptr (BerthMachineSpec) spec = berth_practice_test_make_spec (practice);
  g_autoptr (BerthFacts) facts
    = berth_facts_new (practice->client, practice->subscription, "koreacentral");
  g_autoptr (BerthPreflight) preflight
    = berth_preflight_new (facts, spec, practice->clock);

  berth_machine_spec_set_eviction_type (spec, BERTH_EVICTION_TYPE_PRICE);
  berth_machine_spec_set_max_price (spec, 0.001);
  wait_until_known (preflight, practice);
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_PRICE), ==,
                   BERTH_VERDICT_LEVEL_BLOCKED);
  berth_machine_spec_set_max_price (spec, 1);
  wait_until_known (preflight, practice);
  g_assert_null (find (preflight, BERTH_VERDICT_TOPIC_PRICE));
}

/* The list price of Korea Central in the catalogue: 0.526 × 1.1, a fifth of it on Spot.
 */
static void
test_cost (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (NULL);
  g_autoptr (BerthMachineSpec) spec = berth_practice_test_make_spec (practice);
  g_autoptr (BerthFacts) facts
    = berth_facts_new (practice->client, practice->subscription, "koreacentral");
  g_autoptr (BerthCost) before = berth_cost_new (facts, spec);
  g_autoptr (BerthCost) spot = NULL;
  g_autoptr (BerthCost) full = NULL;

  g_assert_cmpfloat (berth_cost_get_hour (before), ==, -1);
  g_assert_cmpfloat (berth_cost_get_month_off (before), ==, -1);
  while (berth_facts_is_busy (facts))
    dex_await (berth_clock_wait (practice->clock, G_USEC_PER_SEC, NULL), NULL);
  spot = berth_cost_new (facts, spec);
  g_assert_cmpfloat_with_epsilon (berth_cost_get_hour (spot), 0.11572, 1e-5);
  /* A disk of 64 GiB and a public address. */
  g_assert_cmpfloat_with_epsilon (berth_cost_get_month_off (spot), 4.8 + 3.65, 1e-6);
  g_assert_cmpfloat_with_epsilon (berth_cost_get_month (spot), 0.11572 * 730 + 8.45,
                                  1e-2);
  berth_machine_spec_set_spot (spec, FALSE);
  full = berth_cost_new (facts, spec);
  g_assert_cmpfloat_with_epsilon (berth_cost_get_hour (full), 0.5786, 1e-5);
}

/* A cloud that cannot be reached leaves everything unknown, and says so. */
static void
test_unknown (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (NULL);
  g_autoptr (BerthMachineSpec) spec = berth_practice_test_make_spec (practice);
  g_autoptr (BerthFacts) facts = NULL;
  g_autoptr (BerthPreflight) preflight = NULL;

  dex_await (berth_sandbox_stop (practice->sandbox), NULL);
  facts = berth_facts_new (practice->client, practice->subscription, "koreacentral");
  preflight = berth_preflight_new (facts, spec, practice->clock);
  wait_until_known (preflight, practice);
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_SIZE), ==,
                   BERTH_VERDICT_LEVEL_UNKNOWN);
  g_assert_cmpint (level_of (preflight, BERTH_VERDICT_TOPIC_TERMS), ==,
                   BERTH_VERDICT_LEVEL_UNKNOWN);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/preflight/story", test_story);
  berth_test_add ("/provision/preflight/choices", test_choices);
  berth_test_add ("/provision/preflight/max-price", test_max_price);
  berth_test_add ("/provision/preflight/cost", test_cost);
  berth_test_add ("/provision/preflight/unknown", test_unknown);
  return g_test_run ();
}
