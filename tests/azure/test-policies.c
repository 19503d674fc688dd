/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-client-secret-credential.h"
#include "berth-key-pair.h"
#include "berth-log-policy.h"
#include "berth-request-id-policy.h"
#include "berth-test.h"
#include "berth-user-agent-policy.h"

#include <string.h>

static void
test_request_id (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_request_id_policy_new ();
  const char *ids[2];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (BerthHttpResponse) response = NULL;

    berth_fake_transport_answer (test->wire, 200, "{}", NULL);
    response
      = berth_arm_test_expect (test, berth_arm_test_send (test, policy, "GET", NULL));
    ids[i] = berth_fake_transport_get_header (test->wire, i, "x-ms-client-request-id");
    g_assert_true (g_uuid_string_is_valid (ids[i]));
  }
  g_assert_cmpstr (ids[0], !=, ids[1]);
  g_assert_finalize_object (policy);
}

static void
test_user_agent (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_user_agent_policy_new ();
  g_autoptr (BerthHttpResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 200, "{}", NULL);
  response
    = berth_arm_test_expect (test, berth_arm_test_send (test, policy, "GET", NULL));
  g_assert_true (g_str_has_prefix (
    berth_fake_transport_get_header (test->wire, 0, "User-Agent"), "berth/"));
  g_assert_cmpstr (berth_fake_transport_get_header (test->wire, 0, "Accept"), ==,
                   "application/json");
  g_assert_cmpstr (berth_fake_transport_get_header (test->wire, 0, "Accept-Language"), ==,
                   "en-US");
  g_assert_finalize_object (policy);
}

static void
keep_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_string_append_printf (data, "%s\n", message);
}

static void
test_log_line (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_log_policy_new (test->clock);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (BerthHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  GLogFunc before = g_log_set_default_handler (keep_log, log);

  berth_fake_transport_answer (test->wire, 404, "{}", "x-ms-request-id", "id-7", NULL);
  berth_fake_transport_fail (test->wire, BERTH_NET_ERROR_RESET);
  response
    = berth_arm_test_expect (test, berth_arm_test_send (test, policy, "GET", NULL));
  error
    = berth_arm_test_expect_error (test, berth_arm_test_send (test, policy, "PUT", NULL));
  g_log_set_default_handler (before, NULL);
  g_assert_nonnull (strstr (log->str, "GET /a → 404 in 0 ms (id-7)\n"));
  g_assert_nonnull (strstr (log->str, "PUT /a → 0 in 0 ms (no id)\n"));
  g_assert_finalize_object (policy);
}

/* A sign-in, a request that carries the token, a signed address and a private key in the
 * answer: all that is secret passes by. */
static void
pass_secrets (BerthArmTest *test)
{
  g_autoptr (BerthCloud) cloud = berth_cloud_new_public ();
  g_autoptr (BerthHttpTransport) open = g_object_ref (
    BERTH_HTTP_TRANSPORT (berth_arm_client_get_open_transport (test->client)));
  g_autoptr (BerthCredential) credential
    = berth_client_secret_credential_new (open, test->clock, "https://login.example",
                                          "tenant", "client", "SECRET-password", "scope");
  g_autoptr (BerthArmClient) client = berth_arm_client_new (
    cloud, credential, BERTH_HTTP_TRANSPORT (test->wire), test->clock);
  g_autoptr (BerthKeyPair) pair = NULL;

  berth_fake_transport_answer (
    test->wire, 200, "{\"access_token\":\"SECRET-token\",\"expires_in\":3600}", NULL);
  berth_fake_transport_answer (
    test->wire, 200,
    "{\"privateKey\":\"SECRET-key\",\"publicKey\":\"ssh-rsa A\",\"id\":\"/a\"}", NULL);
  pair = berth_arm_test_expect (
    test, berth_arm_client_get (client, BERTH_TEST_ARM "/a?sig=SECRET-signature", "1",
                                berth_key_pair_parse, NULL));
  g_assert_cmpstr (berth_key_pair_get_private_key (pair), ==, "SECRET-key");
  g_assert_cmpstr (berth_fake_transport_get_header (test->wire, 1, "authorization"), ==,
                   "Bearer SECRET-token");
}

static void
test_log_no_secret (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  GLogFunc before = g_log_set_default_handler (keep_log, log);

  pass_secrets (test);
  g_log_set_default_handler (before, NULL);
  g_assert_nonnull (strstr (log->str, "POST /tenant/oauth2/v2.0/token → 200"));
  g_assert_nonnull (strstr (log->str, "GET /a → 200"));
  g_assert_null (strstr (log->str, "SECRET"));
  g_assert_null (strstr (log->str, "Bearer"));
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/policy/request-id", test_request_id);
  berth_test_add ("/azure/policy/user-agent", test_user_agent);
  berth_test_add ("/azure/policy/log-line", test_log_line);
  berth_test_add ("/azure/policy/log-no-secret", test_log_no_secret);
  return g_test_run ();
}
