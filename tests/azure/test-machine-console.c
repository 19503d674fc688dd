/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-machine-console.h"
#include "berth-test.h"

#include <string.h>

#define VM                                                                               \
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v"
#define BLOB "https://blob.example/log?sv=1&sig=a%2Bb"
#define RESULT BERTH_TEST_ARM "/o?monitor=true"

static void
check_log (const char *log, const char *expected)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  berth_fake_transport_answer (test->wire, 200,
                               "{\"serialConsoleLogBlobUri\":\"" BLOB "\"}", NULL);
  berth_fake_transport_answer (test->wire, 200, log, NULL);
  text = dex_await_string (
    berth_arm_test_finish (test, berth_machines_get_boot_log (test->client, VM, NULL)),
    &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (berth_fake_transport_get_url (test->wire, 1), ==, BLOB);
  /* The address has a signature of its own; the token is not for that host. */
  g_assert_nonnull (berth_fake_transport_get_header (test->wire, 0, "authorization"));
  g_assert_null (berth_fake_transport_get_header (test->wire, 1, "authorization"));
}

static void
test_boot_log (void)
{
  check_log ("[    0.0] Linux\r\nlogin:", "[    0.0] Linux\r\nlogin:");
  /* The machine has not said anything yet. */
  check_log (NULL, "");
  check_log ("a\xff z", "a\xef\xbf\xbd z");
}

static void
check_refused (const char *answer, BerthAzureError code)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 200, answer, NULL);
  if (code == BERTH_AZURE_ERROR_NOT_FOUND)
    berth_fake_transport_answer (test->wire, 404, "<Error/>", NULL);
  error = berth_arm_test_expect_error (
    test, berth_machines_get_boot_log (test->client, VM, NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, (int) code);
}

static void
test_boot_log_refused (void)
{
  check_refused ("{}", BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  check_refused ("{\"serialConsoleLogBlobUri\":\"" BLOB "\"}",
                 BERTH_AZURE_ERROR_NOT_FOUND);
}

static DexFuture *
run (BerthArmTest *test)
{
  return berth_machines_run_command (test->client, VM, "echo \"a\"", NULL);
}

/* [R vm-vm_run_command_with_parameters]: the result stands at Location. */
static void
test_run_command (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autofree char *message = NULL;
  g_autofree char *body = NULL;

  berth_fake_transport_answer (test->wire, 202, NULL, "Azure-AsyncOperation",
                               BERTH_TEST_ARM "/o", "Location", RESULT, NULL);
  berth_fake_transport_answer (test->wire, 200, "{\"status\":\"Succeeded\"}", NULL);
  berth_fake_transport_answer (
    test->wire, 200,
    "{\"value\":[{\"code\":\"ProvisioningState/succeeded\",\"message\":\"Enable "
    "succeeded: \\n[stdout]\\na\\n[stderr]\\n\"}]}",
    NULL);
  message = dex_await_string (berth_arm_test_finish (test, run (test)), NULL);
  body = berth_fake_transport_dup_body (test->wire, 0);
  g_assert_cmpstr (message, ==, "Enable succeeded: \n[stdout]\na\n[stderr]\n");
  g_assert_cmpstr (body, ==,
                   "{\"commandId\":\"RunShellScript\",\"script\":[\"echo \\\"a\\\"\"]}");
}

/* Without a Location it is in the status. */
static void
test_run_command_output (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autofree char *message = NULL;

  berth_fake_transport_answer (test->wire, 202, NULL, "Azure-AsyncOperation",
                               BERTH_TEST_ARM "/o", NULL);
  berth_fake_transport_answer (test->wire, 200,
                               "{\"status\":\"Succeeded\",\"properties\":{\"output\":{"
                               "\"value\":[{\"message\":\"b\"}]}}}",
                               NULL);
  message = dex_await_string (berth_arm_test_finish (test, run (test)), NULL);
  g_assert_cmpstr (message, ==, "b");
}

static void
test_run_command_empty (void)
{
  static const char *const bodies[]
    = { NULL, "{}", "[]", "{\"value\":[]}", "{\"value\":[7]}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (BerthArmTest) test = berth_arm_test_new ();
    g_autoptr (GError) error = NULL;

    berth_fake_transport_answer (test->wire, 200, bodies[i], NULL);
    error = berth_arm_test_expect_error (test, run (test));
    g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
    g_assert_nonnull (strstr (error->message, "message"));
  }
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/console/boot-log", test_boot_log);
  berth_test_add ("/azure/console/boot-log-refused", test_boot_log_refused);
  berth_test_add ("/azure/console/run-command", test_run_command);
  berth_test_add ("/azure/console/run-command-output", test_run_command_output);
  berth_test_add ("/azure/console/run-command-empty", test_run_command_empty);
  return g_test_run ();
}
