/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-recordings.h"
#include "berth-test.h"

#include <string.h>

#define LOGIN "\"authentication\":{\"loginEndpoint\":\"https://login.example/\","
#define ENTRY(name, manager)                                                             \
  "{\"name\":\"" name "\",\"resourceManager\":\"" manager "\"," LOGIN                    \
  "\"audiences\":[\"https://" name ".example/\",\"https://other.example\"]}}"

static DexFuture *
discover (BerthArmTest *test, const char *endpoint)
{
  return berth_cloud_discover (BERTH_HTTP_TRANSPORT (test->wire), endpoint, NULL);
}

static void
check (const char *body, const char *name)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthCloud) cloud = NULL;
  g_autofree char *scope = NULL;
  g_autofree char *expected = g_strdup_printf ("https://%s.example//.default", name);

  berth_fake_transport_answer (test->wire, 200, body, NULL);
  cloud = berth_arm_test_expect (test, discover (test, "https://arm.example/"));
  scope = berth_cloud_dup_scope (cloud);
  g_assert_cmpstr (berth_cloud_get_name (cloud), ==, name);
  g_assert_cmpstr (berth_cloud_get_arm_endpoint (cloud), ==, "https://arm.example");
  g_assert_cmpstr (berth_cloud_get_login_endpoint (cloud), ==, "https://login.example");
  g_assert_cmpstr (scope, ==, expected);
  g_assert_true (
    g_str_has_prefix (berth_fake_transport_get_url (test->wire, 0),
                      "https://arm.example/metadata/endpoints?api-version="));
  g_assert_null (berth_fake_transport_get_header (test->wire, 0, "authorization"));
}

static void
test_object (void)
{
  check (ENTRY ("one", "https://arm.example"), "one");
}

/* 2019-05-01: all clouds; ours is the one with our address. */
static void
test_array (void)
{
  check ("[" ENTRY ("one", "https://a.example/") "," ENTRY (
           "two", "https://ARM.example/") "," ENTRY ("three", "https://b.example/") "]",
         "two");
  check ("[7,null," ENTRY ("two", "https://arm.example/") "]", "two");
}

static void
check_malformed (const char *body, const char *named)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 200, body, NULL);
  error = berth_arm_test_expect_error (test, discover (test, "https://arm.example"));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  g_assert_nonnull (strstr (error->message, named));
}

static void
test_malformed (void)
{
  check_malformed ("{}", "authentication.loginEndpoint");
  check_malformed ("[]", "authentication.loginEndpoint");
  check_malformed ("7", "authentication.loginEndpoint");
  check_malformed ("{" LOGIN "\"audiences\":[]}}", "audience");
  check_malformed ("{" LOGIN "\"audiences\":[7]}}", "audience");
  check_malformed ("nothing", "JSON");
  check_malformed (NULL, "JSON");
}

static void
check_no_cloud (const char *body, BerthAzureError kind)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 404, body, NULL);
  error = berth_arm_test_expect_error (test, discover (test, "https://arm.example"));
  g_assert_error (error, BERTH_AZURE_ERROR, (int) kind);
}

static void
test_no_cloud (void)
{
  check_no_cloud ("{}", BERTH_AZURE_ERROR_NOT_FOUND);
  check_no_cloud ("<html>", BERTH_AZURE_ERROR_INTERCEPTED);
}

static void
test_public (void)
{
  BerthCloud *cloud = berth_cloud_new_public ();
  g_autofree char *scope = berth_cloud_dup_scope (cloud);

  g_assert_cmpstr (scope, ==, "https://management.azure.com/.default");
  g_assert_finalize_object (cloud);
}

/* 2015-01-01, as public Azure answered. */
static void
check_recorded (const BerthExchange *exchange, gpointer data)
{
  g_autofree char *body = json_to_string (exchange->body, FALSE);
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthCloud) cloud = NULL;
  g_autofree char *scope = NULL;

  berth_fake_transport_answer (test->wire, 200, body, NULL);
  cloud = berth_arm_test_expect (test, discover (test, "https://management.azure.com"));
  scope = berth_cloud_dup_scope (cloud);
  g_assert_cmpstr (berth_cloud_get_login_endpoint (cloud), ==,
                   "https://login.microsoftonline.com");
  g_assert_cmpstr (scope, ==, "https://management.core.windows.net//.default");
  g_assert_cmpstr (berth_cloud_get_name (cloud), ==, "https://management.azure.com");
}

static void
test_recorded (void)
{
  berth_recordings_foreach ("cloud-metadata_endpoints", check_recorded, NULL);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/cloud/object", test_object);
  berth_test_add ("/azure/cloud/array", test_array);
  berth_test_add ("/azure/cloud/malformed", test_malformed);
  berth_test_add ("/azure/cloud/no-cloud", test_no_cloud);
  berth_test_add ("/azure/cloud/public", test_public);
  berth_test_add ("/azure/cloud/recorded", test_recorded);
  return g_test_run ();
}
