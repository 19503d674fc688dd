/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-server.h"

#include "berth-future.h"
#include "berth-sandbox-json.h"
#include "berth-sandbox-private.h"
#include "berth-sandbox-tls.h"

#include <libsoup/soup.h>
#include <string.h>

/* ARM takes templates of up to 4 MB; this leaves room for the rest of the request. */
#define MAX_BODY_BYTES (8 * 1024 * 1024)

/**
 * BerthSandboxServer:
 *
 * HTTP for the cloud: reads requests, lets the scenario trouble them, writes answers with
 * the headers that Azure's front door adds. Listens on loopback only.
 */
struct _BerthSandboxServer {
  GObject parent_instance;

  BerthSandbox *sandbox; /* unowned: owns us */
  SoupServer *soup;
  char *folder;
  gboolean tls;
  char *base_url;
  char *ca_file;
  GCancellable *cancellable;
  guint n_reads;
  guint n_writes;
  guint n_deletes;
};

G_DEFINE_FINAL_TYPE (BerthSandboxServer, berth_sandbox_server, G_TYPE_OBJECT)

static void
berth_sandbox_server_finalize (GObject *object)
{
  BerthSandboxServer *self = BERTH_SANDBOX_SERVER (object);

  berth_sandbox_server_close (self);
  g_clear_object (&self->soup);
  g_clear_object (&self->cancellable);
  g_free (self->folder);
  g_free (self->base_url);
  g_free (self->ca_file);
  G_OBJECT_CLASS (berth_sandbox_server_parent_class)->finalize (object);
}

static void
berth_sandbox_server_class_init (BerthSandboxServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_server_finalize;
}

static void
berth_sandbox_server_init (BerthSandboxServer *self)
{
  self->cancellable = g_cancellable_new ();
}

static BerthSandboxRequest *
read_request (BerthSandboxServer *self, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  g_autofree char *target
    = g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : NULL, query, NULL);
  BerthSandboxRequest *request
    = berth_sandbox_request_new (soup_server_message_get_method (message), target);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  berth_sandbox_request_set_base_url (request, self->base_url);
  soup_message_headers_iter_init (&iter,
                                  soup_server_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    berth_sandbox_request_set_header (request, name, value);
  if (body->length > 0) {
    g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

    berth_sandbox_request_set_body (request, bytes);
  }
  return request;
}

static void
add_allowance (BerthSandboxServer *self, SoupMessageHeaders *headers, const char *method)
{
  gboolean is_read = g_str_equal (method, "GET") || g_str_equal (method, "HEAD");
  gboolean is_delete = g_str_equal (method, "DELETE");
  guint *count = is_read     ? &self->n_reads
                 : is_delete ? &self->n_deletes
                             : &self->n_writes;
  guint limit = is_read ? 12000 : is_delete ? 15000 : 1200;
  g_autofree char *name = g_strdup_printf ("x-ms-ratelimit-remaining-subscription-%s",
                                           is_read     ? "reads"
                                           : is_delete ? "deletes"
                                                       : "writes");
  g_autofree char *left = NULL;

  *count += 1;
  left = g_strdup_printf ("%u", limit - *count % limit);
  soup_message_headers_replace (headers, name, left);
}

static void
add_common_headers (BerthSandboxServer *self,
                    SoupServerMessage *message,
                    BerthSandboxRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *client_id
    = berth_sandbox_request_get_header (request, "x-ms-client-request-id");
  const char *correlation
    = berth_sandbox_request_get_header (request, "x-ms-correlation-request-id");
  g_autofree char *id = g_uuid_string_random ();

  soup_message_headers_replace (headers, "x-ms-request-id", id);
  soup_message_headers_replace (headers, "x-ms-correlation-request-id",
                                correlation != NULL ? correlation : id);
  if (client_id != NULL)
    soup_message_headers_replace (headers, "x-ms-client-request-id", client_id);
  soup_message_headers_replace (headers, "Cache-Control", "no-cache");
  add_allowance (self, headers, berth_sandbox_request_get_method (request));
}

static void
add_operation_headers (BerthSandboxServer *self,
                       SoupMessageHeaders *headers,
                       BerthSandboxRequest *request,
                       BerthSandboxReply *reply)
{
  BerthSandboxOperation *operation = berth_sandbox_reply_get_operation (reply);
  BerthSandboxOperationFlags flags = berth_sandbox_reply_get_operation_flags (reply);
  const char *version = berth_sandbox_request_get_api_version (request);
  g_autofree char *query = NULL;
  g_autofree char *url = NULL;
  g_autofree char *monitor = NULL;

  if (operation == NULL)
    return;
  query = berth_sandbox_operations_dup_query (
    berth_sandbox_get_operations (self->sandbox),
    berth_sandbox_operation_get_id (operation), version != NULL ? version : "2022-09-01");
  url = g_strdup_printf ("%s/subscriptions/%s/operationresults/%s?%s", self->base_url,
                         berth_sandbox_get_subscription_id (self->sandbox),
                         berth_sandbox_operation_get_id (operation), query);
  monitor = g_strconcat (url, "&monitor=true", NULL);
  if (flags & BERTH_SANDBOX_OPERATION_ASYNC)
    soup_message_headers_replace (headers, "Azure-AsyncOperation", url);
  if (flags & BERTH_SANDBOX_OPERATION_LOCATION)
    soup_message_headers_replace (headers, "Location", monitor);
}

static void
add_challenge (BerthSandboxServer *self,
               SoupMessageHeaders *headers,
               BerthSandboxReply *reply)
{
  g_autofree char *challenge = NULL;

  if (berth_sandbox_reply_get_status (reply) != 401
      || soup_message_headers_get_one (headers, "WWW-Authenticate") != NULL)
    return;
  challenge
    = g_strdup_printf ("Bearer authorization_uri=\"%s/%s\", error=\"invalid_token\", "
                       "error_description=\"%s\"",
                       self->base_url, berth_sandbox_get_tenant_id (self->sandbox),
                       berth_sandbox_reply_get_error (reply) != NULL
                         ? berth_sandbox_reply_get_error (reply)->message
                         : "The token is not accepted.");
  soup_message_headers_replace (headers, "WWW-Authenticate", challenge);
}

static void
write_body (SoupServerMessage *message, BerthSandboxReply *reply)
{
  JsonNode *node = berth_sandbox_reply_get_node (reply);
  GBytes *bytes = berth_sandbox_reply_get_bytes (reply);

  if (node != NULL) {
    char *text = berth_sandbox_json_print (node);

    soup_server_message_set_response (message, "application/json; charset=utf-8",
                                      SOUP_MEMORY_TAKE, text, strlen (text));
  } else if (bytes != NULL) {
    gsize length = 0;
    const char *data = g_bytes_get_data (bytes, &length);

    soup_server_message_set_response (message,
                                      berth_sandbox_reply_get_content_type (reply),
                                      SOUP_MEMORY_COPY, data, length);
  }
}

static void
write_reply (BerthSandboxServer *self,
             SoupServerMessage *message,
             BerthSandboxRequest *request,
             BerthSandboxReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  add_common_headers (self, message, request);
  add_operation_headers (self, headers, request, reply);
  g_hash_table_iter_init (&iter, berth_sandbox_reply_get_headers (reply));
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
  if (berth_sandbox_reply_get_error (reply) != NULL)
    soup_message_headers_replace (headers, "x-ms-failure-cause", "gateway");
  add_challenge (self, headers, reply);
  soup_server_message_set_status (message, berth_sandbox_reply_get_status (reply), NULL);
  write_body (message, reply);
}

static BerthSandboxReply *
make_trouble (const BerthSandboxTrouble *trouble)
{
  BerthSandboxReply *reply;

  if (trouble->code != NULL)
    reply = berth_sandbox_reply_new_fault (berth_sandbox_fault_new_literal (
      trouble->status, trouble->code, trouble->text != NULL ? trouble->text : ""));
  else if (trouble->status == 429)
    reply = berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      429, "SubscriptionRequestsThrottled",
      "Number of requests for the subscription and operation exceeded the limit. Please "
      "try again after '%u' seconds.",
      trouble->retry_after));
  else
    reply = berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      trouble->status, "ServerUnavailable", "The service is temporarily unavailable."));
  if (trouble->retry_after > 0) {
    g_autofree char *seconds = g_strdup_printf ("%u", trouble->retry_after);

    berth_sandbox_reply_set_header (reply, "Retry-After", seconds);
  }
  return reply;
}

typedef struct {
  BerthSandboxServer *server;
  SoupServerMessage *message;
  BerthSandboxRequest *request;
  gint64 delay_usec;
} Slow;

static void
slow_free (gpointer data)
{
  Slow *slow = data;

  g_object_unref (slow->server);
  g_object_unref (slow->message);
  g_object_unref (slow->request);
  g_free (slow);
}

static DexFuture *
answer_slowly (gpointer data)
{
  Slow *slow = data;
  BerthSandboxServer *self = slow->server;
  g_autoptr (BerthSandboxReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  if (!dex_await (berth_clock_wait (berth_sandbox_get_clock (self->sandbox),
                                    slow->delay_usec, self->cancellable),
                  &error)
      || self->soup == NULL)
    return dex_future_new_true ();
  reply = berth_sandbox_answer (self->sandbox, slow->request);
  write_reply (self, slow->message, slow->request, reply);
  soup_server_message_unpause (slow->message);
  return dex_future_new_true ();
}

static void
delay (BerthSandboxServer *self,
       SoupServerMessage *message,
       BerthSandboxRequest *request,
       gint64 delay_usec)
{
  Slow *slow = g_new0 (Slow, 1);

  slow->server = g_object_ref (self);
  slow->message = g_object_ref (message);
  slow->request = g_object_ref (request);
  slow->delay_usec = delay_usec;
  soup_server_message_pause (message);
  dex_future_disown (berth_future_spawn (answer_slowly, slow, slow_free));
}

static void
reset (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
}

/* What a hotel's network or a company's proxy answers; none of it is the cloud's. */
static void
answer_as_impostor (SoupServerMessage *message, const BerthSandboxTrouble *trouble)
{
  if (trouble->kind == BERTH_SANDBOX_TROUBLE_REDIRECT) {
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, trouble->text);
    return;
  }
  soup_server_message_set_status (message, trouble->status, NULL);
  soup_server_message_set_response (message, "text/html", SOUP_MEMORY_COPY, trouble->text,
                                    strlen (trouble->text));
}

/* The first half of the answer, as if that were all of it. */
static void
cut (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autoptr (GBytes) whole = soup_message_body_flatten (body);
  g_autoptr (GBytes) half
    = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);

  soup_message_body_truncate (body);
  soup_message_body_append_bytes (body, half);
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  BerthSandboxServer *self = data;
  g_autoptr (BerthSandboxRequest) request = read_request (self, message);
  g_autoptr (BerthSandboxReply) reply = NULL;
  BerthSandboxTrouble trouble = berth_sandbox_scenario_take_trouble (
    berth_sandbox_get_scenario (self->sandbox),
    berth_sandbox_request_get_method (request), berth_sandbox_request_get_path (request));

  switch (trouble.kind) {
  case BERTH_SANDBOX_TROUBLE_RESET:
    reset (message);
    return;
  case BERTH_SANDBOX_TROUBLE_SLOW:
    delay (self, message, request, trouble.delay_usec);
    return;
  case BERTH_SANDBOX_TROUBLE_STATUS:
    reply = make_trouble (&trouble);
    break;
  case BERTH_SANDBOX_TROUBLE_PAGE:
  case BERTH_SANDBOX_TROUBLE_REDIRECT:
    answer_as_impostor (message, &trouble);
    return;
  case BERTH_SANDBOX_TROUBLE_CUT:
  case BERTH_SANDBOX_TROUBLE_NONE:
  default:
    reply = berth_sandbox_answer (self->sandbox, request);
    break;
  }
  write_reply (self, message, request, reply);
  if (trouble.kind == BERTH_SANDBOX_TROUBLE_CUT)
    cut (message);
}

static void
refuse_large (SoupServerMessage *message)
{
  soup_server_message_set_status (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Connection", "close");
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  if (soup_server_message_get_request_body (message)->length > MAX_BODY_BYTES) {
    GSocket *socket = soup_server_message_get_socket (message);

    if (socket != NULL)
      g_socket_shutdown (socket, TRUE, FALSE, NULL);
  }
}

static void
on_early_request (SoupServer *soup,
                  SoupServerMessage *message,
                  const char *path,
                  GHashTable *query,
                  gpointer data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_content_length (headers) > MAX_BODY_BYTES)
    refuse_large (message);
  else
    g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), NULL);
}

/**
 * berth_sandbox_server_new:
 * @sandbox: (transfer none): answers the requests; outlives the server
 * @folder: the state folder, where certificates are kept
 */
BerthSandboxServer *
berth_sandbox_server_new (BerthSandbox *sandbox, const char *folder, gboolean tls)
{
  BerthSandboxServer *self = g_object_new (BERTH_TYPE_SANDBOX_SERVER, NULL);

  self->sandbox = sandbox;
  self->folder = g_strdup (folder);
  self->tls = tls;
  return self;
}

static gboolean
open_port (BerthSandboxServer *self, guint16 port, GError **error)
{
  g_autoslist (GUri) uris = NULL;

  if (!soup_server_listen_local (
        self->soup, port,
        self->tls ? SOUP_SERVER_LISTEN_HTTPS : SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  uris = soup_server_get_uris (self->soup);
  self->base_url
    = g_strdup_printf (self->tls ? "https://localhost:%d" : "http://127.0.0.1:%d",
                       g_uri_get_port (uris->data));
  return TRUE;
}

static DexFuture *
listen_fiber (gpointer data)
{
  BerthSandboxServer *self = data;
  g_autoptr (GTlsCertificate) certificate = NULL;
  GError *error = NULL;
  guint16 port = (guint16) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self), "port"));

  if (self->tls) {
    certificate = dex_await_object (berth_sandbox_tls_prepare (self->folder), &error);
    if (certificate == NULL)
      return berth_future_reject (error);
    self->ca_file = berth_sandbox_tls_dup_ca_path (self->folder);
  }
  self->soup = soup_server_new ("server-header", "Microsoft-HTTPAPI/2.0",
                                "tls-certificate", certificate, NULL);
  soup_server_add_early_handler (self->soup, NULL, on_early_request, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  if (!open_port (self, port, &error))
    return berth_future_reject (error);
  return dex_future_new_true ();
}

/**
 * berth_sandbox_server_listen:
 * @port: 0 for one that is free
 *
 * Returns: (transfer full): resolves to %TRUE when requests are answered, or rejects with
 *   %G_IO_ERROR
 */
DexFuture *
berth_sandbox_server_listen (BerthSandboxServer *self, guint16 port)
{
  g_object_set_data (G_OBJECT (self), "port", GUINT_TO_POINTER ((guint) port));
  return berth_future_spawn (listen_fiber, g_object_ref (self), g_object_unref);
}

/**
 * berth_sandbox_server_close:
 *
 * Stops listening and closes every connection.
 */
void
berth_sandbox_server_close (BerthSandboxServer *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
}

const char *
berth_sandbox_server_get_base_url (BerthSandboxServer *self)
{
  return self->base_url;
}

/**
 * berth_sandbox_server_get_ca_file:
 *
 * Returns: (nullable): the certificate authority's file, under TLS
 */
const char *
berth_sandbox_server_get_ca_file (BerthSandboxServer *self)
{
  return self->ca_file;
}
