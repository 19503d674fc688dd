/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-quota.h"
#include "berth-sandbox-test.h"
#include "berth-test.h"

#define QUOTA                                                                            \
  "/providers/Microsoft.Compute/locations/koreacentral/providers/Microsoft.Quota/"       \
  "quotas/"                                                                              \
  "lowPriorityCores?api-version=2023-02-01"
#define SCOPE                                                                            \
  "/providers/Microsoft.Compute/locations/koreacentral/providers/Microsoft.Quota/"
#define FOUR                                                                             \
  "{\"properties\": {\"limit\": {\"limitObjectType\": \"LimitValue\", \"value\": 4},"    \
  " \"name\": {\"value\": \"lowPriorityCores\"}}}"

static void
register_quota (BerthSandboxTest *cloud)
{
  g_autofree char *path
    = berth_sandbox_test_dup_path (cloud, "/providers/Microsoft.Quota/register");
  g_autofree char *state
    = berth_sandbox_test_dup_path (cloud, "/providers/Microsoft.Quota");

  json_node_unref (berth_sandbox_test_send (cloud, "POST", path, NULL));
  for (guint i = 0; i < 2000; i++) {
    g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, "GET", state, NULL);

    if (g_strcmp0 (berth_sandbox_test_get (answer, "registrationState"), "Registered")
        == 0)
      return;
    dex_await (berth_clock_wait (cloud->clock, G_USEC_PER_SEC, NULL), NULL);
  }
  g_assert_not_reached ();
}

static void
test_unregistered (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, QUOTA);
  g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, "PUT", path, FOUR);

  g_assert_cmpuint (cloud->status, ==, 409);
  g_assert_cmpstr (berth_sandbox_test_get (answer, "error.code"), ==,
                   "MissingSubscriptionRegistration");
  g_assert_cmpstr (berth_sandbox_test_get (answer, "error.details.0.target"), ==,
                   "Microsoft.Quota");
}

static void
test_granted (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, QUOTA);
  g_autoptr (JsonNode) before = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_autoptr (JsonNode) request = NULL;
  g_autoptr (JsonNode) after = NULL;

  g_assert_cmpint (berth_sandbox_test_get_int (before, "properties.limit.value"), ==, 3);
  register_quota (cloud);
  request = berth_sandbox_test_send (cloud, "PUT", path, FOUR);
  g_assert_cmpuint (cloud->status, ==, 202);
  g_assert_cmpstr (berth_sandbox_test_get (request, "properties.provisioningState"), ==,
                   "InProgress");
  /* The service shouts the names of what is asked for. */
  g_assert_cmpstr (berth_sandbox_test_get (request, "properties.name.value"), ==,
                   "LOWPRIORITYCORES");
  berth_sandbox_test_finish (cloud);
  after = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_assert_cmpint (berth_sandbox_test_get_int (after, "properties.limit.value"), ==, 4);
}

static void
test_refused (void)
{
  g_autoptr (BerthSandboxTest) cloud
    = berth_sandbox_test_new ("{\"quota\": {\"granted\": false}}");
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, QUOTA);
  g_autoptr (JsonNode) request = NULL;
  g_autoptr (JsonNode) decided = NULL;
  g_autofree char *id = NULL;

  register_quota (cloud);
  request = berth_sandbox_test_send (cloud, "PUT", path, FOUR);
  id = g_strdup (berth_sandbox_test_get (request, "id"));
  berth_sandbox_test_finish (cloud);
  decided = berth_sandbox_test_send (cloud, "GET", id, NULL);
  g_assert_cmpstr (berth_sandbox_test_get (decided, "properties.provisioningState"), ==,
                   "Failed");
  g_assert_cmpstr (berth_sandbox_test_get (decided, "properties.error.code"), ==,
                   "ContactSupport");
}

static void
test_usages (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (
    cloud, "/providers/Microsoft.Compute/locations/koreacentral/usages");
  g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, "GET", path, NULL);

  g_assert_cmpuint (berth_sandbox_test_count (answer, "value"), >, 40);
  g_assert_cmpstr (berth_sandbox_test_get (answer, "value.3.name.value"), ==,
                   "lowPriorityCores");
  g_assert_cmpint (berth_sandbox_test_get_int (answer, "value.3.limit"), ==, 3);
}

/* The quota service shows limits and usages of what there is, by any spelling. */
static void
test_names (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *usage
    = berth_sandbox_test_dup_path (cloud, SCOPE "usages/LOWPRIORITYCORES");
  g_autofree char *unknown = berth_sandbox_test_dup_path (cloud, SCOPE "quotas/nothing");
  g_autoptr (JsonNode) used = berth_sandbox_test_send (cloud, "GET", usage, NULL);
  g_autoptr (JsonNode) refused = NULL;

  g_assert_cmpint (berth_sandbox_test_get_int (used, "properties.usages.value"), ==, 0);
  g_assert_cmpstr (berth_sandbox_test_get (used, "name"), ==, "lowPriorityCores");
  refused = berth_sandbox_test_send (cloud, "GET", unknown, NULL);
  g_assert_cmpuint (cloud->status, ==, 400);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/sandbox/quota/unregistered", test_unregistered);
  berth_test_add ("/sandbox/quota/granted", test_granted);
  berth_test_add ("/sandbox/quota/refused", test_refused);
  berth_test_add ("/sandbox/quota/usages", test_usages);
  berth_test_add ("/sandbox/quota/names", test_names);
  return g_test_run ();
}
