/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-facts.h"
#include "berth-graph.h"
#include "berth-groups.h"
#include "berth-images.h"
#include "berth-machine-console.h"
#include "berth-machines.h"
#include "berth-placement.h"
#include "berth-practice-test.h"
#include "berth-preflight.h"
#include "berth-prices.h"
#include "berth-quota-request-task.h"
#include "berth-quotas.h"
#include "berth-recording-test.h"
#include "berth-removal.h"
#include "berth-run.h"
#include "berth-ssh-public-keys.h"
#include "berth-subscriptions.h"
#include "berth-test.h"
#include "berth-wire.h"

/* Everything that Berth asks of Azure, asked of the practice cloud and written down to
 * the file that BERTH_EXCHANGES names. Here Berth asks through its own services; what
 * only other clients ask is in berth-recording-other.c. */

#define ENOUGH "{\"quota\": {\"limits\": {\"koreacentral\": {\"lowPriorityCores\": 16}}}}"

static void
pause_for (BerthPracticeTest *cloud, double seconds)
{
  dex_await (berth_clock_wait (cloud->clock, (gint64) (seconds * G_USEC_PER_SEC), NULL),
             NULL);
}

static void
wait_for (BerthPracticeTest *cloud, BerthRun *run, BerthRunState state)
{
  for (guint i = 0; i < 6000 && berth_run_get_state (run) != state; i++)
    pause_for (cloud, 0.5);
  g_assert_cmpint (berth_run_get_state (run), ==, state);
}

static BerthRun *
make_run (BerthPracticeTest *cloud)
{
  g_autoptr (BerthMachineSpec) spec = berth_practice_test_make_spec (cloud);
  g_autoptr (BerthPlan) plan = berth_plan_new (spec, NULL);
  g_autofree char *journals = g_build_filename (cloud->folder, "runs", NULL);

  return berth_run_new (cloud->client, plan, journals, NULL);
}

static gboolean
has_begun (BerthRun *run, const char *id)
{
  GListModel *steps = berth_run_get_steps (run);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (BerthRunStep) step = g_list_model_get_item (steps, i);

    if (g_str_equal (berth_run_step_get_id (step), id))
      return berth_run_step_get_state (step) != BERTH_RUN_STEP_STATE_WAITING;
  }
  return FALSE;
}

static void
look_around (BerthPracticeTest *cloud)
{
  BerthArmClient *client = cloud->client;
  const char *subscription = cloud->subscription;

  berth_recording_test_expect (berth_subscriptions_list (client, NULL));
  berth_recording_test_expect (berth_subscriptions_list_tenants (client, NULL));
  berth_recording_test_expect (
    berth_subscriptions_list_locations (client, subscription, NULL));
  berth_recording_test_expect (berth_groups_list (client, subscription, NULL));
  berth_recording_test_expect (
    berth_images_list_publishers (client, subscription, "koreacentral", NULL));
  berth_recording_test_expect (
    berth_images_list_offers (client, subscription, "koreacentral", "nvidia", NULL));
  berth_recording_test_expect (berth_images_list_skus (
    client, subscription, "koreacentral", "nvidia", "ngc_azure_17_11", NULL));
  berth_recording_test_expect (berth_images_list_versions (
    client, subscription, "koreacentral", "nvidia", "ngc_azure_17_11",
    "ngc-base-version-23_09_1_gen2", NULL));
  berth_recording_test_expect (berth_images_get (client, subscription, "koreacentral",
                                                 "Canonical", "ubuntu-24_04-lts",
                                                 "server", "24.04.202611040", NULL));
  berth_recording_test_expect (berth_placement_get_score (
    client, subscription, "koreacentral", "Standard_NC4as_T4_v3", NULL));
  berth_recording_test_expect (
    berth_graph_list_spot_facts (client, "koreacentral", NULL));
  berth_recording_test_expect (berth_prices_list (client, "koreacentral", NULL, NULL));
  berth_recording_test_expect (berth_prices_list_disks (client, "koreacentral", NULL));
  berth_recording_test_expect (
    berth_prices_list_addresses (client, "koreacentral", NULL));
  berth_recording_test_expect (
    berth_quotas_get (client, subscription, "koreacentral", "lowPriorityCores", NULL));
}

static void
use_keys (BerthPracticeTest *cloud)
{
  BerthArmClient *client = cloud->client;
  const char *subscription = cloud->subscription;

  berth_recording_test_expect (
    berth_groups_put (client, subscription, "keys", "koreacentral", NULL, NULL));
  berth_recording_test_expect (berth_ssh_public_keys_put (
    client, subscription, "keys", "made", "koreacentral", NULL, NULL));
  berth_recording_test_expect (berth_ssh_public_keys_generate (
    client, subscription, "keys", "made", "Ed25519", NULL));
  berth_recording_test_expect (berth_ssh_public_keys_list (client, subscription, NULL));
}

/* The wizard: facts, verdicts, the quota's refusal, its request, the terms. */
static void
test_wizard (void)
{
  g_autoptr (BerthPracticeTest) cloud = berth_recording_test_new (NULL);
  g_autoptr (BerthMachineSpec) spec = berth_practice_test_make_spec (cloud);
  g_autoptr (BerthFacts) facts
    = berth_facts_new (cloud->client, cloud->subscription, "koreacentral");
  g_autoptr (BerthPreflight) preflight = berth_preflight_new (facts, spec, cloud->clock);
  g_autoptr (BerthRun) run = NULL;
  g_autoptr (BerthFix) fix = NULL;
  g_autoptr (BerthQuotaRequestTask) task = NULL;

  look_around (cloud);
  use_keys (cloud);
  do
    pause_for (cloud, 1);
  while (berth_preflight_is_busy (preflight));
  berth_practice_test_accept_terms (cloud);
  run = make_run (cloud);
  berth_run_start (run);
  wait_for (cloud, run, BERTH_RUN_STATE_FAILED);
  fix = berth_fix_new_quota ("Request 4 cores", "koreacentral", "lowPriorityCores", 4);
  task = berth_quota_request_task_new (cloud->client, cloud->subscription, fix);
  g_assert_true (dex_await_boolean (berth_quota_request_task_start (task), NULL));
}

static void
use_machine (BerthPracticeTest *cloud, const char *id)
{
  BerthArmClient *client = cloud->client;

  berth_recording_test_expect (berth_machines_get (client, id, NULL));
  berth_recording_test_expect (berth_machines_list (client, cloud->subscription, NULL));
  berth_recording_test_expect (
    berth_graph_list_machines (client, cloud->subscription, NULL));
  berth_recording_test_expect (berth_machines_get_boot_log (client, id, NULL));
  berth_recording_test_expect (berth_machines_run_command (client, id, "hostname", NULL));
  berth_recording_test_expect (berth_machines_restart (client, id, NULL));
  berth_recording_test_expect (berth_machines_power_off (client, id, NULL));
  berth_recording_test_expect (berth_machines_start (client, id, NULL));
  berth_recording_test_expect (berth_machines_simulate_eviction (client, id, NULL));
  berth_recording_test_expect (berth_machines_deallocate (client, id, NULL));
  berth_recording_test_expect (berth_machines_get (client, id, NULL));
}

/* A machine from its plan to its removal. */
static void
test_life (void)
{
  g_autoptr (BerthPracticeTest) cloud = berth_recording_test_new (ENOUGH);
  g_autoptr (BerthRun) run = NULL;
  g_autoptr (BerthRemoval) removal = NULL;
  g_autoptr (GError) error = NULL;

  berth_practice_test_accept_terms (cloud);
  run = make_run (cloud);
  berth_run_start (run);
  wait_for (cloud, run, BERTH_RUN_STATE_SUCCEEDED);
  use_machine (cloud, berth_run_get_machine_id (run));
  /* With somebody else's in it the group stays: each resource is deleted by itself. */
  berth_recording_test_ask (
    cloud, "PUT",
    "{S}/resourceGroups/kaggle-linux-gpu-vm_group/providers/Microsoft.Network/"
    "networkSecurityGroups/somebody-elses",
    BERTH_API_NETWORK, "{\"location\": \"koreacentral\", \"properties\": {}}");
  removal = dex_await_object (
    berth_removal_find (cloud->client, berth_run_get_machine_id (run), NULL), &error);
  g_assert_no_error (error);
  berth_recording_test_expect (berth_removal_perform (removal, NULL));
}

static void
test_terms_are_missing (void)
{
  g_autoptr (BerthPracticeTest) cloud = berth_recording_test_new (ENOUGH);
  g_autoptr (BerthRun) run = make_run (cloud);

  berth_run_start (run);
  wait_for (cloud, run, BERTH_RUN_STATE_FAILED);
}

/* What fails after it was accepted, and the way back. */
static void
test_undo (void)
{
  g_autoptr (BerthPracticeTest) cloud = berth_recording_test_new (
    "{\"quota\": {\"limits\": {\"koreacentral\": {\"lowPriorityCores\": 8}}},"
    "\"allocationFailures\": [{\"code\": \"AllocationFailed\", \"times\": 1}]}");
  g_autoptr (BerthRun) run = NULL;

  berth_practice_test_accept_terms (cloud);
  run = make_run (cloud);
  berth_run_start (run);
  wait_for (cloud, run, BERTH_RUN_STATE_FAILED);
  berth_run_undo (run);
  wait_for (cloud, run, BERTH_RUN_STATE_UNDONE);
}

static void
test_cancel (void)
{
  g_autoptr (BerthPracticeTest) cloud = berth_recording_test_new (ENOUGH);
  g_autoptr (BerthRun) run = NULL;

  berth_practice_test_accept_terms (cloud);
  run = make_run (cloud);
  berth_run_start (run);
  while (!has_begun (run, "nsg"))
    pause_for (cloud, 0.25);
  berth_run_cancel (run);
  berth_run_undo (run);
  wait_for (cloud, run, BERTH_RUN_STATE_UNDONE);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_assert_nonnull (g_getenv ("BERTH_EXCHANGES"));
  berth_test_add ("/spec/wizard", test_wizard);
  berth_test_add ("/spec/life", test_life);
  berth_test_add ("/spec/terms-are-missing", test_terms_are_missing);
  berth_test_add ("/spec/undo", test_undo);
  berth_test_add ("/spec/cancel", test_cancel);
  berth_recording_add_other_clients ();
  return g_test_run ();
}
