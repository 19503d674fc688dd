/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-server.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define JSON "application/json"
#define BYTES "application/octet-stream"

static void
answer (SoupServerMessage *message, const char *type, const void *data, gsize length)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, data, length);
}

static void
add_header (const char *name, const char *value, gpointer data)
{
  g_autofree char *key = g_ascii_strdown (name, -1);

  json_object_set_string_member (data, key, value);
}

static void
echo (SoupServerMessage *message)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *headers = json_object_new ();
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *text = g_strndup (body->data, (gsize) body->length);
  g_autofree char *json = NULL;

  soup_message_headers_foreach (soup_server_message_get_request_headers (message),
                                add_header, headers);
  json_object_set_string_member (object, "method",
                                 soup_server_message_get_method (message));
  json_object_set_string_member (object, "body", text);
  json_object_set_object_member (object, "headers", headers);
  json_node_take_object (node, object);
  json = json_to_string (node, FALSE);
  soup_message_headers_append (soup_server_message_get_response_headers (message),
                               "X-Ms-Request-Id", "A-1");
  answer (message, JSON, json, strlen (json));
}

static void
pack (SoupServerMessage *message, const char *data, gsize length)
{
  g_autoptr (GConverter) packer
    = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GBytes) plain = g_bytes_new (data, length);
  g_autoptr (GBytes) packed = g_converter_convert_bytes (packer, plain, NULL);

  soup_message_headers_append (soup_server_message_get_response_headers (message),
                               "Content-Encoding", "gzip");
  answer (message, JSON, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
}

static void
add_headers (SoupServerMessage *message, guint count)
{
  g_autofree char *value = g_strnfill (1000, 'x');

  for (guint i = 0; i < count; i++) {
    g_autofree char *name = g_strdup_printf ("X-Long-%u", i);

    soup_message_headers_append (soup_server_message_get_response_headers (message), name,
                                 value);
  }
  answer (message, JSON, "{}", 2);
}

/* Takes the connection away from libsoup and writes @text to it. */
static void
take_over (BerthTestServer *self, SoupServerMessage *message, const char *text)
{
  g_set_object (&self->held, NULL);
  self->held = soup_server_message_steal_connection (message);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (self->held),
                                            text, strlen (text), NULL, NULL, NULL));
  if (dex_future_is_pending (DEX_FUTURE (self->arrived)))
    dex_promise_resolve_boolean (self->arrived, TRUE);
}

static void
take_over_and_close (BerthTestServer *self, SoupServerMessage *message, const char *text)
{
  take_over (self, message, text);
  g_io_stream_close (self->held, NULL, NULL);
}

static void
note (BerthTestServer *self, SoupServerMessage *message)
{
  GInetSocketAddress *address
    = G_INET_SOCKET_ADDRESS (soup_server_message_get_remote_address (message));
  guint port = g_inet_socket_address_get_port (address);

  self->requests++;
  self->version = soup_server_message_get_http_version (message);
  if (g_hash_table_add (self->ports, GUINT_TO_POINTER (port)))
    self->connections++;
}

static guint
number_in (const char *path)
{
  return (guint) g_ascii_strtoull (strrchr (path, '/') + 1, NULL, 10);
}

static void
answer_with_bytes (SoupServerMessage *message, const char *path)
{
  const guint length = number_in (path);
  g_autofree char *data = g_malloc0 (length + 1);

  if (g_str_has_prefix (path, "/packed/"))
    pack (message, data, length);
  else
    answer (message, BYTES, data, length);
}

static void
take_connection (BerthTestServer *self, SoupServerMessage *message, const char *path)
{
  static const char begin[] = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":";

  if (g_str_equal (path, "/hold"))
    take_over (self, message, "");
  else if (g_str_equal (path, "/begin"))
    take_over (self, message, begin);
  else if (g_str_equal (path, "/half"))
    take_over_and_close (self, message, begin);
  else if (g_str_equal (path, "/noise"))
    take_over_and_close (self, message, "220 mail.example ESMTP\r\n");
  else
    take_over_and_close (self, message, "");
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  static const char packed_text[] = "{\"packed\":true}";
  BerthTestServer *self = user_data;

  note (self, message);
  if (g_str_equal (path, "/echo"))
    echo (message);
  else if (g_str_equal (path, "/gzip"))
    pack (message, packed_text, strlen (packed_text));
  else if (g_str_has_prefix (path, "/bytes/") || g_str_has_prefix (path, "/packed/"))
    answer_with_bytes (message, path);
  else if (g_str_has_prefix (path, "/headers/"))
    add_headers (message, number_in (path));
  else if (g_str_equal (path, "/moved"))
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, "/echo");
  else
    take_connection (self, message, path);
}

/**
 * berth_test_server_new:
 * @certificate: (nullable): serves https with it
 */
BerthTestServer *
berth_test_server_new (GTlsCertificate *certificate)
{
  BerthTestServer *self = g_new0 (BerthTestServer, 1);
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new ("server-header", "berth-test", NULL);
  self->ports = g_hash_table_new (NULL, NULL);
  self->arrived = dex_promise_new ();
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (certificate != NULL) {
    soup_server_set_tls_certificate (self->server, certificate);
    options |= SOUP_SERVER_LISTEN_HTTPS;
  }
  soup_server_listen_local (self->server, 0, options, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->base = g_strdup_printf (
    "%s:%d", certificate != NULL ? "https://localhost" : "http://127.0.0.1",
    g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
berth_test_server_free (BerthTestServer *self)
{
  g_clear_object (&self->held);
  g_clear_object (&self->server);
  g_hash_table_unref (self->ports);
  dex_clear (&self->arrived);
  g_free (self->base);
  g_free (self);
}

BerthHttpRequest *
berth_test_server_make_request (BerthTestServer *self,
                                const char *method,
                                const char *path)
{
  g_autofree char *url = g_strconcat (self->base, path, NULL);

  return berth_http_request_new (method, url);
}

/* Waits until the client has closed the connection that is held. */
gboolean
berth_test_server_await_hang_up (BerthTestServer *self)
{
  g_autoptr (GBytes) rest = dex_await_boxed (
    dex_input_stream_read_bytes (g_io_stream_get_input_stream (self->held), 1,
                                 G_PRIORITY_DEFAULT),
    NULL);

  return rest == NULL || g_bytes_get_size (rest) == 0;
}
