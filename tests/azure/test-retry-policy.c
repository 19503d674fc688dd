/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-retry-policy.h"
#include "berth-test.h"

#include <gio/gio.h>

static void
check_status (const char *method, guint refusal, gboolean again)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_retry_policy_new (test->clock);
  g_autoptr (BerthHttpResponse) response = NULL;

  berth_fake_transport_answer (test->wire, refusal, "{}", NULL);
  if (again)
    berth_fake_transport_answer (test->wire, 200, "{}", NULL);
  response
    = berth_arm_test_expect (test, berth_arm_test_send (test, policy, method, NULL));
  g_assert_cmpuint (berth_http_response_get_status (response), ==, again ? 200 : refusal);
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, again ? 2 : 1);
  g_assert_finalize_object (policy);
}

static void
test_statuses (void)
{
  static const char *const methods[] = { "GET", "HEAD", "PUT", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++) {
    check_status (methods[i], 429, TRUE);
    check_status (methods[i], 503, TRUE);
    check_status (methods[i], 502, TRUE);
    check_status (methods[i], 504, TRUE);
    check_status (methods[i], 500, FALSE);
    check_status (methods[i], 401, FALSE);
    check_status (methods[i], 404, FALSE);
    check_status (methods[i], 409, FALSE);
  }
  /* Refused before it was looked at. */
  check_status ("POST", 429, TRUE);
  check_status ("POST", 503, TRUE);
  /* A gateway that gave up does not know what became of it. */
  check_status ("POST", 502, FALSE);
  check_status ("PATCH", 504, FALSE);
}

static void
check_failure (const char *method, BerthNetError code, gboolean again)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_retry_policy_new (test->clock);

  berth_fake_transport_fail (test->wire, code);
  if (again) {
    g_autoptr (BerthHttpResponse) response = NULL;

    berth_fake_transport_answer (test->wire, 200, "{}", NULL);
    response
      = berth_arm_test_expect (test, berth_arm_test_send (test, policy, method, NULL));
  } else {
    g_autoptr (GError) error = berth_arm_test_expect_error (
      test, berth_arm_test_send (test, policy, method, NULL));

    g_assert_error (error, BERTH_NET_ERROR, (int) code);
  }
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, again ? 2 : 1);
  g_assert_finalize_object (policy);
}

static void
test_failures (void)
{
  check_failure ("GET", BERTH_NET_ERROR_RESET, TRUE);
  check_failure ("PUT", BERTH_NET_ERROR_RESET, TRUE);
  check_failure ("DELETE", BERTH_NET_ERROR_TIMED_OUT, TRUE);
  check_failure ("POST", BERTH_NET_ERROR_RESET, FALSE);
  check_failure ("PATCH", BERTH_NET_ERROR_TIMED_OUT, FALSE);
  check_failure ("GET", BERTH_NET_ERROR_UNREACHABLE, FALSE);
  check_failure ("GET", BERTH_NET_ERROR_TLS, FALSE);
  check_failure ("GET", BERTH_NET_ERROR_TOO_LARGE, FALSE);
}

static void
test_bounded (void)
{
  static const double times[] = { 0, 0.5, 1.5, 3.5, 7.5 };
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_retry_policy_new (test->clock);
  g_autoptr (BerthHttpResponse) response = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    berth_fake_transport_answer (test->wire, 503, "{}", NULL);
  response
    = berth_arm_test_expect (test, berth_arm_test_send (test, policy, "GET", NULL));
  g_assert_cmpuint (berth_http_response_get_status (response), ==, 503);
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, G_N_ELEMENTS (times));
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    g_assert_cmpfloat (berth_fake_transport_get_seconds (test->wire, i), ==, times[i]);
  g_assert_finalize_object (policy);
}

static void
check_delay (const char *retry_after, double seconds)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_retry_policy_new (test->clock);
  g_autoptr (BerthHttpResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 429, "{}", "Retry-After", retry_after, "Date",
                               "Wed, 21 Oct 2026 07:28:00 GMT", NULL);
  berth_fake_transport_answer (test->wire, 200, "{}", NULL);
  response
    = berth_arm_test_expect (test, berth_arm_test_send (test, policy, "GET", NULL));
  g_assert_cmpfloat (berth_fake_transport_get_seconds (test->wire, 1), ==, seconds);
  g_assert_finalize_object (policy);
}

static void
test_retry_after (void)
{
  check_delay ("0", 0);
  check_delay ("6", 6);
  check_delay ("120", 120);
  /* A date counts from the answer's own. */
  check_delay ("Wed, 21 Oct 2026 07:28:20 GMT", 20);
  check_delay ("Wednesday, 21-Oct-26 07:28:20 GMT", 20);
  check_delay ("Wed, 21 Oct 2026 07:27:00 GMT", 0);
  check_delay ("Wed, 21 Oct", 0.5);
  check_delay ("-5", 0.5);
  check_delay ("soon", 0.5);
  check_delay ("", 0.5);
}

/* Resource Graph's own header. */
static void
test_quota_resets_after (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_retry_policy_new (test->clock);
  g_autoptr (BerthHttpResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 429, "{}", "x-ms-user-quota-resets-after",
                               "00:00:05", NULL);
  berth_fake_transport_answer (test->wire, 200, "{}", NULL);
  response
    = berth_arm_test_expect (test, berth_arm_test_send (test, policy, "POST", NULL));
  g_assert_cmpfloat (berth_fake_transport_get_seconds (test->wire, 1), ==, 5);
  g_assert_finalize_object (policy);
}

/* A pause of minutes is told, not sat out in silence; it is never taken for none. */
static void
test_patience (void)
{
  static const char *const delays[] = { "121", "3600", "86400", "99999999999999999999999",
                                        "Wed, 21 Oct 2026 08:28:20 GMT" };

  for (guint i = 0; i < G_N_ELEMENTS (delays); i++) {
    g_autoptr (BerthArmTest) test = berth_arm_test_new ();
    BerthPolicy *policy = berth_retry_policy_new (test->clock);
    g_autoptr (BerthHttpResponse) response = NULL;

    berth_fake_transport_answer (test->wire, 429, "{}", "Retry-After", delays[i], "Date",
                                 "Wed, 21 Oct 2026 07:28:00 GMT", NULL);
    response
      = berth_arm_test_expect (test, berth_arm_test_send (test, policy, "GET", NULL));
    g_assert_cmpuint (berth_http_response_get_status (response), ==, 429);
    g_assert_finalize_object (policy);
  }
}

static void
test_cancel (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  BerthPolicy *policy = berth_retry_policy_new (test->clock);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *sent;

  berth_fake_transport_answer (test->wire, 429, "{}", "Retry-After", "60", NULL);
  sent = berth_arm_test_send (test, policy, "GET", cancellable);
  berth_arm_test_settle ();
  g_assert_true (dex_future_is_pending (sent));
  g_cancellable_cancel (cancellable);
  g_assert_false (dex_await (sent, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, 1);
  berth_arm_test_settle ();
  g_assert_finalize_object (policy);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/retry/statuses", test_statuses);
  berth_test_add ("/azure/retry/failures", test_failures);
  berth_test_add ("/azure/retry/bounded", test_bounded);
  berth_test_add ("/azure/retry/retry-after", test_retry_after);
  berth_test_add ("/azure/retry/quota-resets-after", test_quota_resets_after);
  berth_test_add ("/azure/retry/patience", test_patience);
  berth_test_add ("/azure/retry/cancel", test_cancel);
  return g_test_run ();
}
