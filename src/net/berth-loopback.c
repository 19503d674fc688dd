/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-loopback.h"

#include "berth-future.h"

#include <string.h>

/* A browser's headers, cookies of other servers on localhost among them. */
#define MAX_HEAD_BYTES (64 * 1024)
#define PATIENCE_SECONDS 20
/* A port that is free for IPv4 may be taken for IPv6. */
#define MAX_PORTS 16

/**
 * BerthLoopback:
 *
 * A web server of one page, for this computer's browser to come back to after a sign-in
 * (RFC 8252 7.3). It listens on 127.0.0.1 and, where there is IPv6, on ::1, on a port
 * that the system chooses: a browser may take either for "localhost".
 *
 * Main context only.
 */
struct _BerthLoopback {
  GObject parent_instance;

  GSocketService *service;
  guint16 port;
  BerthLoopbackFunc func;
  gpointer data;
};

typedef struct {
  BerthLoopback *self;
  GSocketConnection *connection;
} Visit;

G_DEFINE_FINAL_TYPE (BerthLoopback, berth_loopback, G_TYPE_OBJECT)

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_object_unref (visit->self);
  g_object_unref (visit->connection);
  g_free (visit);
}

/* Up to the empty line; what comes after it is of no use to a GET. */
static char *
read_head (GInputStream *stream)
{
  g_autoptr (GString) head = g_string_new (NULL);

  while (strstr (head->str, "\r\n\r\n") == NULL) {
    g_autoptr (GBytes) bytes = dex_await_boxed (
      dex_input_stream_read_bytes (stream, 4096, G_PRIORITY_DEFAULT), NULL);

    if (bytes == NULL || g_bytes_get_size (bytes) == 0
        || head->len + g_bytes_get_size (bytes) > MAX_HEAD_BYTES)
      return NULL;
    g_string_append_len (head, g_bytes_get_data (bytes, NULL),
                         (gssize) g_bytes_get_size (bytes));
    if (strlen (head->str) != head->len)
      return NULL;
  }
  return g_string_free_and_steal (g_steal_pointer (&head));
}

/* "GET /?code=…&state=… HTTP/1.1" */
static GHashTable *
parse_query (const char *head)
{
  g_autofree char *line = g_strndup (head, strcspn (head, "\r\n"));
  g_auto (GStrv) words = g_strsplit (line, " ", 4);

  if (g_strv_length (words) != 3 || !g_str_equal (words[0], "GET")
      || !g_str_has_prefix (words[1], "/?") || !g_str_has_prefix (words[2], "HTTP/1."))
    return NULL;
  return g_uri_parse_params (words[1] + 2, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
}

static char *
make_answer (guint status, const char *page)
{
  return g_strdup_printf (
    "HTTP/1.1 %u %s\r\nContent-Type: text/html; charset=utf-8\r\n"
    "Content-Length: %" G_GSIZE_FORMAT "\r\nCache-Control: no-store\r\n"
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
    "Referrer-Policy: no-referrer\r\nConnection: close\r\n\r\n%s",
    status, status == 200 ? "OK" : "Refused", strlen (page), page);
}

static DexFuture *
visit_fiber (gpointer data)
{
  Visit *visit = data;
  BerthLoopback *self = visit->self;
  GIOStream *stream = G_IO_STREAM (visit->connection);
  g_autofree char *head = read_head (g_io_stream_get_input_stream (stream));
  g_autoptr (GHashTable) query = head != NULL ? parse_query (head) : NULL;
  guint status = query != NULL && self->func != NULL ? 200 : 404;
  g_autofree char *page
    = status == 200 ? self->func (query, &status, self->data) : g_strdup ("");
  g_autofree char *text = make_answer (status, page);
  g_autoptr (GBytes) answer = g_bytes_new (text, strlen (text));

  for (gsize sent = 0; sent < g_bytes_get_size (answer);) {
    g_autoptr (GBytes) rest
      = g_bytes_new_from_bytes (answer, sent, g_bytes_get_size (answer) - sent);
    gint64 count = dex_await_int64 (
      dex_output_stream_write_bytes (g_io_stream_get_output_stream (stream), rest,
                                     G_PRIORITY_DEFAULT),
      NULL);

    if (count <= 0)
      break;
    sent += (gsize) count;
  }
  dex_await (dex_io_stream_close (stream, G_PRIORITY_DEFAULT), NULL);
  return dex_future_new_true ();
}

static gboolean
on_incoming (BerthLoopback *self, GSocketConnection *connection)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->self = g_object_ref (self);
  visit->connection = g_object_ref (connection);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), PATIENCE_SECONDS);
  dex_future_disown (berth_future_spawn (visit_fiber, visit, visit_free));
  return TRUE;
}

static gboolean
listen_on (GSocketService *service, GSocketFamily family, guint16 *port, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (address, *port);
  g_autoptr (GSocketAddress) effective = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), wanted,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                      &effective, error))
    return FALSE;
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  return TRUE;
}

/* %FALSE without @error is worth another port. */
static gboolean
listen_on_both (BerthLoopback *self, GError **error)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GError) problem = NULL;
  guint16 port = 0;

  if (!listen_on (service, G_SOCKET_FAMILY_IPV4, &port, error))
    return FALSE;
  if (!listen_on (service, G_SOCKET_FAMILY_IPV6, &port, &problem)
      && g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)) {
    g_socket_listener_close (G_SOCKET_LISTENER (service));
    return FALSE;
  }
  self->port = port;
  self->service = g_steal_pointer (&service);
  return TRUE;
}

static void
berth_loopback_dispose (GObject *object)
{
  berth_loopback_close (BERTH_LOOPBACK (object));
  G_OBJECT_CLASS (berth_loopback_parent_class)->dispose (object);
}

static void
berth_loopback_class_init (BerthLoopbackClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_loopback_dispose;
}

static void
berth_loopback_init (BerthLoopback *self)
{
}

/**
 * berth_loopback_new:
 *
 * Returns: (transfer full) (nullable): a server that listens, or %NULL with @error
 */
BerthLoopback *
berth_loopback_new (GError **error)
{
  g_autoptr (BerthLoopback) self = g_object_new (BERTH_TYPE_LOOPBACK, NULL);
  g_autoptr (GError) problem = NULL;

  for (guint i = 0; i < MAX_PORTS && self->service == NULL && problem == NULL; i++)
    listen_on_both (self, &problem);
  if (self->service == NULL) {
    if (problem != NULL)
      g_propagate_error (error, g_steal_pointer (&problem));
    else
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
                           "No port of this computer is free for IPv4 and IPv6");
    return NULL;
  }
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (on_incoming), self,
                           G_CONNECT_SWAPPED);
  g_socket_service_start (self->service);
  return g_steal_pointer (&self);
}

/**
 * berth_loopback_get_port:
 *
 * Returns: the port, the same for both addresses
 */
guint16
berth_loopback_get_port (BerthLoopback *self)
{
  g_return_val_if_fail (BERTH_IS_LOOPBACK (self), 0);

  return self->port;
}

/**
 * berth_loopback_set_func:
 * @func: (nullable) (scope notified): decides what a visitor sees; without it all get 404
 * @data: handed to @func
 */
void
berth_loopback_set_func (BerthLoopback *self, BerthLoopbackFunc func, gpointer data)
{
  g_return_if_fail (BERTH_IS_LOOPBACK (self));

  self->func = func;
  self->data = data;
}

/**
 * berth_loopback_close:
 *
 * Stops listening. A visitor who is being answered gets the whole answer.
 */
void
berth_loopback_close (BerthLoopback *self)
{
  g_return_if_fail (BERTH_IS_LOOPBACK (self));

  self->func = NULL;
  if (self->service == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
}
