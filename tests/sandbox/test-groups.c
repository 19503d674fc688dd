/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-test.h"
#include "berth-test.h"

static void
test_life (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, "/resourceGroups/One");
  g_autofree char *other_case
    = berth_sandbox_test_dup_path (cloud, "/resourcegroups/oNE");
  g_autoptr (JsonNode) found = NULL;
  g_autoptr (JsonNode) gone = NULL;

  berth_sandbox_test_make_group (cloud, "One");
  found = berth_sandbox_test_send (cloud, "GET", other_case, NULL);
  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_cmpstr (berth_sandbox_test_get (found, "name"), ==, "One");
  g_assert_null (berth_sandbox_test_send (cloud, "DELETE", path, NULL));
  g_assert_cmpuint (cloud->status, ==, 202);
  berth_sandbox_test_finish (cloud);
  gone = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_assert_cmpuint (cloud->status, ==, 404);
  g_assert_cmpstr (berth_sandbox_test_get (gone, "error.code"), ==,
                   "ResourceGroupNotFound");
}

static void
test_other_region (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, "/resourceGroups/one");
  g_autoptr (JsonNode) answer = NULL;

  berth_sandbox_test_make_group (cloud, "one");
  answer = berth_sandbox_test_send (cloud, "PUT", path, "{\"location\": \"eastus\"}");
  g_assert_cmpuint (cloud->status, ==, 409);
  g_assert_cmpstr (berth_sandbox_test_get (answer, "error.code"), ==,
                   "InvalidResourceGroupLocation");
}

static void
test_unknown (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  static const char *const paths[] = {
    "/",
    "/nothing",
    "/subscriptions/other/resourceGroups",
    "/subscriptions//providers/Microsoft.Nothing/things",
    "/%2e%2e/%2e%2e/etc/passwd",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, "GET", paths[i], NULL);

    g_assert_cmpuint (cloud->status, >=, 400);
    g_assert_cmpuint (cloud->status, <, 500);
    g_assert_nonnull (berth_sandbox_test_get (answer, "error.code"));
  }
}

static void
test_bad_bodies (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, "/resourceGroups/one");
  static const char *const bodies[]
    = { "", "[]", "{", "{\"location\": 3}", "\"a\"", "{}{}", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, "PUT", path, bodies[i]);

    g_assert_cmpuint (cloud->status, ==, 400);
    g_assert_nonnull (berth_sandbox_test_get (answer, "error.code"));
  }
}

static void
test_registration (void)
{
  g_autoptr (BerthSandboxTest) cloud
    = berth_sandbox_test_new ("{\"unregistered\": [\"Microsoft.Network\"]}");
  g_autofree char *path = berth_sandbox_test_dup_path (
    cloud, "/resourceGroups/one/providers/Microsoft.Network/networkSecurityGroups/n"
           "?api-version=2024-01-01");
  g_autofree char *registering
    = berth_sandbox_test_dup_path (cloud, "/providers/Microsoft.Network/register");
  g_autoptr (JsonNode) refused = NULL;
  g_autoptr (JsonNode) registered = NULL;

  berth_sandbox_test_make_group (cloud, "one");
  refused
    = berth_sandbox_test_send (cloud, "PUT", path, "{\"location\": \"koreacentral\"}");
  g_assert_cmpuint (cloud->status, ==, 409);
  g_assert_cmpstr (berth_sandbox_test_get (refused, "error.code"), ==,
                   "MissingSubscriptionRegistration");
  registered = berth_sandbox_test_send (cloud, "POST", registering, NULL);
  g_assert_cmpuint (cloud->status, ==, 200);
}

/* Versions that cannot be: malformed, no day of a calendar, before the service, far
 * ahead. */
static void
test_versions (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  static const char *const versions[] = { "latest",     "2024-13-45", "2024-02-30",
                                          "1999-01-01", "2124-01-01", "2024-01-01-x" };

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++) {
    g_autofree char *rest
      = g_strconcat ("/resourcegroups?api-version=", versions[i], NULL);
    g_autofree char *path = berth_sandbox_test_dup_path (cloud, rest);
    g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, "GET", path, NULL);

    g_assert_cmpuint (cloud->status, ==, 400);
    g_assert_cmpstr (berth_sandbox_test_get (answer, "error.code"), ==,
                     "InvalidApiVersionParameter");
  }
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/sandbox/groups/life", test_life);
  berth_test_add ("/sandbox/groups/other-region", test_other_region);
  berth_test_add ("/sandbox/groups/unknown", test_unknown);
  berth_test_add ("/sandbox/groups/bad-bodies", test_bad_bodies);
  berth_test_add ("/sandbox/groups/registration", test_registration);
  berth_test_add ("/sandbox/groups/versions", test_versions);
  return g_test_run ();
}
