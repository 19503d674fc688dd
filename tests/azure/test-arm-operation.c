/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-json.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <string.h>

#define VM                                                                               \
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v"
#define STATUS BERTH_TEST_ARM "/subscriptions/s/operations/o?api-version=9&t=1%2F2&c=x"
#define RESULT BERTH_TEST_ARM "/subscriptions/s/operations/o?monitor=true&api-version=9"
#define RUNNING "{\"status\":\"InProgress\"}"
#define DONE "{\"status\":\"Succeeded\"}"

static DexFuture *
operate (BerthArmTest *test, const char *method, GCancellable *cancellable)
{
  return berth_arm_client_operate (test->client, method, VM, "1", NULL, cancellable);
}

static void
expect_url (BerthArmTest *test, guint index, const char *url)
{
  g_assert_cmpstr (berth_fake_transport_get_url (test->wire, index), ==, url);
}

static const char *
get_string (BerthArmResponse *response, const char *path)
{
  return berth_json_get_string (berth_arm_response_get_object (response), path);
}

/* A PUT ends with the resource; addresses are used as they came. */
static void
test_put (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthArmResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 201,
                               "{\"properties\":{\"provisioningState\":\"Creating\"}}",
                               "Azure-AsyncOperation", STATUS, "Retry-After", "10", NULL);
  berth_fake_transport_answer (test->wire, 200, RUNNING, "Retry-After", "35", NULL);
  berth_fake_transport_answer (test->wire, 200, "{\"status\":\"Rumpelstiltskin\"}", NULL);
  berth_fake_transport_answer (test->wire, 200, DONE, NULL);
  berth_fake_transport_answer (test->wire, 200, "{\"name\":\"v\"}", NULL);
  response = berth_arm_test_expect (test, operate (test, "PUT", NULL));
  g_assert_cmpstr (get_string (response, "name"), ==, "v");
  for (guint i = 1; i <= 3; i++)
    expect_url (test, i, STATUS);
  expect_url (test, 4, BERTH_TEST_ARM VM "?api-version=1");
  g_assert_cmpfloat (berth_fake_transport_get_seconds (test->wire, 1), ==, 10);
  g_assert_cmpfloat (berth_fake_transport_get_seconds (test->wire, 2), ==, 45);
  g_assert_cmpfloat (berth_fake_transport_get_seconds (test->wire, 3), ==, 50);
}

/* A POST's result stands at Location, not in the status. */
static void
test_post (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthArmResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 202, NULL, "Azure-AsyncOperation", STATUS,
                               "Location", RESULT, NULL);
  berth_fake_transport_answer (test->wire, 200, DONE, NULL);
  berth_fake_transport_answer (test->wire, 200, "{\"value\":[]}", NULL);
  response = berth_arm_test_expect (test, operate (test, "POST", NULL));
  expect_url (test, 1, STATUS);
  expect_url (test, 2, RESULT);
  g_assert_nonnull (
    berth_json_get_array (berth_arm_response_get_object (response), "value"));
}

static void
test_delete (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthArmResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 202, NULL, "Azure-AsyncOperation", STATUS,
                               "Location", RESULT, NULL);
  berth_fake_transport_answer (test->wire, 200, DONE, NULL);
  response = berth_arm_test_expect (test, operate (test, "DELETE", NULL));
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, 2);
}

/* [R res-resource_group_force_deletion_type]: 202 until it is over; a later answer may
 * name a new address. */
static void
test_location (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthArmResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 202, NULL, "Location", RESULT, "Retry-After",
                               "15", NULL);
  berth_fake_transport_answer (test->wire, 202, NULL, "Location", RESULT "&page=2",
                               "Retry-After", "15", NULL);
  berth_fake_transport_answer (test->wire, 202, NULL, NULL);
  berth_fake_transport_answer (test->wire, 200, NULL, NULL);
  response = berth_arm_test_expect (test, operate (test, "DELETE", NULL));
  expect_url (test, 1, RESULT);
  expect_url (test, 2, RESULT "&page=2");
  expect_url (test, 3, RESULT "&page=2");
  g_assert_cmpfloat (berth_fake_transport_get_seconds (test->wire, 2), ==, 30);
  g_assert_null (berth_arm_response_get_node (response));
}

/* The status of an operation may move as well. */
static void
test_status_moves (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthArmResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 202, NULL, "Azure-AsyncOperation", STATUS,
                               NULL);
  berth_fake_transport_answer (test->wire, 200, RUNNING, "Azure-AsyncOperation",
                               STATUS "&moved=1", NULL);
  berth_fake_transport_answer (test->wire, 200, DONE, NULL);
  response = berth_arm_test_expect (test, operate (test, "DELETE", NULL));
  expect_url (test, 2, STATUS "&moved=1");
}

static void
test_provisioning_state (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthArmResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 201,
                               "{\"properties\":{\"provisioningState\":\"Updating\"}}",
                               "Retry-After", "3", NULL);
  berth_fake_transport_answer (
    test->wire, 200, "{\"properties\":{\"provisioningState\":\"Succeeded\"}}", NULL);
  response = berth_arm_test_expect (test, operate (test, "PUT", NULL));
  expect_url (test, 1, BERTH_TEST_ARM VM "?api-version=1");
  g_assert_cmpfloat (berth_fake_transport_get_seconds (test->wire, 1), ==, 3);
}

static void
check_at_once (const char *method, guint status, const char *body)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthArmResponse) response = NULL;

  berth_fake_transport_answer (test->wire, status, body, NULL);
  response = berth_arm_test_expect (test, operate (test, method, NULL));
  g_assert_cmpuint (berth_arm_response_get_status (response), ==, status);
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, 1);
}

static void
test_at_once (void)
{
  check_at_once ("PUT", 200, "{\"properties\":{\"provisioningState\":\"Succeeded\"}}");
  check_at_once ("PUT", 201, "{\"location\":\"koreacentral\"}");
  check_at_once ("DELETE", 204, NULL);
  check_at_once ("POST", 204, NULL);
  check_at_once ("POST", 200, "{\"properties\":{\"provisioningState\":\"Updating\"}}");
}

static void
check_failed (const char *answer, BerthAzureError kind, const char *code)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 201, "{}", "Azure-AsyncOperation", STATUS,
                               NULL);
  berth_fake_transport_answer (test->wire, 200, answer, "x-ms-request-id", "id-9", NULL);
  error = berth_arm_test_expect_error (test, operate (test, "PUT", NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, (int) kind);
  g_assert_cmpstr (berth_fault_get_code (berth_azure_error_get_fault (error)), ==, code);
  g_assert_cmpstr (berth_fault_get_request_id (berth_azure_error_get_fault (error)), ==,
                   "id-9");
}

static void
test_failed (void)
{
  check_failed ("{\"status\":\"Failed\",\"error\":{\"code\":\"DeploymentFailed\","
                "\"details\":[{\"code\":\"Conflict\",\"message\":\"{\\\"error\\\":{"
                "\\\"code\\\":\\\"AllocationFailed\\\",\\\"message\\\":\\\"No "
                "room\\\"}}\"}]}}",
                BERTH_AZURE_ERROR_CAPACITY, "AllocationFailed");
  check_failed ("{\"status\":\"failed\",\"error\":{\"code\":\"QuotaExceeded\"}}",
                BERTH_AZURE_ERROR_QUOTA, "QuotaExceeded");
  /* Without a reason the state is one. */
  check_failed ("{\"status\":\"Canceled\"}", BERTH_AZURE_ERROR_FAILED, "Canceled");
}

static void
test_resource_failed (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (
    test->wire, 201, "{\"properties\":{\"provisioningState\":\"Failed\"}}", NULL);
  error = berth_arm_test_expect_error (test, operate (test, "PUT", NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "Failed"));
}

static void
test_no_status (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 202, NULL, "Azure-AsyncOperation", STATUS,
                               NULL);
  berth_fake_transport_answer (test->wire, 200, "{}", NULL);
  error = berth_arm_test_expect_error (test, operate (test, "DELETE", NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  g_assert_nonnull (strstr (error->message, "status"));
}

/* The token goes to our own cloud only. */
static void
check_foreign (const char *header, const char *url)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 202, NULL, header, url, NULL);
  error = berth_arm_test_expect_error (test, operate (test, "DELETE", NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, 1);
}

static void
test_foreign (void)
{
  static const char *const urls[] = { "https://evil.example/o",
                                      "http://management.azure.com/o",
                                      "https://management.azure.com:8443/o",
                                      "https://management.azure.com.evil.example/o",
                                      "https://management.azure.com@evil.example/o",
                                      "https://evil.example#@management.azure.com/o",
                                      "https://evil.example\\@management.azure.com/o",
                                      "https://user:password@management.azure.com/o",
                                      "https:management.azure.com://x",
                                      "file:///etc/passwd",
                                      "://" };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++) {
    check_foreign ("Location", urls[i]);
    check_foreign ("Azure-AsyncOperation", urls[i]);
  }
}

static void
test_own_by_another_spelling (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthArmResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 202, NULL, "Location",
                               "https://Management.Azure.com:443/o", NULL);
  berth_fake_transport_answer (test->wire, 200, NULL, NULL);
  response = berth_arm_test_expect (test, operate (test, "DELETE", NULL));
  expect_url (test, 1, "https://Management.Azure.com:443/o");
}

static void
test_cancel (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *operation;

  berth_fake_transport_answer (test->wire, 202, NULL, "Location", RESULT, NULL);
  operation = operate (test, "DELETE", cancellable);
  berth_arm_test_settle ();
  g_assert_true (dex_future_is_pending (operation));
  g_cancellable_cancel (cancellable);
  g_assert_false (dex_await (operation, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, 1);
}

static void
test_cancel_on_the_wire (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *operation;

  berth_fake_transport_hang (test->wire);
  operation = operate (test, "PUT", cancellable);
  berth_arm_test_settle ();
  g_cancellable_cancel (cancellable);
  g_assert_false (dex_await (operation, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* An operation that never ends does end here. */
static void
test_lost (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 202, NULL, "Azure-AsyncOperation", STATUS,
                               "Retry-After", "3000", NULL);
  berth_fake_transport_answer (test->wire, 200, RUNNING, "Retry-After", "3000", NULL);
  berth_fake_transport_answer (test->wire, 200, RUNNING, "Retry-After", "3000", NULL);
  error = berth_arm_test_expect_error (test, operate (test, "DELETE", NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_TIMED_OUT);
}

/* A poll that meets a busy service is a poll less, not the end. */
static void
test_throttled_poll (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthArmResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 202, NULL, "Azure-AsyncOperation", STATUS,
                               NULL);
  berth_fake_transport_answer (test->wire, 429, "{}", "Retry-After", "6", NULL);
  berth_fake_transport_fail (test->wire, BERTH_NET_ERROR_RESET);
  berth_fake_transport_answer (test->wire, 200, DONE, NULL);
  response = berth_arm_test_expect (test, operate (test, "DELETE", NULL));
  g_assert_cmpfloat (berth_fake_transport_get_seconds (test->wire, 2), ==, 11);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/operation/put", test_put);
  berth_test_add ("/azure/operation/post", test_post);
  berth_test_add ("/azure/operation/delete", test_delete);
  berth_test_add ("/azure/operation/location", test_location);
  berth_test_add ("/azure/operation/status-moves", test_status_moves);
  berth_test_add ("/azure/operation/provisioning-state", test_provisioning_state);
  berth_test_add ("/azure/operation/at-once", test_at_once);
  berth_test_add ("/azure/operation/failed", test_failed);
  berth_test_add ("/azure/operation/resource-failed", test_resource_failed);
  berth_test_add ("/azure/operation/no-status", test_no_status);
  berth_test_add ("/azure/operation/foreign", test_foreign);
  berth_test_add ("/azure/operation/own", test_own_by_another_spelling);
  berth_test_add ("/azure/operation/cancel", test_cancel);
  berth_test_add ("/azure/operation/cancel-on-the-wire", test_cancel_on_the_wire);
  berth_test_add ("/azure/operation/lost", test_lost);
  berth_test_add ("/azure/operation/throttled-poll", test_throttled_poll);
  return g_test_run ();
}
