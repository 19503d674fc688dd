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
  g_autofree char *other = NULL;
  g_autoptr (JsonNode) pending = NULL;
  g_autoptr (JsonNode) stolen = NULL;

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
  other = g_strdup_printf (
    "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=another"
    "&device_code=%s",
    berth_sandbox_test_get (answer, "device_code"));
  stolen = berth_sandbox_test_form (cloud, tokens, other);
  g_assert_cmpstr (berth_sandbox_test_get (stolen, "error"), ==, "bad_verification_code");
}

/* A code verifier and the SHA-256 of it, as RFC 7636 wants them. */
#define VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
#define CLIENT "04b07795-8ddb-461a-bbee-02f9e1bf7b46"

static void
get_page (BerthSandboxTest *cloud, const char *redirect)
{
  g_autofree char *path
    = g_strdup_printf ("/common/oauth2/v2.0/authorize?client_id=" CLIENT
                       "&response_type=code&redirect_uri=%s&scope=%s%%2F.default&state=s"
                       "&code_challenge=" CHALLENGE "&code_challenge_method=S256",
                       redirect, cloud->ready->endpoint);

  g_assert_null (berth_sandbox_test_send (cloud, "GET", path, NULL));
}

/* Approves as a person does in a browser; returns the code (transfer full). */
static char *
approve (BerthSandboxTest *cloud)
{
  static const char mark[] = "name=\"ticket\" value=\"";
  g_autofree char *ticket = NULL;
  g_autofree char *form = NULL;
  const char *location;
  const char *found;

  get_page (cloud, "http://localhost:9");
  g_assert_cmpuint (cloud->status, ==, 200);
  found = strstr (cloud->text, mark);
  g_assert_nonnull (found);
  found += strlen (mark);
  ticket = g_strndup (found, strcspn (found, "\""));
  form = g_strdup_printf ("ticket=%s&state=s", ticket);
  g_assert_null (berth_sandbox_test_form (cloud, "/practice/approve", form));
  g_assert_cmpuint (cloud->status, ==, 302);
  location = g_hash_table_lookup (cloud->headers, "location");
  g_assert_true (g_str_has_prefix (location, "http://localhost:9?code="));
  found = strstr (location, "code=") + strlen ("code=");
  return g_strndup (found, strcspn (found, "&"));
}

static JsonNode *
redeem (BerthSandboxTest *cloud, const char *code, const char *verifier)
{
  g_autofree char *path = token_path (cloud);
  g_autofree char *form = g_strdup_printf (
    "grant_type=authorization_code&client_id=" CLIENT
    "&redirect_uri=http%%3A%%2F%%2Flocalhost%%3A9&code=%s&code_verifier=%s",
    code, verifier);

  return berth_sandbox_test_form (cloud, path, form);
}

static void
assert_refused (BerthSandboxTest *cloud, JsonNode *answer, const char *error)
{
  g_assert_cmpuint (cloud->status, ==, 400);
  g_assert_cmpstr (berth_sandbox_test_get (answer, "error"), ==, error);
  json_node_unref (answer);
}

static void
test_authorization_code (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (JsonNode) tokens = NULL;

  get_page (cloud, "http://127.0.0.1:9");
  g_assert_cmpuint (cloud->status, ==, 400);
  get_page (cloud, "http://localhost.example:9");
  g_assert_cmpuint (cloud->status, ==, 400);
  first = approve (cloud);
  assert_refused (cloud, redeem (cloud, first, "another"), "invalid_grant");
  second = approve (cloud);
  tokens = redeem (cloud, second, VERIFIER);
  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_nonnull (berth_sandbox_test_get (tokens, "refresh_token"));
  assert_refused (cloud, redeem (cloud, second, VERIFIER), "invalid_grant");
}

static JsonNode *
refresh (BerthSandboxTest *cloud, const char *token)
{
  g_autofree char *path = token_path (cloud);
  g_autofree char *form = g_strdup_printf ("grant_type=refresh_token&client_id=" CLIENT
                                           "&refresh_token=%s&scope=%s%%2F.default",
                                           token, cloud->ready->endpoint);

  return berth_sandbox_test_form (cloud, path, form);
}

/* Each exchange gives a new refresh token, and the old one is worth nothing any more. */
static void
test_refresh (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *code = approve (cloud);
  g_autoptr (JsonNode) tokens = redeem (cloud, code, VERIFIER);
  const char *old = berth_sandbox_test_get (tokens, "refresh_token");
  g_autoptr (JsonNode) fresh = refresh (cloud, old);
  g_autoptr (JsonNode) next = NULL;

  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_cmpstr (berth_sandbox_test_get (fresh, "refresh_token"), !=, old);
  assert_refused (cloud, refresh (cloud, old), "invalid_grant");
  berth_sandbox_test_start_again (cloud);
  assert_refused (cloud, refresh (cloud, old), "invalid_grant");
  next = refresh (cloud, berth_sandbox_test_get (fresh, "refresh_token"));
  g_assert_cmpuint (cloud->status, ==, 200);
}

static void
test_unknown_tenant (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);

  assert_refused (cloud,
                  berth_sandbox_test_send (
                    cloud, "GET", "/nobody/v2.0/.well-known/openid-configuration", NULL),
                  "invalid_tenant");
  assert_refused (
    cloud, berth_sandbox_test_form (cloud, "/nobody/oauth2/v2.0/token", "grant_type=x"),
    "invalid_request");
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
  berth_test_add ("/sandbox/sign-in/authorization-code", test_authorization_code);
  berth_test_add ("/sandbox/sign-in/refresh", test_refresh);
  berth_test_add ("/sandbox/sign-in/unknown-tenant", test_unknown_tenant);
  return g_test_run ();
}
