/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-recording-transport.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

/**
 * BerthRecordingTransport:
 *
 * Passes requests on to another transport and writes each exchange that was answered as a
 * line of JSON, in the shape of the recordings of Azure: `method, url, request_headers,
 * request, status, headers, response`. Tokens and secrets are left out.
 */
struct _BerthRecordingTransport {
  GObject parent_instance;

  BerthHttpTransport *next;
  char *path;
};

typedef struct {
  BerthRecordingTransport *self;
  BerthHttpRequest *request;
} Exchange;

static void http_transport_iface_init (BerthHttpTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthRecordingTransport,
                               berth_recording_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_HTTP_TRANSPORT,
                                                      http_transport_iface_init))

/* A response does not list its headers: those that some rule looks at. */
static const char *const kept_headers[]
  = { "content-type", "location", "azure-asyncoperation",
      "retry-after",  "etag",     "www-authenticate" };

static void
berth_recording_transport_finalize (GObject *object)
{
  BerthRecordingTransport *self = BERTH_RECORDING_TRANSPORT (object);

  g_clear_object (&self->next);
  g_free (self->path);
  G_OBJECT_CLASS (berth_recording_transport_parent_class)->finalize (object);
}

static void
berth_recording_transport_class_init (BerthRecordingTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_recording_transport_finalize;
}

static void
berth_recording_transport_init (BerthRecordingTransport *self)
{
}

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_clear_object (&exchange->self);
  g_clear_object (&exchange->request);
  g_free (exchange);
}

/* Secrets stand in OAuth's forms and answers, and in the answer that brings a new key. */
static gboolean
may_have_secrets (const char *url)
{
  return strstr (url, "/oauth2/") != NULL || strstr (url, "/generateKeyPair") != NULL;
}

static char *
hide_secrets (const char *text)
{
  g_autoptr (GRegex) regex
    = g_regex_new ("((?:client_secret|privateKey|(?:access|refresh|id)_token)"
                   "(?:=|\"\\s*:\\s*\"))"
                   "[^&\"]+",
                   G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);

  return g_regex_replace (regex, text, -1, 0, "\\1REDACTED", G_REGEX_MATCH_DEFAULT, NULL);
}

/* JSON where it is, else text, else null. */
static JsonNode *
make_body (BerthHttpRequest *request, GBytes *bytes)
{
  const char *url = berth_http_request_get_url (request);
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  JsonNode *node = NULL;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return json_node_new (JSON_NODE_NULL);
  text = g_utf8_make_valid (g_bytes_get_data (bytes, NULL),
                            (gssize) g_bytes_get_size (bytes));
  shown = may_have_secrets (url) ? hide_secrets (text) : g_steal_pointer (&text);
  node = json_from_string (shown, NULL);
  if (node == NULL || JSON_NODE_HOLDS_VALUE (node)) {
    g_clear_pointer (&node, json_node_unref);
    node = json_node_init_string (json_node_alloc (), shown);
  }
  return node;
}

static JsonObject *
make_request_headers (BerthHttpRequest *request)
{
  g_auto (GStrv) lines = berth_http_request_dup_header_lines (request);
  JsonObject *headers = json_object_new ();

  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (lines[i], ": ", 2);
    const gboolean is_token = g_ascii_strcasecmp (parts[0], "authorization") == 0;

    if (g_strv_length (parts) == 2)
      json_object_set_string_member (headers, parts[0],
                                     is_token ? "Bearer REDACTED" : parts[1]);
  }
  return headers;
}

static JsonObject *
make_headers (BerthHttpResponse *response)
{
  JsonObject *headers = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (kept_headers); i++) {
    const char *value = berth_http_response_get_header (response, kept_headers[i]);

    if (value != NULL)
      json_object_set_string_member (headers, kept_headers[i], value);
  }
  return headers;
}

static char *
make_line (BerthHttpRequest *request, BerthHttpResponse *response)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "method",
                                 berth_http_request_get_method (request));
  json_object_set_string_member (object, "url", berth_http_request_get_url (request));
  json_object_set_object_member (object, "request_headers",
                                 make_request_headers (request));
  json_object_set_member (object, "request",
                          make_body (request, berth_http_request_get_body (request)));
  json_object_set_int_member (object, "status",
                              berth_http_response_get_status (response));
  json_object_set_object_member (object, "headers", make_headers (response));
  json_object_set_member (object, "response",
                          make_body (request, berth_http_response_get_body (response)));
  json_node_take_object (node, object);
  return json_to_string (node, FALSE);
}

static DexFuture *
on_answered (DexFuture *future, gpointer data)
{
  Exchange *exchange = data;
  BerthHttpResponse *response = g_value_get_object (dex_future_get_value (future, NULL));
  g_autofree char *line = make_line (exchange->request, response);
  FILE *file = fopen (exchange->self->path, "a");

  g_assert_nonnull (file);
  g_assert_cmpint (fprintf (file, "%s\n", line), >, 0);
  g_assert_cmpint (fclose (file), ==, 0);
  return NULL;
}

static DexFuture *
berth_recording_transport_send (BerthHttpTransport *transport,
                                BerthHttpRequest *request,
                                GCancellable *cancellable)
{
  BerthRecordingTransport *self = BERTH_RECORDING_TRANSPORT (transport);
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->self = g_object_ref (self);
  exchange->request = g_object_ref (request);
  return dex_future_then (berth_http_transport_send (self->next, request, cancellable),
                          on_answered, exchange, exchange_free);
}

static void
http_transport_iface_init (BerthHttpTransportInterface *iface)
{
  iface->send = berth_recording_transport_send;
}

/**
 * berth_recording_transport_new:
 * @next: what carries the requests
 * @path: the file to append to
 *
 * Returns: (transfer full): a transport
 */
BerthRecordingTransport *
berth_recording_transport_new (BerthHttpTransport *next, const char *path)
{
  BerthRecordingTransport *self = g_object_new (BERTH_TYPE_RECORDING_TRANSPORT, NULL);

  self->next = g_object_ref (next);
  self->path = g_strdup (path);
  return self;
}
