/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-net-test.h"
#include "berth-sandbox-tls.h"
#include "berth-test.h"

typedef struct {
  char *folder;
  char *ca_file;
  GTlsCertificate *certificate;
} Authority;

static Authority *
authority_new (void)
{
  Authority *self = g_new0 (Authority, 1);
  g_autoptr (GError) error = NULL;

  self->folder = berth_test_make_folder ();
  self->ca_file = g_build_filename (self->folder, "ca.pem", NULL);
  self->certificate = dex_await_object (berth_sandbox_tls_prepare (self->folder), &error);
  g_assert_no_error (error);
  return self;
}

static void
authority_free (Authority *self)
{
  berth_test_remove_folder (self->folder);
  g_object_unref (self->certificate);
  g_free (self->ca_file);
  g_free (self->folder);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Authority, authority_free)

static void
test_trusted (void)
{
  g_autoptr (Authority) authority = authority_new ();
  g_autoptr (BerthNetTest) test
    = berth_net_test_new_tls (authority->certificate, authority->ca_file);
  g_autoptr (BerthHttpResponse) response = berth_net_test_get (test, "/bytes/10");

  g_assert_cmpuint (g_bytes_get_size (berth_http_response_get_body (response)), ==, 10);
}

static void
on_handshake (GObject *connection, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (connection), result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, error);
}

/* Takes one connection, and resolves to whether nothing was asked on it. libsoup's server
 * does not tell how a handshake ended, and may not be freed before. */
static DexFuture *
accept_fiber (gpointer data)
{
  GSocketListener *listener = data;
  GTlsCertificate *certificate = g_object_get_data (data, "certificate");
  DexPromise *promise = dex_promise_new ();
  GError *error = NULL;
  g_autoptr (GSocketConnection) plain
    = dex_await_object (dex_socket_listener_accept (listener), &error);
  g_autoptr (GIOStream) secure = NULL;
  g_autoptr (GBytes) asked = NULL;

  g_assert_no_error (error);
  secure = g_tls_server_connection_new (G_IO_STREAM (plain), certificate, &error);
  g_assert_no_error (error);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (secure), G_PRIORITY_DEFAULT, NULL,
                                    on_handshake, dex_ref (promise));
  if (dex_await (DEX_FUTURE (promise), NULL))
    asked = dex_await_boxed (
      dex_input_stream_read_bytes (g_io_stream_get_input_stream (secure), 1, 0), NULL);
  return dex_future_new_for_boolean (asked == NULL || g_bytes_get_size (asked) == 0);
}

/* Nothing is sent to a server that is not who it should be. */
static void
check_refused (GTlsCertificate *certificate, const char *ca_file, const char *host)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  BerthHttpTransport *transport
    = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (ca_file));
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (BerthHttpRequest) request = NULL;
  g_autofree char *url = NULL;
  DexFuture *served;

  g_assert_true (g_socket_listener_add_address (listener, wanted, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP, NULL, &address,
                                                &error));
  g_object_set_data (G_OBJECT (listener), "certificate", certificate);
  served = dex_scheduler_spawn (NULL, 0, accept_fiber, listener, NULL);
  url
    = g_strdup_printf ("https://%s:%u/", host,
                       g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  request = berth_http_request_new ("GET", url);
  g_assert_false (
    dex_await (berth_http_transport_send (transport, request, NULL), &error));
  g_assert_error (error, BERTH_NET_ERROR, BERTH_NET_ERROR_TLS);
  g_assert_true (dex_await_boolean (served, NULL));
  g_assert_finalize_object (transport);
}

static void
test_stranger (void)
{
  g_autoptr (Authority) authority = authority_new ();
  g_autoptr (Authority) other = authority_new ();

  check_refused (authority->certificate, other->ca_file, "localhost");
}

static void
test_system_trust (void)
{
  g_autoptr (Authority) authority = authority_new ();

  check_refused (authority->certificate, NULL, "localhost");
}

/* The certificate is for localhost, and for 127.0.0.1. */
static void
test_wrong_name (void)
{
  g_autoptr (Authority) authority = authority_new ();

  check_refused (authority->certificate, authority->ca_file, "other.localhost");
}

/* libsoup's server offers HTTP/2 by ALPN when it is told to. */
static void
test_http2 (void)
{
  g_autoptr (Authority) authority = authority_new ();
  g_autoptr (BerthNetTest) test = NULL;
  DexFuture *futures[10];

  g_setenv ("SOUP_SERVER_HTTP2", "1", TRUE);
  test = berth_net_test_new_tls (authority->certificate, authority->ca_file);
  for (guint i = 0; i < G_N_ELEMENTS (futures); i++)
    futures[i] = berth_net_test_send (test, "GET", "/bytes/1000", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (futures); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthHttpResponse) response = dex_await_object (futures[i], &error);

    g_assert_no_error (error);
    g_assert_cmpuint (berth_http_response_get_status (response), ==, 200);
  }
  g_assert_cmpint (test->server->version, ==, SOUP_HTTP_2_0);
  g_assert_cmpuint (test->server->connections, ==, 1);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/net/tls/trusted", test_trusted);
  berth_test_add ("/net/tls/stranger", test_stranger);
  berth_test_add ("/net/tls/system-trust", test_system_trust);
  berth_test_add ("/net/tls/wrong-name", test_wrong_name);
  berth_test_add ("/net/tls/http2", test_http2);
  return g_test_run ();
}
