/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-remote-dial.h"

#include "berth-future.h"
#include "berth-remote-error.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

/* A host that is gone is noticed after about this long, also when nothing is typed. */
#define GONE_AFTER_MS 45000
#define PROBE_AFTER_S 15
#define PROBE_EVERY_S 10
#define PROBES 3

typedef struct {
  DexPromise *promise;
  char *address;
  char *refused;
} Dialling;

static void
dialling_free (Dialling *dialling)
{
  dex_clear (&dialling->promise);
  g_free (dialling->address);
  g_free (dialling->refused);
  g_free (dialling);
}

static GError *
explain (const GError *error, const char *address, const char *refused)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new_literal (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_REFUSED, refused);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_TIMED_OUT,
                        /* Translators: %s is an address */
                        _ ("%s did not answer in time. The machine may be off, or its "
                           "network rules do not let your address in."),
                        address);
  return g_error_new (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_UNREACHABLE,
                      /* Translators: %1$s is an address, %2$s the system's reason */
                      _ ("%1$s cannot be reached: %2$s"), address, error->message);
}

static void
tune (GSocket *socket)
{
  g_socket_set_keepalive (socket, TRUE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPIDLE, PROBE_AFTER_S, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPINTVL, PROBE_EVERY_S, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPCNT, PROBES, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_USER_TIMEOUT, GONE_AFTER_MS, NULL);
}

static void
on_connected (GObject *object, GAsyncResult *result, gpointer data)
{
  Dialling *dialling = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  int fd = -1;

  connection
    = g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (object), result, &error);
  if (connection != NULL) {
    GSocket *socket = g_socket_connection_get_socket (connection);

    tune (socket);
    /* GIO closes its own descriptor with the connection; the session keeps this one. */
    fd = fcntl (g_socket_get_fd (socket), F_DUPFD_CLOEXEC, 3);
    if (fd < 0)
      error = g_error_new_literal (G_IO_ERROR, (gint) g_io_error_from_errno (errno),
                                   g_strerror (errno));
  }
  if (fd >= 0)
    dex_promise_resolve_fd (dialling->promise, fd);
  else
    dex_promise_reject (dialling->promise,
                        explain (error, dialling->address, dialling->refused));
  dialling_free (dialling);
}

/**
 * berth_remote_dial:
 * @address: an IP address or a host name
 * @port: the TCP port
 * @refused: what to tell the person where the host is there, but nothing listens
 * @timeout_s: for each of the host's addresses
 * @cancellable: (nullable): gives up at once
 *
 * Opens a TCP connection that notices when the other side is gone.
 *
 * Returns: (transfer full): a future that resolves to a file descriptor, or rejects with
 *   %BERTH_REMOTE_ERROR_UNREACHABLE, _REFUSED, _TIMED_OUT or %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_remote_dial (const char *address,
                   guint16 port,
                   const char *refused,
                   guint timeout_s,
                   GCancellable *cancellable)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  Dialling *dialling = g_new0 (Dialling, 1);
  g_autofree char *host = NULL;
  DexFuture *future;

  dialling->promise = dex_promise_new ();
  dialling->address = g_strdup (address);
  dialling->refused = g_strdup (refused);
  future = dex_ref (DEX_FUTURE (dialling->promise));
  /* A colon would be taken for a port. */
  host = strchr (address, ':') != NULL && *address != '['
           ? g_strdup_printf ("[%s]", address)
           : g_strdup (address);

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, timeout_s);
  g_socket_client_connect_to_host_async (client, host, port, cancellable, on_connected,
                                         dialling);
  return future;
}
