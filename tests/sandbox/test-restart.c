/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-test.h"
#include "berth-test.h"

#define DEPLOYMENT "/resourcegroups/one/providers/Microsoft.Resources/deployments/d"

static void
test_state (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *subscription = g_strdup (cloud->ready->subscription);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, "/resourceGroups/one");
  g_autoptr (JsonNode) answer = NULL;

  berth_sandbox_test_make_group (cloud, "one");
  berth_sandbox_test_start_again (cloud);
  g_assert_cmpstr (cloud->ready->subscription, ==, subscription);
  answer = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_assert_cmpuint (cloud->status, ==, 200);
}

/* What was under way goes on. */
static void
test_deployment (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, DEPLOYMENT);
  static const char body[]
    = "{\"properties\": {\"mode\": \"Incremental\", \"template\": {\"resources\": "
      "[{\"type\":"
      " \"Microsoft.Network/networkSecurityGroups\", \"apiVersion\": \"2024-01-01\", "
      "\"name\":"
      " \"n\", \"location\": \"koreacentral\", \"properties\": {}}]}}}";

  berth_sandbox_test_make_group (cloud, "one");
  json_node_unref (berth_sandbox_test_send (cloud, "PUT", path, body));
  g_assert_cmpuint (cloud->status, ==, 201);
  berth_sandbox_test_start_again (cloud);
  for (guint i = 0; i < 2000; i++) {
    g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, "GET", path, NULL);
    const char *state = berth_sandbox_test_get (answer, "properties.provisioningState");

    g_assert_cmpstr (state, !=, "Failed");
    if (g_strcmp0 (state, "Succeeded") == 0)
      return;
    dex_await (berth_clock_wait (cloud->clock, G_USEC_PER_SEC, NULL), NULL);
  }
  g_assert_not_reached ();
}

/* Two clouds on one state would undo each other's work. */
static void
test_second (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  BerthSandboxOptions options
    = { .state_folder = berth_sandbox_get_state_folder (cloud->sandbox) };
  BerthSandbox *second = berth_sandbox_new (&options);
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (berth_sandbox_start (second), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_finalize_object (second);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/sandbox/restart/state", test_state);
  berth_test_add ("/sandbox/restart/deployment", test_deployment);
  berth_test_add ("/sandbox/restart/second", test_second);
  return g_test_run ();
}
