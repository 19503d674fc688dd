/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-azure-error.h"
#include "berth-device-code.h"
#include "berth-test.h"

#include <string.h>

/* Numbers may come as strings. */
#define CODE                                                                             \
  "{\"device_code\":\"secret\",\"user_code\":\"ABCD-EFGH\",\"verification_uri\":"        \
  "\"https://microsoft.com/devicelogin\",\"expires_in\":\"60\",\"interval\":\"5\"}"
#define PENDING                                                                          \
  "{\"error\":\"authorization_pending\",\"error_description\":\"AADSTS70016: pending\"}"
#define SLOW_DOWN "{\"error\":\"slow_down\"}"
#define TOKENS "{\"access_token\":\"one\",\"refresh_token\":\"r\",\"expires_in\":3600}"

static BerthTokenEndpoint *
make_endpoint (BerthArmTest *test)
{
  return berth_token_endpoint_new (BERTH_HTTP_TRANSPORT (test->wire), test->clock,
                                   "https://login.example", "client", "scope");
}

static BerthDeviceCode *
ask (BerthArmTest *test, BerthTokenEndpoint *endpoint)
{
  berth_fake_transport_answer (test->wire, 200, CODE, NULL);
  return berth_arm_test_expect (
    test, berth_device_code_ask (endpoint, BERTH_TENANT_ORGANIZATIONS, NULL, NULL));
}

static void
test_patience (void)
{
  static const double due[] = { 5, 10, 20, 30 };
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthTokenEndpoint *endpoint = make_endpoint (test);
  BerthDeviceCode *code = ask (test, endpoint);
  g_autoptr (BerthTokens) tokens = NULL;
  g_autofree char *body = NULL;
  double began;

  g_assert_cmpstr (berth_device_code_get_user_code (code), ==, "ABCD-EFGH");
  began = berth_fake_transport_get_seconds (test->wire, 0);
  berth_fake_transport_answer (test->wire, 400, PENDING, NULL);
  berth_fake_transport_answer (test->wire, 400, SLOW_DOWN, NULL);
  berth_fake_transport_fail (test->wire, BERTH_NET_ERROR_UNREACHABLE);
  berth_fake_transport_answer (test->wire, 200, TOKENS, NULL);
  tokens = berth_arm_test_expect (test, berth_device_code_wait (code, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (due); i++)
    g_assert_cmpfloat_with_epsilon (
      berth_fake_transport_get_seconds (test->wire, i + 1) - began, due[i], 0.5);
  body = berth_fake_transport_dup_body (test->wire, 4);
  g_assert_nonnull (strstr (body, "device_code=secret"));
  g_assert_finalize_object (code);
  g_assert_finalize_object (endpoint);
}

static void
test_expiry (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthTokenEndpoint *endpoint = make_endpoint (test);
  BerthDeviceCode *code = ask (test, endpoint);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 12; i++)
    berth_fake_transport_answer (test->wire, 400, PENDING, NULL);
  error = berth_arm_test_expect_error (test, berth_device_code_wait (code, NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT);
  g_assert_cmpstr (berth_fault_get_code (berth_azure_error_get_fault (error)), ==,
                   "expired_token");
  g_assert_finalize_object (code);
  g_assert_finalize_object (endpoint);
}

static void
test_cancel (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthTokenEndpoint *endpoint = make_endpoint (test);
  BerthDeviceCode *code = ask (test, endpoint);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *waiting = berth_device_code_wait (code, cancellable);

  berth_arm_test_settle ();
  g_cancellable_cancel (cancellable);
  g_assert_null (dex_await_object (waiting, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  berth_arm_test_settle ();
  g_assert_finalize_object (code);
  g_assert_finalize_object (endpoint);
}

/* The address is opened in a browser: it has to be one. */
static void
test_malformed (void)
{
  static const char *const bodies[] = {
    "{}",
    "[]",
    "<html>",
    "{\"device_code\":\"a\",\"user_code\":\"b\"}",
    "{\"device_code\":\"a\",\"user_code\":\"b\",\"verification_uri\":\"file:///x\"}",
    "{\"device_code\":\"a\",\"user_code\":\"b\",\"verification_uri\":\"https:\"}",
  };
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthTokenEndpoint *endpoint = make_endpoint (test);

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;

    berth_fake_transport_answer (test->wire, 200, bodies[i], NULL);
    error = berth_arm_test_expect_error (
      test, berth_device_code_ask (endpoint, "t", NULL, NULL));
    g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  }
  g_assert_finalize_object (endpoint);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/device-code/patience", test_patience);
  berth_test_add ("/azure/device-code/expiry", test_expiry);
  berth_test_add ("/azure/device-code/cancel", test_cancel);
  berth_test_add ("/azure/device-code/malformed", test_malformed);
  return g_test_run ();
}
