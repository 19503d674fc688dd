/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-explanation.h"
#include "berth-groups.h"
#include "berth-machines.h"
#include "berth-practice-test.h"
#include "berth-quota-request-task.h"
#include "berth-removal.h"
#include "berth-run.h"
#include "berth-test.h"

/* A Spot quota that is enough, so that a run is not about quotas. */
#define ENOUGH "{\"quota\": {\"limits\": {\"koreacentral\": {\"lowPriorityCores\": 8}}}}"

static DexFuture *
on_state (BerthRun *run, BerthRunState state, BerthClock *clock)
{
  for (guint i = 0; i < 6000 && berth_run_get_state (run) != state; i++)
    dex_await (berth_clock_wait (clock, G_USEC_PER_SEC / 2, NULL), NULL);
  return dex_future_new_true ();
}

static void
wait_for (BerthRun *run, BerthRunState state, BerthPracticeTest *practice)
{
  dex_await (on_state (run, state, practice->clock), NULL);
  if (berth_run_get_error (run) != NULL && state != BERTH_RUN_STATE_FAILED)
    g_test_message ("%s", berth_run_get_error (run)->message);
  g_assert_cmpint (berth_run_get_state (run), ==, state);
}

static BerthRun *
make_run (BerthPracticeTest *practice)
{
  g_autoptr (BerthMachineSpec) spec = berth_practice_test_make_spec (practice);
  g_autoptr (BerthPlan) plan = berth_plan_new (spec, NULL);
  g_autofree char *journals = g_build_filename (practice->folder, "runs", NULL);

  return berth_run_new (practice->client, plan, journals, NULL);
}

static guint
count_journals (BerthPracticeTest *practice)
{
  g_autofree char *journals = g_build_filename (practice->folder, "runs", NULL);
  g_autoptr (GDir) dir = g_dir_open (journals, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static BerthRunStep *
get_step (BerthRun *run, const char *id)
{
  GListModel *steps = berth_run_get_steps (run);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (BerthRunStep) step = g_list_model_get_item (steps, i);

    if (g_str_equal (berth_run_step_get_id (step), id))
      return step;
  }
  g_assert_not_reached ();
}

static void
test_success (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (ENOUGH);
  g_autoptr (BerthRun) run = NULL;
  g_autoptr (BerthMachine) machine = NULL;
  g_autoptr (GError) error = NULL;

  berth_practice_test_accept_terms (practice);
  run = make_run (practice);
  berth_run_start (run);
  g_assert_cmpint (berth_run_get_state (run), ==, BERTH_RUN_STATE_RUNNING);
  wait_for (run, BERTH_RUN_STATE_SUCCEEDED, practice);
  g_assert_cmpint (berth_run_step_get_state (get_step (run, "machine")), ==,
                   BERTH_RUN_STEP_STATE_DONE);
  g_assert_true (g_str_has_prefix (berth_run_get_address (run), "127."));
  g_assert_cmpuint (count_journals (practice), ==, 0);
  machine = dex_await_object (
    berth_machines_get (practice->client, berth_run_get_machine_id (run), NULL), &error);
  g_assert_no_error (error);
  g_assert_true (berth_machine_is_spot (machine));
  g_assert_cmpstr (berth_machine_get_tag (machine, "berth-run"), ==,
                   berth_run_get_id (run));
}

static void
test_terms (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (ENOUGH);
  g_autoptr (BerthRun) run = make_run (practice);
  g_autoptr (BerthExplanation) explanation = NULL;

  berth_run_start (run);
  wait_for (run, BERTH_RUN_STATE_FAILED, practice);
  g_assert_error (berth_run_get_error (run), BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_TERMS);
  explanation = berth_explain_error (berth_run_get_error (run));
  g_assert_cmpint (berth_fix_get_kind (berth_explanation_get_fix (explanation)), ==,
                   BERTH_FIX_ACCEPT_TERMS);
  berth_practice_test_accept_terms (practice);
  berth_run_start (run);
  wait_for (run, BERTH_RUN_STATE_SUCCEEDED, practice);
}

/* The story's refusal, its fix, and the machine at the end. */
static void
test_quota (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (NULL);
  g_autoptr (BerthRun) run = NULL;
  g_autoptr (BerthExplanation) explanation = NULL;
  g_autoptr (BerthQuotaRequestTask) task = NULL;
  BerthFix *fix;

  berth_practice_test_accept_terms (practice);
  run = make_run (practice);
  berth_run_start (run);
  wait_for (run, BERTH_RUN_STATE_FAILED, practice);
  g_assert_error (berth_run_get_error (run), BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_QUOTA);
  explanation = berth_explain_error (berth_run_get_error (run));
  fix = berth_explanation_get_fix (explanation);
  g_assert_cmpstr (berth_fix_get_label (fix), ==, "Request 4 cores");
  g_assert_cmpstr (berth_fix_get_quota (fix), ==, "lowPriorityCores");

  task = berth_quota_request_task_new (practice->client, practice->subscription, fix);
  g_assert_true (dex_await_boolean (berth_quota_request_task_start (task), NULL));
  g_assert_cmpint (berth_quota_request_task_get_state (task), ==,
                   BERTH_QUOTA_REQUEST_GRANTED);
  berth_run_start (run);
  wait_for (run, BERTH_RUN_STATE_SUCCEEDED, practice);
}

static void
assert_group_is_gone (BerthPracticeTest *practice)
{
  g_autoptr (GError) error = NULL;

  dex_await (berth_groups_get (practice->client, practice->subscription,
                               "kaggle-linux-gpu-vm_group", NULL),
             &error);
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_NOT_FOUND);
}

static void
test_allocation_failure_and_undo (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (
    "{\"quota\": {\"limits\": {\"koreacentral\": {\"lowPriorityCores\": 8}}},"
    "\"allocationFailures\": [{\"code\": \"AllocationFailed\", \"times\": 1}]}");
  g_autoptr (BerthRun) run = NULL;

  berth_practice_test_accept_terms (practice);
  run = make_run (practice);
  berth_run_start (run);
  wait_for (run, BERTH_RUN_STATE_FAILED, practice);
  g_assert_error (berth_run_get_error (run), BERTH_AZURE_ERROR,
                  BERTH_AZURE_ERROR_CAPACITY);
  g_assert_cmpint (berth_run_step_get_state (get_step (run, "machine")), ==,
                   BERTH_RUN_STEP_STATE_FAILED);
  g_assert_cmpuint (count_journals (practice), ==, 1);
  berth_run_undo (run);
  wait_for (run, BERTH_RUN_STATE_UNDONE, practice);
  assert_group_is_gone (practice);
  g_assert_cmpuint (count_journals (practice), ==, 0);
}

static void
test_cancel_and_undo (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (ENOUGH);
  g_autoptr (BerthRun) run = NULL;

  berth_practice_test_accept_terms (practice);
  run = make_run (practice);
  berth_run_start (run);
  while (berth_run_step_get_state (get_step (run, "nsg")) == BERTH_RUN_STEP_STATE_WAITING)
    dex_await (berth_clock_wait (practice->clock, G_USEC_PER_SEC / 4, NULL), NULL);
  berth_run_cancel (run);
  g_assert_cmpint (berth_run_get_state (run), ==, BERTH_RUN_STATE_CANCELLED);
  berth_run_undo (run);
  wait_for (run, BERTH_RUN_STATE_UNDONE, practice);
  assert_group_is_gone (practice);
}

/* A Berth that is closed or killed in the middle, and the next one. */
static void
test_pick_up (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (ENOUGH);
  g_autofree char *journals = g_build_filename (practice->folder, "runs", NULL);
  g_autoptr (BerthRun) run = NULL;
  g_autoptr (BerthRun) again = NULL;
  g_autoptr (GListModel) found = NULL;
  g_autoptr (GError) error = NULL;

  berth_practice_test_accept_terms (practice);
  run = make_run (practice);
  berth_run_start (run);
  while (berth_run_step_get_state (get_step (run, "vnet"))
         == BERTH_RUN_STEP_STATE_WAITING)
    dex_await (berth_clock_wait (practice->clock, G_USEC_PER_SEC / 4, NULL), NULL);
  dex_await (berth_run_detach (run), NULL);
  g_assert_cmpuint (count_journals (practice), ==, 1);

  found
    = dex_await_object (berth_run_load_all (practice->client, journals, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (found), ==, 1);
  again = g_list_model_get_item (found, 0);
  g_assert_cmpstr (berth_run_get_id (again), ==, berth_run_get_id (run));
  g_assert_cmpint (berth_run_get_state (again), ==, BERTH_RUN_STATE_READY);
  berth_run_start (again);
  wait_for (again, BERTH_RUN_STATE_SUCCEEDED, practice);
}

/* What somebody else put into the group stays, and the group with it. */
static void
test_removal (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (ENOUGH);
  g_autoptr (BerthRun) run = NULL;
  g_autoptr (BerthRemoval) removal = NULL;
  g_autoptr (GListModel) left = NULL;
  g_autoptr (GError) error = NULL;

  berth_practice_test_accept_terms (practice);
  run = make_run (practice);
  berth_run_start (run);
  wait_for (run, BERTH_RUN_STATE_SUCCEEDED, practice);
  {
    g_autofree char *path = berth_arm_path (
      "/subscriptions/%s/resourceGroups/kaggle-linux-gpu-vm_group/providers/"
      "Microsoft.Network/networkSecurityGroups/%s",
      practice->subscription, "somebody-elses");
    g_autoptr (JsonNode) body
      = json_from_string ("{\"location\": \"koreacentral\", \"properties\": {}}", NULL);

    dex_await (
      berth_arm_client_operate (practice->client, "PUT", path, "2024-01-01", body, NULL),
      &error);
    g_assert_no_error (error);
  }
  removal = dex_await_object (
    berth_removal_find (practice->client, berth_run_get_machine_id (run), NULL), &error);
  g_assert_no_error (error);
  g_assert_false (berth_removal_takes_group (removal));
  g_assert_cmpuint (g_list_model_get_n_items (berth_removal_get_gone (removal)), ==, 6);
  g_assert_cmpuint (g_list_model_get_n_items (berth_removal_get_kept (removal)), ==, 2);
  dex_await (berth_removal_perform (removal, NULL), &error);
  g_assert_no_error (error);
  left = dex_await_object (
    berth_groups_list_resources (practice->client, practice->subscription,
                                 "kaggle-linux-gpu-vm_group", NULL),
    &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (left), ==, 1);
}

/* The cloud is gone in the middle: a clear error, and the journal for later. */
static void
test_cloud_is_gone (void)
{
  g_autoptr (BerthPracticeTest) practice = berth_practice_test_new (ENOUGH);
  g_autoptr (BerthRun) run = NULL;
  g_autoptr (BerthExplanation) explanation = NULL;

  berth_practice_test_accept_terms (practice);
  run = make_run (practice);
  berth_run_start (run);
  while (berth_run_step_get_state (get_step (run, "nsg")) == BERTH_RUN_STEP_STATE_WAITING)
    dex_await (berth_clock_wait (practice->clock, G_USEC_PER_SEC / 4, NULL), NULL);
  dex_await (berth_sandbox_stop (practice->sandbox), NULL);
  wait_for (run, BERTH_RUN_STATE_FAILED, practice);
  explanation = berth_explain_error (berth_run_get_error (run));
  g_assert_cmpint (berth_fix_get_kind (berth_explanation_get_fix (explanation)), ==,
                   BERTH_FIX_TRY_AGAIN);
  g_assert_cmpuint (count_journals (practice), ==, 1);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/run/success", test_success);
  berth_test_add ("/provision/run/terms", test_terms);
  berth_test_add ("/provision/run/quota", test_quota);
  berth_test_add ("/provision/run/allocation-failure-and-undo",
                  test_allocation_failure_and_undo);
  berth_test_add ("/provision/run/cancel-and-undo", test_cancel_and_undo);
  berth_test_add ("/provision/run/pick-up", test_pick_up);
  berth_test_add ("/provision/run/removal", test_removal);
  berth_test_add ("/provision/run/cloud-is-gone", test_cloud_is_gone);
  return g_test_run ();
}
