/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-location.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <string.h>

#define NEXT BERTH_TEST_ARM "/next?api-version=7&$skiptoken=a%2Fb"
#define NAMED(name) "{\"name\":\"" name "\"}"

static DexFuture *
list (BerthArmTest *test)
{
  return berth_arm_client_list (test->client, "/locations", "1", BERTH_TYPE_LOCATION,
                                berth_location_parse, NULL);
}

static void
check_names (GListModel *model, const char *expected)
{
  GString *names = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (BerthLocation) location = g_list_model_get_item (model, i);

    g_string_append_printf (names, "%s ", berth_location_get_name (location));
  }
  text = g_string_free_and_steal (names);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_pages (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GListModel) model = NULL;

  berth_fake_transport_answer (
    test->wire, 200, "{\"value\":[" NAMED ("a") "],\"nextLink\":\"" NEXT "\"}", NULL);
  /* Empty, and not the last one. */
  berth_fake_transport_answer (test->wire, 200,
                               "{\"value\":[],\"nextLink\":\"" NEXT "2\"}", NULL);
  berth_fake_transport_answer (
    test->wire, 200, "{\"value\":[" NAMED ("b") "," NAMED ("c") "],\"nextLink\":null}",
    NULL);
  model = berth_arm_test_expect (test, list (test));
  check_names (model, "a b c ");
  g_assert_cmpstr (berth_fake_transport_get_url (test->wire, 0), ==,
                   BERTH_TEST_ARM "/locations?api-version=1");
  g_assert_cmpstr (berth_fake_transport_get_url (test->wire, 1), ==, NEXT);
  g_assert_cmpstr (berth_fake_transport_get_url (test->wire, 2), ==, NEXT "2");
}

/* [R quota-quota_request]: the service does not escape all that it should. */
static void
test_odd_link (void)
{
  static const char link[]
    = BERTH_TEST_ARM "/next?$skipToken=%5B{\\\"token\\\"%3A\\\"%2BRID%3A~lX4=\\\"}%5D";
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autofree char *first = g_strdup_printf ("{\"value\":[],\"nextLink\":\"%s\"}", link);
  g_autoptr (GListModel) model = NULL;

  berth_fake_transport_answer (test->wire, 200, first, NULL);
  berth_fake_transport_answer (test->wire, 200, "[" NAMED ("a") "]", NULL);
  model = berth_arm_test_expect (test, list (test));
  check_names (model, "a ");
  g_assert_cmpstr (berth_fake_transport_get_url (test->wire, 1), ==,
                   BERTH_TEST_ARM
                   "/next?$skipToken=%5B{\"token\"%3A\"%2BRID%3A~lX4=\"}%5D");
}

static void
test_shapes (void)
{
  static const char *const bodies[] = {
    "[" NAMED ("a") "]",
    "{\"value\":[" NAMED ("a") "]}",
    "{\"value\":[" NAMED ("a") "],\"nextLink\":\"\"}",
    "{\"value\":[" NAMED ("a") ",7,null,[]],\"unknown\":{}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (BerthArmTest) test = berth_arm_test_new ();
    g_autoptr (GListModel) model = NULL;

    berth_fake_transport_answer (test->wire, 200, bodies[i], NULL);
    model = berth_arm_test_expect (test, list (test));
    check_names (model, "a ");
  }
}

static void
check_malformed (const char *body, const char *named)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 200, body, NULL);
  error = berth_arm_test_expect_error (test, list (test));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  g_assert_nonnull (strstr (error->message, named));
}

static void
test_malformed (void)
{
  check_malformed ("{}", "value");
  check_malformed ("{\"value\":{}}", "value");
  check_malformed ("{\"value\":[{\"displayName\":\"a\"}]}", "name");
  check_malformed ("7", "value");
  check_malformed (NULL, "value");
  check_malformed ("{\"value\":[", "JSON");
  check_malformed ("nothing", "JSON");
}

/* A hotel's sign-in page with a status of success. */
static void
test_page (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 200, "Welcome!", "content-type",
                               "text/html; charset=utf-8", NULL);
  error = berth_arm_test_expect_error (test, list (test));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_INTERCEPTED);
}

static void
test_foreign_page (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (
    test->wire, 200, "{\"value\":[],\"nextLink\":\"https://evil.example/?a\"}", NULL);
  error = berth_arm_test_expect_error (test, list (test));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, 1);
}

/* A list whose second page cannot be had is not a short list either. */
static void
test_half_a_list (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (
    test->wire, 200,
    "{\"value\":[{\"name\":\"a\"}],\"nextLink\":\"" BERTH_TEST_ARM "/b?c\"}", NULL);
  berth_fake_transport_answer (test->wire, 500, "{}", NULL);
  error = berth_arm_test_expect_error (test, list (test));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_OUTAGE);
}

/* A list without an end is not a short list. */
static void
test_endless (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 500; i++)
    berth_fake_transport_answer (test->wire, 200,
                                 "{\"value\":[],\"nextLink\":\"" NEXT "\"}", NULL);
  error = berth_arm_test_expect_error (test, list (test));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
}

static void
test_refused_page (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (
    test->wire, 200, "{\"value\":[" NAMED ("a") "],\"nextLink\":\"" NEXT "\"}", NULL);
  berth_fake_transport_answer (test->wire, 403,
                               "{\"error\":{\"code\":\"AuthorizationFailed\"}}", NULL);
  error = berth_arm_test_expect_error (test, list (test));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_FORBIDDEN);
}

static void
test_send (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (JsonNode) body = json_from_string ("{\"a\":1}", NULL);
  g_autoptr (BerthArmResponse) response = NULL;
  g_autofree char *sent = NULL;

  berth_fake_transport_answer (test->wire, 200, "\xef\xbb\xbf{\"b\":2}", NULL);
  response = berth_arm_test_expect (
    test, berth_arm_client_send (test->client, "PUT", "/a?b=c", "1", body, NULL));
  sent = berth_fake_transport_dup_body (test->wire, 0);
  g_assert_cmpstr (sent, ==, "{\"a\":1}");
  g_assert_cmpstr (berth_fake_transport_get_url (test->wire, 0), ==,
                   BERTH_TEST_ARM "/a?b=c&api-version=1");
  g_assert_cmpstr (berth_fake_transport_get_header (test->wire, 0, "content-type"), ==,
                   "application/json");
  g_assert_cmpstr (berth_fake_transport_get_header (test->wire, 0, "authorization"), ==,
                   "Bearer token-1");
  g_assert_nonnull (
    berth_fake_transport_get_header (test->wire, 0, "x-ms-client-request-id"));
  g_assert_nonnull (berth_fake_transport_get_header (test->wire, 0, "user-agent"));
  g_assert_cmpint (
    json_object_get_int_member (berth_arm_response_get_object (response), "b"), ==, 2);
}

/* An id out of an answer, in a group with a Korean name. */
static void
test_id (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthArmResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 200, "{}", NULL);
  response = berth_arm_test_expect (
    test, berth_arm_client_send (
            test->client, "GET",
            "/subscriptions/s/resourceGroups/한_(1)/a%20b?$c=d&e=f'g'", "1", NULL, NULL));
  g_assert_cmpstr (berth_fake_transport_get_url (test->wire, 0), ==,
                   BERTH_TEST_ARM "/subscriptions/s/resourceGroups/%ED%95%9C_(1)/"
                                  "a%20b?$c=d&e=f'g'&api-version=1");
}

/* An id that would change the host is not followed either. */
static void
test_foreign_id (void)
{
  static const char *const ids[]
    = { ".evil.example/a", "@evil.example/a", ":8443/a", "https://evil.example/a" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (BerthArmTest) test = berth_arm_test_new ();
    g_autoptr (GError) error = berth_arm_test_expect_error (
      test, berth_arm_client_send (test->client, "GET", ids[i], "1", NULL, NULL));

    g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
    g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, 0);
  }
}

/* A redirect is not followed; it is not an answer either. */
static void
test_redirect (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 302, NULL, "Location", "https://evil.example",
                               NULL);
  error = berth_arm_test_expect_error (
    test, berth_arm_client_send (test->client, "GET", "/a", "1", NULL, NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_INTERCEPTED);
}

static void
test_open_transport (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (BerthHttpRequest) request
    = berth_http_request_new ("GET", "https://prices.azure.com/a");
  g_autoptr (BerthHttpResponse) response = NULL;

  berth_fake_transport_answer (test->wire, 200, "{}", NULL);
  response = berth_arm_test_expect (
    test, berth_http_transport_send (berth_arm_client_get_open_transport (test->client),
                                     request, NULL));
  g_assert_null (berth_fake_transport_get_header (test->wire, 0, "authorization"));
}

/* Nobody waits any more: the request on the wire is given up as well. */
static void
test_drop (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GCancellable) dropped = berth_fake_transport_hang_until_dropped (test->wire);
  DexPromise *other = dex_promise_new ();
  DexFuture *first = dex_future_first (
    dex_ref (DEX_FUTURE (other)),
    berth_arm_client_operate (test->client, "PUT", "/a", "1", NULL, NULL), NULL);

  berth_arm_test_settle ();
  g_assert_cmpuint (berth_fake_transport_count (test->wire), ==, 1);
  g_assert_false (g_cancellable_is_cancelled (dropped));
  dex_promise_resolve_boolean (other, TRUE);
  g_assert_true (dex_await (first, NULL));
  dex_unref (other);
  berth_arm_test_settle ();
  g_assert_true (g_cancellable_is_cancelled (dropped));
}

static void
test_path (void)
{
  g_autofree char *path = berth_arm_path ("/a/%s/b/%s%%", "c/../d?e#f", "한 (1)");

  g_assert_cmpstr (path, ==, "/a/c%2F..%2Fd%3Fe%23f/b/%ED%95%9C%20(1)%");
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/client/pages", test_pages);
  berth_test_add ("/azure/client/odd-link", test_odd_link);
  berth_test_add ("/azure/client/shapes", test_shapes);
  berth_test_add ("/azure/client/malformed", test_malformed);
  berth_test_add ("/azure/client/page", test_page);
  berth_test_add ("/azure/client/half-a-list", test_half_a_list);
  berth_test_add ("/azure/client/foreign-page", test_foreign_page);
  berth_test_add ("/azure/client/endless", test_endless);
  berth_test_add ("/azure/client/refused-page", test_refused_page);
  berth_test_add ("/azure/client/send", test_send);
  berth_test_add ("/azure/client/id", test_id);
  berth_test_add ("/azure/client/foreign-id", test_foreign_id);
  berth_test_add ("/azure/client/redirect", test_redirect);
  berth_test_add ("/azure/client/open-transport", test_open_transport);
  berth_test_add ("/azure/client/drop", test_drop);
  berth_test_add ("/azure/client/path", test_path);
  return g_test_run ();
}
