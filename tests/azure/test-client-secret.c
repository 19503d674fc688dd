/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-azure-error.h"
#include "berth-client-secret-credential.h"
#include "berth-test.h"

#include <string.h>

#define ONE_HOUR "{\"access_token\":\"one\",\"expires_in\":3600}"
#define ANOTHER_HOUR "{\"access_token\":\"two\",\"expires_in\":\"3600\"}"

static BerthCredential *
make_credential (BerthArmTest *test)
{
  return berth_client_secret_credential_new (
    BERTH_HTTP_TRANSPORT (test->wire), test->clock, "https://login.example", "tenant",
    "client", "a&b=c%", "https://management.azure.com//.default");
}

static void
check_token (BerthArmTest *test,
             BerthCredential *credential,
             const char *claims,
             const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = dex_await_string (
    berth_arm_test_finish (test, berth_credential_get_token (credential, claims, NULL)),
    &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
}

static void
test_request (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthCredential *credential = make_credential (test);
  g_autofree char *body = NULL;

  berth_fake_transport_answer (test->wire, 200, ONE_HOUR, NULL);
  check_token (test, credential, NULL, "one");
  body = berth_fake_transport_dup_body (test->wire, 0);
  g_assert_cmpstr (berth_fake_transport_get_url (test->wire, 0), ==,
                   "https://login.example/tenant/oauth2/v2.0/token");
  g_assert_cmpstr (berth_fake_transport_get_header (test->wire, 0, "content-type"), ==,
                   "application/x-www-form-urlencoded");
  g_assert_cmpstr (body, ==,
                   "grant_type=client_credentials&client_id=client&client_secret=a%26b%"
                   "3Dc%25&scope=https%3A%2F%2Fmanagement.azure.com%2F%2F.default");
  g_assert_finalize_object (credential);
}

/* Used until five minutes before its end. */
static void
test_renewal (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthCredential *credential = make_credential (test);

  berth_fake_transport_answer (test->wire, 200, ONE_HOUR, NULL);
  check_token (test, credential, NULL, "one");
  berth_clock_advance (test->clock, 54 * G_TIME_SPAN_MINUTE);
  check_token (test, credential, NULL, "one");
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, 1);
  berth_fake_transport_answer (test->wire, 200, ANOTHER_HOUR, NULL);
  berth_clock_advance (test->clock, 1 * G_TIME_SPAN_MINUTE);
  check_token (test, credential, NULL, "two");
  g_assert_finalize_object (credential);
}

/* An operation that outlives its token: the next poll carries a fresh one. */
static void
test_renewal_in_the_middle (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthFakeTransport) login = berth_fake_transport_new (test->clock);
  g_autoptr (BerthCloud) cloud = berth_cloud_new_public ();
  g_autoptr (BerthCredential) credential = berth_client_secret_credential_new (
    BERTH_HTTP_TRANSPORT (login), test->clock, "https://login.example", "t", "c", "s",
    "scope");
  BerthArmClient *client = berth_arm_client_new (
    cloud, credential, BERTH_HTTP_TRANSPORT (test->wire), test->clock);
  g_autoptr (BerthArmResponse) response = NULL;

  berth_fake_transport_answer (login, 200, ONE_HOUR, NULL);
  berth_fake_transport_answer (login, 200, ANOTHER_HOUR, NULL);
  berth_fake_transport_answer (test->wire, 202, NULL, "Location", BERTH_TEST_ARM "/l",
                               "Retry-After", "3590", NULL);
  berth_fake_transport_answer (test->wire, 200, "{}", NULL);
  response = berth_arm_test_expect (
    test, berth_arm_client_operate (client, "DELETE", "/a", "1", NULL, NULL));
  g_assert_cmpstr (berth_fake_transport_get_header (test->wire, 0, "authorization"), ==,
                   "Bearer one");
  g_assert_cmpstr (berth_fake_transport_get_header (test->wire, 1, "authorization"), ==,
                   "Bearer two");
  g_assert_finalize_object (client);
}

static void
test_forgotten (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthCredential *credential = make_credential (test);

  berth_fake_transport_answer (test->wire, 200, ONE_HOUR, NULL);
  berth_fake_transport_answer (test->wire, 200, ANOTHER_HOUR, NULL);
  check_token (test, credential, NULL, "one");
  berth_credential_forget_token (credential, "zero");
  check_token (test, credential, NULL, "one");
  berth_credential_forget_token (credential, "one");
  check_token (test, credential, NULL, "two");
  g_assert_finalize_object (credential);
}

static void
test_shared (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthCredential *credential = make_credential (test);
  DexFuture *first;
  DexFuture *second;

  berth_fake_transport_answer (test->wire, 200, ONE_HOUR, NULL);
  first = berth_credential_get_token (credential, NULL, NULL);
  second = berth_credential_get_token (credential, NULL, NULL);
  g_assert_true (dex_await (dex_future_all (first, second, NULL), NULL));
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, 1);
  berth_arm_test_settle ();
  g_assert_finalize_object (credential);
}

/* One who gives up does not take the token from the other one. */
static void
test_shared_and_cancelled (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthCredential *credential = make_credential (test);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  DexFuture *first;
  DexFuture *second;

  berth_fake_transport_answer (test->wire, 200, ONE_HOUR, NULL);
  first = berth_credential_get_token (credential, NULL, cancellable);
  second = berth_credential_get_token (credential, NULL, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (dex_await (first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  token = dex_await_string (second, NULL);
  g_assert_cmpstr (token, ==, "one");
  berth_arm_test_settle ();
  g_assert_finalize_object (credential);
}

/* A token that is on its way does not meet claims that came later. */
static void
test_claims (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthCredential *credential = make_credential (test);
  g_autofree char *body = NULL;
  g_autofree char *token = NULL;
  DexFuture *first;

  berth_fake_transport_answer (test->wire, 200, ONE_HOUR, NULL);
  berth_fake_transport_answer (test->wire, 200, ANOTHER_HOUR, NULL);
  first = berth_credential_get_token (credential, NULL, NULL);
  check_token (test, credential, "{\"a\":1}", "two");
  token = dex_await_string (first, NULL);
  g_assert_cmpstr (token, ==, "one");
  body = berth_fake_transport_dup_body (test->wire, 1);
  g_assert_nonnull (strstr (body, "&claims=%7B%22a%22%3A1%7D"));
  g_assert_finalize_object (credential);
}

static void
test_refusal (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthCredential *credential = make_credential (test);
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (
    test->wire, 401,
    "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client "
    "secret provided.\"}",
    NULL);
  error = berth_arm_test_expect_error (
    test, berth_credential_get_token (credential, NULL, NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT);
  g_assert_nonnull (strstr (error->message, "AADSTS7000215"));
  /* The failure is not kept. */
  berth_fake_transport_answer (test->wire, 200, ONE_HOUR, NULL);
  check_token (test, credential, NULL, "one");
  g_assert_finalize_object (credential);
}

static void
check_malformed (const char *body)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthCredential *credential = make_credential (test);
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 200, body, NULL);
  error = berth_arm_test_expect_error (
    test, berth_credential_get_token (credential, NULL, NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  g_assert_finalize_object (credential);
}

static void
test_malformed (void)
{
  check_malformed ("{\"expires_in\":3600}");
  check_malformed ("{\"access_token\":7}");
  check_malformed ("[]");
  check_malformed ("<html>");
  check_malformed (NULL);
  /* It goes into a header. */
  check_malformed ("{\"access_token\":\"a\\r\\nb: c\"}");
  check_malformed ("{\"access_token\":\"\"}");
}

/* Neither must make a token that never ends nor overflow. */
static void
test_odd_lifetimes (void)
{
  static const char *const lifetimes[]
    = { "9000000000000000", "-9000000000000000", "0", "1e300", "\"x\"" };

  for (guint i = 0; i < G_N_ELEMENTS (lifetimes); i++) {
    g_autoptr (BerthArmTest) test = berth_arm_test_new ();
    BerthCredential *credential = make_credential (test);
    g_autofree char *body
      = g_strdup_printf ("{\"access_token\":\"one\",\"expires_in\":%s}", lifetimes[i]);

    berth_fake_transport_answer (test->wire, 200, body, NULL);
    check_token (test, credential, NULL, "one");
    berth_clock_advance (test->clock, 2 * G_TIME_SPAN_DAY);
    berth_fake_transport_answer (test->wire, 200, ANOTHER_HOUR, NULL);
    check_token (test, credential, NULL, "two");
    g_assert_finalize_object (credential);
  }
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/client-secret/request", test_request);
  berth_test_add ("/azure/client-secret/renewal", test_renewal);
  berth_test_add ("/azure/client-secret/in-the-middle", test_renewal_in_the_middle);
  berth_test_add ("/azure/client-secret/forgotten", test_forgotten);
  berth_test_add ("/azure/client-secret/shared", test_shared);
  berth_test_add ("/azure/client-secret/cancelled", test_shared_and_cancelled);
  berth_test_add ("/azure/client-secret/claims", test_claims);
  berth_test_add ("/azure/client-secret/refusal", test_refusal);
  berth_test_add ("/azure/client-secret/malformed", test_malformed);
  berth_test_add ("/azure/client-secret/odd-lifetimes", test_odd_lifetimes);
  return g_test_run ();
}
