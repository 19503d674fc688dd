/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-azure-error.h"
#include "berth-quotas.h"
#include "berth-test.h"

#define QUOTAS                                                                           \
  "/subscriptions/s/providers/Microsoft.Compute/locations/koreacentral/providers/"       \
  "Microsoft.Quota"

static DexFuture *
request (BerthArmTest *test)
{
  return berth_quotas_request (test->client, "s", "koreacentral", "lowPriorityCores", 4,
                               NULL);
}

static void
check (BerthArmTest *test, const char *name, const char *state)
{
  g_autoptr (BerthQuotaRequest) sent = berth_arm_test_expect (test, request (test));

  g_assert_cmpstr (berth_quota_request_get_name (sent), ==, name);
  g_assert_cmpstr (berth_quota_request_get_state (sent), ==, state);
}

static void
test_as_itself (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();

  berth_fake_transport_answer (
    test->wire, 202,
    "{\"id\":\"" QUOTAS "/quotaRequests/guid-1\",\"name\":\"guid-1\",\"properties\":"
    "{\"provisioningState\":\"InProgress\"}}",
    NULL);
  check (test, "guid-1", "InProgress");
}

/* The published example of an accepted request has no body. */
static void
test_without_body (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();

  berth_fake_transport_answer (
    test->wire, 202, "", "location",
    BERTH_TEST_ARM QUOTAS "/operationsStatus/guid-2?api-version=2023-02-01", NULL);
  check (test, "guid-2", "InProgress");
}

/* What is granted at once comes back as the quota, whose name is not a request's. */
static void
test_granted_at_once (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();

  berth_fake_transport_answer (
    test->wire, 200,
    "{\"name\":\"lowPriorityCores\",\"properties\":{\"limit\":{\"value\":4},\"name\":"
    "{\"value\":\"lowPriorityCores\"}}}",
    "location", BERTH_TEST_ARM QUOTAS "/quotaRequests/guid-3?api-version=2023-02-01",
    NULL);
  check (test, "guid-3", "Succeeded");
}

static void
test_lost (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 202, "", NULL);
  error = berth_arm_test_expect_error (test, request (test));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/quotas/as-itself", test_as_itself);
  berth_test_add ("/azure/quotas/without-body", test_without_body);
  berth_test_add ("/azure/quotas/granted-at-once", test_granted_at_once);
  berth_test_add ("/azure/quotas/lost", test_lost);
  return g_test_run ();
}
