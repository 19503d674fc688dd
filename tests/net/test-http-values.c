/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-http-request.h"
#include "berth-http-response.h"
#include "berth-test.h"

static void
test_request (void)
{
  BerthHttpRequest *request = berth_http_request_new ("PUT", "https://example.net/a");
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_auto (GStrv) lines = NULL;

  g_assert_cmpstr (berth_http_request_get_method (request), ==, "PUT");
  g_assert_cmpstr (berth_http_request_get_url (request), ==, "https://example.net/a");
  g_assert_null (berth_http_request_get_body (request));
  g_assert_cmpuint (berth_http_request_get_timeout_ms (request), >, 0);
  g_assert_cmpuint (berth_http_request_get_max_body_bytes (request), >, 0);

  berth_http_request_set_header (request, "X-One", "1");
  berth_http_request_set_header (request, "x-ONE", "2");
  g_assert_cmpstr (berth_http_request_get_header (request, "X-oNe"), ==, "2");
  lines = berth_http_request_dup_header_lines (request);
  g_assert_cmpstrv (lines, ((const char *const[]) { "x-one: 2", NULL }));
  berth_http_request_set_header (request, "X-One", NULL);
  g_assert_null (berth_http_request_get_header (request, "x-one"));

  berth_http_request_set_body (request, body, "application/json");
  g_assert_true (g_bytes_equal (berth_http_request_get_body (request), body));
  g_assert_cmpstr (berth_http_request_get_header (request, "Content-Type"), ==,
                   "application/json");
  berth_http_request_set_body (request, NULL, NULL);
  g_assert_null (berth_http_request_get_body (request));
  g_assert_null (berth_http_request_get_header (request, "Content-Type"));
  g_assert_finalize_object (request);
}

/* Two headers cannot be made out of one: the value would be the service's to choose. */
static void
test_header_injection (void)
{
  if (g_test_subprocess ()) {
    g_autoptr (BerthHttpRequest) request
      = berth_http_request_new ("GET", "https://example.net/");

    berth_http_request_set_header (request, "x-one", "1\r\nx-two: 2");
    return;
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*strpbrk*");
}

static void
test_response (void)
{
  BerthHttpResponse *response = berth_http_response_new (204, NULL);

  g_assert_cmpuint (berth_http_response_get_status (response), ==, 204);
  g_assert_cmpuint (g_bytes_get_size (berth_http_response_get_body (response)), ==, 0);
  g_assert_null (berth_http_response_get_header (response, "Location"));
  berth_http_response_set_header (response, "Location", "/a");
  berth_http_response_set_header (response, "LOCATION", "/b");
  g_assert_cmpstr (berth_http_response_get_header (response, "location"), ==, "/b");
  g_assert_finalize_object (response);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/net/http/request", test_request);
  g_test_add_func ("/net/http/header-injection", test_header_injection);
  g_test_add_func ("/net/http/response", test_response);
  return g_test_run ();
}
