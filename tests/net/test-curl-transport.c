/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-net-test.h"
#include "berth-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

static JsonObject *
parse_echo (BerthHttpResponse *response, JsonNode **owner)
{
  gsize size;
  const char *data = g_bytes_get_data (berth_http_response_get_body (response), &size);
  g_autofree char *text = g_strndup (data, size);

  *owner = json_from_string (text, NULL);
  g_assert_true (*owner != NULL && JSON_NODE_HOLDS_OBJECT (*owner));
  return json_node_get_object (*owner);
}

static void
test_get (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  g_autoptr (BerthHttpResponse) response = berth_net_test_get (test, "/echo");
  g_autoptr (JsonNode) owner = NULL;
  JsonObject *echo = parse_echo (response, &owner);

  g_assert_cmpuint (berth_http_response_get_status (response), ==, 200);
  g_assert_cmpstr (json_object_get_string_member (echo, "method"), ==, "GET");
  g_assert_cmpstr (json_object_get_string_member (echo, "body"), ==, "");
  /* The server wrote X-Ms-Request-Id. */
  g_assert_cmpstr (berth_http_response_get_header (response, "x-ms-request-id"), ==,
                   "A-1");
  g_assert_cmpstr (berth_http_response_get_header (response, "X-MS-REQUEST-ID"), ==,
                   "A-1");
  g_assert_null (berth_http_response_get_header (response, "x-ms-request"));
}

static void
check_sent (BerthNetTest *test, const char *method, const char *text)
{
  g_autoptr (BerthHttpRequest) request
    = berth_test_server_make_request (test->server, method, "/echo");
  g_autoptr (GBytes) body = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (BerthHttpResponse) response = NULL;
  g_autoptr (JsonNode) owner = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *echo;
  JsonObject *headers;

  berth_http_request_set_body (request, body, text != NULL ? "application/json" : NULL);
  berth_http_request_set_header (request, "X-Berth-Test", "a b");
  response = dex_await_object (berth_http_transport_send (test->transport, request, NULL),
                               &error);
  g_assert_no_error (error);
  echo = parse_echo (response, &owner);
  headers = json_object_get_object_member (echo, "headers");
  g_assert_cmpstr (json_object_get_string_member (echo, "method"), ==, method);
  g_assert_cmpstr (json_object_get_string_member (echo, "body"), ==,
                   text != NULL ? text : "");
  g_assert_cmpstr (json_object_get_string_member (headers, "x-berth-test"), ==, "a b");
  g_assert_cmpstr (
    json_object_get_string_member_with_default (headers, "content-type", NULL), ==,
    text != NULL ? "application/json" : NULL);
  g_assert_false (json_object_has_member (headers, "expect"));
}

static void
test_methods (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  g_autofree char *large = g_strnfill (200000, 'a');

  check_sent (test, "POST", "{\"a\":\"\xea\xb0\x80\"}");
  check_sent (test, "POST", large);
  check_sent (test, "POST", NULL);
  check_sent (test, "PUT", "{}");
  check_sent (test, "PATCH", "{}");
  check_sent (test, "DELETE", NULL);
}

static void
test_head (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthHttpResponse) response
    = dex_await_object (berth_net_test_send (test, "HEAD", "/bytes/100", NULL), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (berth_http_response_get_status (response), ==, 200);
  g_assert_cmpuint (g_bytes_get_size (berth_http_response_get_body (response)), ==, 0);
}

/* A redirect is the caller's to see: a token must not be carried on in silence. */
static void
test_redirect (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  g_autoptr (BerthHttpResponse) response = berth_net_test_get (test, "/moved");

  g_assert_cmpuint (berth_http_response_get_status (response), ==, 302);
  g_assert_cmpuint (test->server->requests, ==, 1);
}

static void
test_packed (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  g_autoptr (BerthHttpResponse) response = berth_net_test_get (test, "/gzip");
  GBytes *body = berth_http_response_get_body (response);

  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                   "{\"packed\":true}", 15);
}

static void
test_reuse (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();

  for (guint i = 0; i < 5; i++) {
    g_autoptr (BerthHttpResponse) response = berth_net_test_get (test, "/bytes/1000");

    g_assert_cmpuint (g_bytes_get_size (berth_http_response_get_body (response)), ==,
                      1000);
  }
  g_assert_cmpuint (test->server->requests, ==, 5);
  g_assert_cmpuint (test->server->connections, ==, 1);
}

static void
test_side_by_side (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  DexFuture *futures[20];

  for (guint i = 0; i < G_N_ELEMENTS (futures); i++)
    futures[i] = berth_net_test_send (test, "GET", "/bytes/50000", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (futures); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthHttpResponse) response = dex_await_object (futures[i], &error);

    g_assert_no_error (error);
    g_assert_cmpuint (g_bytes_get_size (berth_http_response_get_body (response)), ==,
                      50000);
  }
  g_assert_cmpuint (test->server->connections, <=, 6);
}

/* What goes to this computer without TLS must not go by way of another one. */
static void
test_no_proxy (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  g_autoptr (BerthTestServer) proxy = berth_test_server_new (NULL);
  g_autoptr (BerthHttpResponse) response = NULL;

  g_setenv ("http_proxy", proxy->base, TRUE);
  g_setenv ("all_proxy", proxy->base, TRUE);
  response = berth_net_test_get (test, "/bytes/1");
  g_unsetenv ("http_proxy");
  g_unsetenv ("all_proxy");
  g_assert_cmpuint (proxy->requests, ==, 0);
  g_assert_cmpuint (test->server->requests, ==, 1);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/net/curl/get", test_get);
  berth_test_add ("/net/curl/methods", test_methods);
  berth_test_add ("/net/curl/head", test_head);
  berth_test_add ("/net/curl/redirect", test_redirect);
  berth_test_add ("/net/curl/packed", test_packed);
  berth_test_add ("/net/curl/reuse", test_reuse);
  berth_test_add ("/net/curl/side-by-side", test_side_by_side);
  berth_test_add ("/net/curl/no-proxy", test_no_proxy);
  return g_test_run ();
}
