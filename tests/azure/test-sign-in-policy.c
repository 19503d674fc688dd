/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-azure-error.h"
#include "berth-sign-in-policy.h"
#include "berth-test.h"

/* {"access_token":{"nbf":{"essential":true,"value":"1"}}} */
#define CLAIMS_BASE64                                                                    \
  "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxIn19fQ"

static const char *
get_token (BerthArmTest *test, guint index)
{
  return berth_fake_transport_get_header (test->wire, index, "Authorization");
}

static void
test_signed (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_sign_in_policy_new (BERTH_CREDENTIAL (test->credential));
  g_autoptr (BerthHttpResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 200, "{}", NULL);
  response
    = berth_arm_test_expect (test, berth_arm_test_send (test, policy, "GET", NULL));
  g_assert_cmpstr (get_token (test, 0), ==, "Bearer token-1");
  g_assert_null (berth_fake_credential_get_claims (test->credential));
  g_assert_finalize_object (policy);
}

static void
test_refused_once (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_sign_in_policy_new (BERTH_CREDENTIAL (test->credential));
  g_autoptr (BerthHttpResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 401, "{}", NULL);
  berth_fake_transport_answer (test->wire, 200, "{}", NULL);
  response
    = berth_arm_test_expect (test, berth_arm_test_send (test, policy, "POST", NULL));
  g_assert_cmpuint (berth_http_response_get_status (response), ==, 200);
  g_assert_cmpstr (get_token (test, 1), ==, "Bearer token-2");
  g_assert_finalize_object (policy);
}

/* One fresh token is tried, not one after the other. */
static void
test_refused_twice (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_sign_in_policy_new (BERTH_CREDENTIAL (test->credential));
  g_autoptr (BerthHttpResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 401, "{}", NULL);
  berth_fake_transport_answer (test->wire, 401, "{}", NULL);
  response
    = berth_arm_test_expect (test, berth_arm_test_send (test, policy, "GET", NULL));
  g_assert_cmpuint (berth_http_response_get_status (response), ==, 401);
  g_assert_cmpuint (berth_fake_credential_get_forgotten (test->credential), ==, 1);
  g_assert_finalize_object (policy);
}

static void
test_challenged (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_sign_in_policy_new (BERTH_CREDENTIAL (test->credential));
  g_autoptr (BerthHttpResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 401, "{}", "WWW-Authenticate",
                               "Bearer realm=\"\", error=\"insufficient_claims\", "
                               "claims=\"" CLAIMS_BASE64 "\"",
                               NULL);
  berth_fake_transport_answer (test->wire, 200, "{}", NULL);
  response
    = berth_arm_test_expect (test, berth_arm_test_send (test, policy, "GET", NULL));
  g_assert_cmpstr (berth_fake_credential_get_claims (test->credential), ==,
                   "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1\"}}}");
  g_assert_finalize_object (policy);
}

/* Without a token nothing is sent. */
static void
test_signed_out (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_sign_in_policy_new (BERTH_CREDENTIAL (test->credential));
  g_autoptr (GError) error = NULL;

  berth_fake_credential_sign_out (test->credential);
  error
    = berth_arm_test_expect_error (test, berth_arm_test_send (test, policy, "GET", NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT);
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, 0);
  g_assert_finalize_object (policy);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/sign-in/signed", test_signed);
  berth_test_add ("/azure/sign-in/refused-once", test_refused_once);
  berth_test_add ("/azure/sign-in/refused-twice", test_refused_twice);
  berth_test_add ("/azure/sign-in/challenged", test_challenged);
  berth_test_add ("/azure/sign-in/signed-out", test_signed_out);
  return g_test_run ();
}
