/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-curl-transport.h"

#include "berth-curl-transfer.h"
#include "berth-proxy.h"

#include <curl/curl.h>
#include <gio/gio.h>
#include <glib-unix.h>

/* More at once would not be faster: HTTP/2 carries many exchanges on one connection. */
#define MAX_HOST_CONNECTIONS 6L

/**
 * BerthCurlTransport:
 *
 * libcurl's multi socket interface as sources of the main context: one per file
 * descriptor and one timer. Connections are kept and reused.
 *
 * Main context only. curl calls back into the transport while it is driven, so transfers
 * are settled after curl has returned, never inside a callback.
 */
struct _BerthCurlTransport {
  GObject parent_instance;

  CURLM *multi;
  char *ca_file;
  GHashTable *sockets;   /* fd → GSource */
  GHashTable *transfers; /* BerthCurlTransfer → GSource of its cancellables */
  GSource *timer;
  GProxyResolver *proxies;
};

typedef struct {
  BerthCurlTransport *self;
  BerthHttpRequest *request;
  GCancellable *cancellable;
} Sending;

static void send_init (BerthHttpTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthCurlTransport,
                               berth_curl_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_HTTP_TRANSPORT,
                                                      send_init))

static void
destroy_source (gpointer data)
{
  GSource *source = data;

  g_source_destroy (source);
  g_source_unref (source);
}

static void
forget_transfer (BerthCurlTransport *self, BerthCurlTransfer *transfer)
{
  curl_multi_remove_handle (self->multi, berth_curl_transfer_get_easy (transfer));
  g_hash_table_remove (self->transfers, transfer);
}

static void
settle_finished (BerthCurlTransport *self)
{
  CURLMsg *message = NULL;
  int left = 0;

  while ((message = curl_multi_info_read (self->multi, &left)) != NULL) {
    g_autoptr (BerthCurlTransfer) transfer = NULL;
    CURLcode code = message->data.result;

    if (message->msg != CURLMSG_DONE)
      continue;
    curl_easy_getinfo (message->easy_handle, CURLINFO_PRIVATE, &transfer);
    forget_transfer (self, transfer);
    berth_curl_transfer_complete (transfer, code);
  }
}

static void
drive (BerthCurlTransport *self, curl_socket_t fd, int events)
{
  g_autoptr (BerthCurlTransport) alive = g_object_ref (self);
  int running = 0;

  curl_multi_socket_action (self->multi, fd, events, &running);
  settle_finished (self);
}

static gboolean
on_socket_ready (int fd, GIOCondition condition, gpointer user_data)
{
  int events = 0;

  if (condition & (G_IO_IN | G_IO_HUP))
    events |= CURL_CSELECT_IN;
  if (condition & G_IO_OUT)
    events |= CURL_CSELECT_OUT;
  if (condition & G_IO_ERR)
    events |= CURL_CSELECT_ERR;
  drive (user_data, fd, events);
  return G_SOURCE_CONTINUE;
}

static int
on_socket_wanted (
  CURL *easy, curl_socket_t fd, int what, void *user_data, void *socket_data)
{
  BerthCurlTransport *self = user_data;
  GIOCondition condition = G_IO_ERR | G_IO_HUP;
  GSource *source = NULL;

  if (what == CURL_POLL_REMOVE) {
    g_hash_table_remove (self->sockets, GINT_TO_POINTER (fd));
    return 0;
  }
  if (what == CURL_POLL_IN || what == CURL_POLL_INOUT)
    condition |= G_IO_IN;
  if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
    condition |= G_IO_OUT;
  source = g_unix_fd_source_new (fd, condition);
  g_source_set_static_name (source, "[NET] curl socket");
  g_source_set_callback (source, G_SOURCE_FUNC (on_socket_ready), self, NULL);
  g_source_attach (source, NULL);
  g_hash_table_replace (self->sockets, GINT_TO_POINTER (fd), source);
  return 0;
}

static gboolean
on_timer (gpointer user_data)
{
  BerthCurlTransport *self = user_data;

  g_source_set_ready_time (self->timer, -1);
  drive (self, CURL_SOCKET_TIMEOUT, 0);
  return G_SOURCE_CONTINUE;
}

static int
on_timer_wanted (CURLM *multi, long timeout_ms, void *user_data)
{
  BerthCurlTransport *self = user_data;

  g_source_set_ready_time (self->timer, timeout_ms < 0 ? -1
                                                       : g_get_monotonic_time ()
                                                           + (gint64) timeout_ms * 1000);
  return 0;
}

static gboolean
dispatch_timer (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = dispatch_timer };

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  gpointer *pair = user_data;
  BerthCurlTransport *self = pair[0];
  g_autoptr (BerthCurlTransfer) transfer = pair[1];

  forget_transfer (self, transfer);
  berth_curl_transfer_reject (
    transfer, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
  return G_SOURCE_REMOVE;
}

/* One source for both ways to give up: the caller cancels, or drops the future. */
static GSource *
watch_cancellable (BerthCurlTransport *self,
                   BerthCurlTransfer *transfer,
                   GCancellable *cancellable)
{
  GSource *source = g_cancellable_source_new (berth_curl_transfer_get_dropped (transfer));
  gpointer *pair = g_new (gpointer, 2);

  pair[0] = self;
  pair[1] = transfer;
  if (cancellable != NULL) {
    g_autoptr (GSource) child = g_cancellable_source_new (cancellable);

    g_source_set_dummy_callback (child);
    g_source_add_child_source (source, child);
  }
  g_source_set_callback (source, G_SOURCE_FUNC (on_cancelled), pair, g_free);
  g_source_attach (source, NULL);
  return source;
}

static DexFuture *
start (BerthCurlTransport *self,
       BerthHttpRequest *request,
       const char *proxy,
       GCancellable *cancellable)
{
  BerthCurlTransfer *transfer = NULL;
  g_autoptr (GError) error = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  transfer = berth_curl_transfer_new (request, self->ca_file, proxy, &error);
  if (transfer == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_hash_table_insert (self->transfers, transfer,
                       watch_cancellable (self, transfer, cancellable));
  curl_multi_add_handle (self->multi, berth_curl_transfer_get_easy (transfer));
  return berth_curl_transfer_dup_future (transfer);
}

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_clear_object (&sending->self);
  g_clear_object (&sending->request);
  g_clear_object (&sending->cancellable);
  g_free (sending);
}

static DexFuture *
on_proxy_found (DexFuture *future, gpointer user_data)
{
  Sending *sending = user_data;
  const char *proxy = g_value_get_string (dex_future_get_value (future, NULL));

  return start (sending->self, sending->request, *proxy != '\0' ? proxy : NULL,
                sending->cancellable);
}

static DexFuture *
berth_curl_transport_send (BerthHttpTransport *transport,
                           BerthHttpRequest *request,
                           GCancellable *cancellable)
{
  BerthCurlTransport *self = BERTH_CURL_TRANSPORT (transport);
  const char *url = berth_http_request_get_url (request);
  gboolean local = FALSE;
  g_autoptr (GError) error = NULL;
  Sending *sending = NULL;

  if (!berth_curl_transfer_check_url (url, &local, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (local)
    return start (self, request, NULL, cancellable);
  sending = g_new0 (Sending, 1);
  sending->self = g_object_ref (self);
  sending->request = g_object_ref (request);
  sending->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return dex_future_then (berth_proxy_find (self->proxies, url, cancellable),
                          on_proxy_found, sending, sending_free);
}

static void
send_init (BerthHttpTransportInterface *iface)
{
  iface->send = berth_curl_transport_send;
}

/* curl may call back while handles are removed: the tables live until it is gone. */
static void
berth_curl_transport_dispose (GObject *object)
{
  BerthCurlTransport *self = BERTH_CURL_TRANSPORT (object);
  g_autoptr (GList) transfers = g_hash_table_get_keys (self->transfers);

  for (GList *iter = transfers; iter != NULL; iter = iter->next) {
    g_autoptr (BerthCurlTransfer) transfer = iter->data;

    forget_transfer (self, transfer);
    berth_curl_transfer_reject (
      transfer, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                     "The connection was closed by this program"));
  }
  g_clear_pointer (&self->multi, curl_multi_cleanup);
  g_hash_table_remove_all (self->sockets);
  g_clear_pointer (&self->timer, destroy_source);
  g_clear_object (&self->proxies);
  G_OBJECT_CLASS (berth_curl_transport_parent_class)->dispose (object);
}

static void
berth_curl_transport_finalize (GObject *object)
{
  BerthCurlTransport *self = BERTH_CURL_TRANSPORT (object);

  g_clear_pointer (&self->sockets, g_hash_table_unref);
  g_clear_pointer (&self->transfers, g_hash_table_unref);
  g_clear_pointer (&self->ca_file, g_free);
  G_OBJECT_CLASS (berth_curl_transport_parent_class)->finalize (object);
}

static void
berth_curl_transport_class_init (BerthCurlTransportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = berth_curl_transport_dispose;
  object_class->finalize = berth_curl_transport_finalize;
  curl_global_init (CURL_GLOBAL_DEFAULT);
}

static void
berth_curl_transport_init (BerthCurlTransport *self)
{
  self->sockets = g_hash_table_new_full (NULL, NULL, NULL, destroy_source);
  self->transfers = g_hash_table_new_full (NULL, NULL, NULL, destroy_source);
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_static_name (self->timer, "[NET] curl timer");
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_attach (self->timer, NULL);
  self->proxies = g_object_ref (g_proxy_resolver_get_default ());
  self->multi = curl_multi_init ();
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETFUNCTION, on_socket_wanted);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERFUNCTION, on_timer_wanted);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_MAX_HOST_CONNECTIONS, MAX_HOST_CONNECTIONS);
}

/**
 * berth_curl_transport_new:
 * @ca_file: (nullable): a file of certificates to trust instead of the system's; for a
 *   practice cloud that signs its own
 */
BerthCurlTransport *
berth_curl_transport_new (const char *ca_file)
{
  BerthCurlTransport *self = g_object_new (BERTH_TYPE_CURL_TRANSPORT, NULL);

  self->ca_file = g_strdup (ca_file);
  return self;
}

/**
 * berth_curl_transport_set_proxy_resolver:
 * @resolver: says which requests go through a proxy, instead of this computer's settings
 */
void
berth_curl_transport_set_proxy_resolver (BerthCurlTransport *self,
                                         GProxyResolver *resolver)
{
  g_return_if_fail (BERTH_IS_CURL_TRANSPORT (self));
  g_return_if_fail (G_IS_PROXY_RESOLVER (resolver));

  g_set_object (&self->proxies, resolver);
}
