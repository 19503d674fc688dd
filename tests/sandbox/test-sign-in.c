/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-test.h"
#include "berth-test.h"

#include <string.h>

static char *
token_path (BerthSandboxTest *cloud)
{
  return g_strdup_printf ("/%s/oauth2/v2.0/token", cloud->ready->tenant);
}

static void
test_metadata (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autoptr (JsonNode) modern = NULL;
  g_autoptr (JsonNode) old = NULL;

  g_clear_pointer (&cloud->token, g_free);
  modern = berth_sandbox_test_send (cloud, "GET",
                                    "/metadata/endpoints?api-version=2022-09-01", NULL);
  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (modern) || JSON_NODE_HOLDS_OBJECT (modern));
  old = berth_sandbox_test_send (cloud, "GET",
                                 "/metadata/endpoints?api-version=2015-01-01", NULL);
  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_nonnull (berth_sandbox_test_get (old, "authentication.loginEndpoint"));
}

static void
test_openid (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path
    = g_strdup_printf ("/%s/v2.0/.well-known/openid-configuration", cloud->ready->tenant);
  g_autoptr (JsonNode) answer = NULL;

  g_clear_pointer (&cloud->token, g_free);
  answer = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_nonnull (strstr (berth_sandbox_test_get (answer, "token_endpoint"), "/token"));
}

static void
test_wrong_secret (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = token_path (cloud);
  g_autofree char *form = g_strdup_printf (
    "grant_type=client_credentials&client_id=%s&client_secret=wrong&scope=%s"
    "%%2F.default",
    cloud->ready->client_id, cloud->ready->endpoint);
  g_autoptr (JsonNode) answer = berth_sandbox_test_form (cloud, path, form);

  g_assert_cmpuint (cloud->status, ==, 401);
  g_assert_cmpstr (berth_sandbox_test_get (answer, "error"), ==, "invalid_client");
}

static void
test_without_token (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autoptr (JsonNode) without = NULL;
  g_autoptr (JsonNode) with_bad = NULL;

  g_clear_pointer (&cloud->token, g_free);
  without = berth_sandbox_test_send (cloud, "GET", "/subscriptions", NULL);
  g_assert_cmpuint (cloud->status, ==, 401);
  g_assert_nonnull (g_hash_table_lookup (cloud->headers, "www-authenticate"));
  cloud->token = g_strdup ("not.a.token");
  with_bad = berth_sandbox_test_send (cloud, "GET", "/subscriptions", NULL);
  g_assert_cmpuint (cloud->status, ==, 401);
  g_assert_cmpstr (berth_sandbox_test_get (with_bad, "error.code"), ==,
                   "InvalidAuthenticationToken");
}

static void
test_device_code (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path
    = g_strdup_printf ("/%s/oauth2/v2.0/devicecode", cloud->ready->tenant);
  g_autofree char *form
    = g_strdup_printf ("client_id=%s&scope=%s%%2F.default offline_access",
                       cloud->ready->client_id, cloud->ready->endpoint);
  g_autoptr (JsonNode) answer = berth_sandbox_test_form (cloud, path, form);
  g_autofree char *tokens = token_path (cloud);
  g_autofree char *poll = NULL;
  g_autoptr (JsonNode) pending = NULL;

  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_nonnull (berth_sandbox_test_get (answer, "user_code"));
  poll = g_strdup_printf (
    "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=%s"
    "&device_code=%s",
    cloud->ready->client_id, berth_sandbox_test_get (answer, "device_code"));
  pending = berth_sandbox_test_form (cloud, tokens, poll);
  g_assert_cmpuint (cloud->status, ==, 400);
  g_assert_cmpstr (berth_sandbox_test_get (pending, "error"), ==,
                   "authorization_pending");
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/sandbox/sign-in/metadata", test_metadata);
  berth_test_add ("/sandbox/sign-in/openid", test_openid);
  berth_test_add ("/sandbox/sign-in/wrong-secret", test_wrong_secret);
  berth_test_add ("/sandbox/sign-in/without-token", test_without_token);
  berth_test_add ("/sandbox/sign-in/device-code", test_device_code);
  return g_test_run ();
}
