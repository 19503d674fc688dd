/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-curl-transport.h"
#include "berth-net-test.h"
#include "berth-test.h"

#include <string.h>

/* The proxy of this computer's settings, as a socket that reads one request and answers
 * what the test wants. */
typedef struct {
  GSocketListener *listener;
  char *url;
  const char *answer;
  DexFuture *asked;
} Proxy;

static DexFuture *
serve_fiber (gpointer data)
{
  Proxy *proxy = data;
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GSocketConnection) connection
    = dex_await_object (dex_socket_listener_accept (proxy->listener), NULL);
  GIOStream *stream = G_IO_STREAM (connection);

  while (connection != NULL && strstr (head->str, "\r\n\r\n") == NULL) {
    g_autoptr (GBytes) bytes = dex_await_boxed (
      dex_input_stream_read_bytes (g_io_stream_get_input_stream (stream), 4096, 0), NULL);

    if (bytes == NULL || g_bytes_get_size (bytes) == 0)
      break;
    g_string_append_len (head, g_bytes_get_data (bytes, NULL),
                         (gssize) g_bytes_get_size (bytes));
  }
  if (connection != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), proxy->answer,
                               strlen (proxy->answer), NULL, NULL, NULL);
  return dex_future_new_take_string (g_string_free_and_steal (g_steal_pointer (&head)));
}

static void
proxy_listen (Proxy *proxy, const char *answer)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;

  proxy->listener = g_socket_listener_new ();
  proxy->answer = answer;
  g_assert_true (
    g_socket_listener_add_address (proxy->listener, wanted, G_SOCKET_TYPE_STREAM,
                                   G_SOCKET_PROTOCOL_TCP, NULL, &address, NULL));
  proxy->url
    = g_strdup_printf ("http://127.0.0.1:%u",
                       g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  proxy->asked = dex_scheduler_spawn (NULL, 0, serve_fiber, proxy, NULL);
}

static void
proxy_clear (Proxy *proxy)
{
  g_clear_object (&proxy->listener);
  g_free (proxy->url);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Proxy, proxy_clear)

static GError *
send_through (BerthHttpTransport *transport, const char *proxy, const char *url)
{
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy, NULL);
  g_autoptr (BerthHttpRequest) request = berth_http_request_new ("GET", url);
  GError *error = NULL;

  berth_http_request_set_header (request, "authorization", "Bearer secret");
  berth_curl_transport_set_proxy_resolver (BERTH_CURL_TRANSPORT (transport), resolver);
  g_assert_false (
    dex_await (berth_http_transport_send (transport, request, NULL), &error));
  return error;
}

/* The proxy hears a name and a port, and never the token; it looks the name up. */
static void
test_refuses (void)
{
  BerthHttpTransport *transport = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (NULL));
  g_auto (Proxy) proxy = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *asked = NULL;

  proxy_listen (
    &proxy, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
  error = send_through (transport, proxy.url, "https://cloud.invalid/a?secret");
  g_assert_error (error, BERTH_NET_ERROR, BERTH_NET_ERROR_PROXY);
  asked = dex_await_string (proxy.asked, NULL);
  g_assert_true (g_str_has_prefix (asked, "CONNECT cloud.invalid:443 "));
  g_assert_null (strstr (asked, "secret"));
  g_assert_finalize_object (transport);
}

/* Behind the tunnel TLS is as strict as without: a proxy cannot read along. */
static void
test_reads_along (void)
{
  BerthHttpTransport *transport = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (NULL));
  g_auto (Proxy) proxy = { 0 };
  g_autoptr (GError) error = NULL;

  proxy_listen (&proxy,
                "HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}");
  error = send_through (transport, proxy.url, "https://cloud.invalid/");
  g_assert_error (error, BERTH_NET_ERROR, BERTH_NET_ERROR_TLS);
  dex_await (proxy.asked, NULL);
  g_assert_finalize_object (transport);
}

/* A port that is bound but does not listen. */
static void
test_unreachable (void)
{
  BerthHttpTransport *transport = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (NULL));
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocket) bound = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) address = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) unknown = NULL;

  g_assert_true (g_socket_bind (bound, wanted, FALSE, NULL));
  address = g_socket_get_local_address (bound, NULL);
  url
    = g_strdup_printf ("http://127.0.0.1:%u",
                       g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  error = send_through (transport, url, "https://cloud.invalid/");
  g_assert_error (error, BERTH_NET_ERROR, BERTH_NET_ERROR_PROXY);
  unknown = send_through (transport, "http://proxy.invalid:1", "https://cloud.invalid/");
  g_assert_error (unknown, BERTH_NET_ERROR, BERTH_NET_ERROR_PROXY);
  g_assert_finalize_object (transport);
}

/* What goes to this computer goes there, whatever the settings say. */
static void
test_loopback (void)
{
  g_autoptr (BerthNetTest) test = berth_net_test_new ();
  g_autoptr (BerthTestServer) proxy = berth_test_server_new (NULL);
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy->base, NULL);
  g_autoptr (BerthHttpResponse) response = NULL;

  berth_curl_transport_set_proxy_resolver (BERTH_CURL_TRANSPORT (test->transport),
                                           resolver);
  response = berth_net_test_get (test, "/bytes/1");
  g_assert_cmpuint (proxy->requests, ==, 0);
  g_assert_cmpuint (test->server->requests, ==, 1);
}

static void
test_cancelled (void)
{
  BerthHttpTransport *transport = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (NULL));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BerthHttpRequest) request
    = berth_http_request_new ("GET", "https://cloud.invalid/");
  g_autoptr (GError) error = NULL;
  DexFuture *sent = berth_http_transport_send (transport, request, cancellable);

  g_cancellable_cancel (cancellable);
  g_assert_false (dex_await (sent, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_finalize_object (transport);
}

/* A server that has no IPv4 address at all. */
static void
test_ipv6_only (void)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  BerthHttpTransport *transport = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (NULL));
  static const char *const hosts[] = { "[::1]", "localhost" };
  g_autoslist (GUri) uris = NULL;

  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV6_ONLY, NULL)) {
    g_object_unref (transport);
    g_test_skip ("This computer has no IPv6");
    return;
  }
  uris = soup_server_get_uris (server);
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autofree char *url
      = g_strdup_printf ("http://%s:%d/", hosts[i], g_uri_get_port (uris->data));
    g_autoptr (BerthHttpRequest) request = berth_http_request_new ("GET", url);
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthHttpResponse) response
      = dex_await_object (berth_http_transport_send (transport, request, NULL), &error);

    g_assert_no_error (error);
    g_assert_cmpuint (berth_http_response_get_status (response), ==, 404);
  }
  g_assert_finalize_object (transport);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/net/proxy/refuses", test_refuses);
  berth_test_add ("/net/proxy/reads-along", test_reads_along);
  berth_test_add ("/net/proxy/unreachable", test_unreachable);
  berth_test_add ("/net/proxy/loopback", test_loopback);
  berth_test_add ("/net/proxy/cancelled", test_cancelled);
  berth_test_add ("/net/ipv6-only", test_ipv6_only);
  return g_test_run ();
}
