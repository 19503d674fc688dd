/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-net-test.h"
#include "berth-test.h"

/* A port that is bound but does not listen: nobody else can take it meanwhile. */
static void
test_refused (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) bound = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_true (g_socket_bind (bound, wanted, FALSE, &error));
  address = g_socket_get_local_address (bound, &error);
  g_assert_no_error (error);
  g_free (test->server->base);
  test->server->base
    = g_strdup_printf ("http://127.0.0.1:%u",
                       g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  berth_net_test_fail (test, "/echo", BERTH_NET_ERROR_UNREACHABLE);
}

static void
test_unknown_host (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();

  /* RFC 6761 6.4: names that are known to be unknown. */
  g_set_str (&test->server->base, "https://berth.invalid");
  berth_net_test_fail (test, "/", BERTH_NET_ERROR_UNKNOWN_HOST);
}

static void
test_addresses (void)
{
  static const char *const addresses[] = {
    "http://example.net",   "http://192.0.2.1",      "ftp://localhost",
    "file:///etc/hostname", "http://localhost.evil", "http://127.0.0.1.evil",
    "not an address",       "http://[2001:db8::1]",  "",
  };
  g_autoptr (BerthNetTest) test = berth_net_test_new ();

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_set_str (&test->server->base, addresses[i]);
    berth_net_test_fail (test, "", BERTH_NET_ERROR_PROTOCOL);
  }
}

static void
test_broken_answers (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();

  berth_net_test_fail (test, "/half", BERTH_NET_ERROR_RESET);
  berth_net_test_fail (test, "/reset", BERTH_NET_ERROR_RESET);
  berth_net_test_fail (test, "/noise", BERTH_NET_ERROR_PROTOCOL);
}

static void
check_limit (BerthNetTest *test, const char *path, gsize limit, gboolean fits)
{
  g_autoptr (BerthHttpRequest) request
    = berth_test_server_make_request (test->server, "GET", path);
  g_autoptr (BerthHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  berth_http_request_set_max_body_bytes (request, limit);
  response = dex_await_object (berth_http_transport_send (test->transport, request, NULL),
                               &error);
  if (fits) {
    g_assert_no_error (error);
    g_assert_cmpuint (g_bytes_get_size (berth_http_response_get_body (response)), ==,
                      limit);
  } else {
    g_assert_error (error, BERTH_NET_ERROR, BERTH_NET_ERROR_TOO_LARGE);
  }
}

static void
test_too_large (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();

  check_limit (test, "/bytes/100000", 100000, TRUE);
  check_limit (test, "/bytes/100001", 100000, FALSE);
  /* A few KiB on the wire, 4 MiB unpacked. */
  check_limit (test, "/packed/4194304", 4194304, TRUE);
  check_limit (test, "/packed/4194304", 1048576, FALSE);
  berth_net_test_fail (test, "/headers/290", BERTH_NET_ERROR_TOO_LARGE);
}

static void
test_timeout (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  g_autoptr (BerthHttpRequest) request
    = berth_test_server_make_request (test->server, "GET", "/begin");
  g_autoptr (GError) error = NULL;

  berth_http_request_set_timeout_ms (request, 50);
  g_assert_false (
    dex_await (berth_http_transport_send (test->transport, request, NULL), &error));
  g_assert_error (error, BERTH_NET_ERROR, BERTH_NET_ERROR_TIMED_OUT);
}

static void
check_cancelled (const char *path)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *sent = berth_net_test_send (test, "GET", path, cancellable);

  dex_await (dex_ref (DEX_FUTURE (test->server->arrived)), NULL);
  g_assert_true (dex_future_is_pending (sent));
  g_cancellable_cancel (cancellable);
  g_assert_false (dex_await (sent, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (berth_test_server_await_hang_up (test->server));
}

static void
test_cancel (void)
{
  check_cancelled ("/hold");
  check_cancelled ("/begin");
}

static void
test_cancelled_before (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (
    dex_await (berth_net_test_send (test, "GET", "/echo", cancellable), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (test->server->requests, ==, 0);
}

/* Nobody waits for the answer any more: the connection is dropped, as if cancelled. */
static void
test_drop (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (
    dex_await (dex_future_first (berth_net_test_send (test, "GET", "/begin", NULL),
                                 dex_ref (DEX_FUTURE (test->server->arrived)), NULL),
               &error));
  g_assert_no_error (error);
  g_assert_true (berth_test_server_await_hang_up (test->server));
}

/* The transport goes while answers are half read, in a queue, and not yet asked for. */
static void
test_teardown (void)
{
  g_autoptr (BerthTestServer) server = berth_test_server_new (NULL);
  BerthHttpTransport *transport = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (NULL));
  g_autoptr (BerthHttpRequest) request
    = berth_test_server_make_request (server, "GET", "/begin");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  DexFuture *futures[10];

  for (guint i = 0; i < G_N_ELEMENTS (futures); i++)
    futures[i] = berth_http_transport_send (transport, request, cancellable);
  dex_await (dex_ref (DEX_FUTURE (server->arrived)), NULL);
  g_assert_finalize_object (transport);
  for (guint i = 0; i < G_N_ELEMENTS (futures); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (dex_await (futures[i], &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
  g_cancellable_cancel (cancellable);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/net/curl/refused", test_refused);
  berth_test_add ("/net/curl/unknown-host", test_unknown_host);
  berth_test_add ("/net/curl/addresses", test_addresses);
  berth_test_add ("/net/curl/broken-answers", test_broken_answers);
  berth_test_add ("/net/curl/too-large", test_too_large);
  berth_test_add ("/net/curl/timeout", test_timeout);
  berth_test_add ("/net/curl/cancel", test_cancel);
  berth_test_add ("/net/curl/cancelled-before", test_cancelled_before);
  berth_test_add ("/net/curl/drop", test_drop);
  berth_test_add ("/net/curl/teardown", test_teardown);
  return g_test_run ();
}
