/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-banner.h"

#include "berth-future.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define TRY_SECONDS 5
#define PAUSE_USEC (2 * G_TIME_SPAN_SECOND)
/* A machine that was just made answers within some minutes; a firewall never does. */
#define PATIENCE_USEC (10 * G_TIME_SPAN_MINUTE)
#define MAX_BANNER_BYTES 4096

typedef struct {
  BerthClock *clock;
  char *address;
  guint16 port;
  GCancellable *cancellable;
} Wait;

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  g_object_unref (wait->clock);
  g_clear_object (&wait->cancellable);
  g_free (wait->address);
  g_free (wait);
}

/* RFC 4253 4.2: other lines may come before the one that starts with "SSH-". */
static gboolean
has_banner (GByteArray *seen)
{
  return (seen->len >= 4 && memcmp (seen->data, "SSH-", 4) == 0)
         || memmem (seen->data, seen->len, "\nSSH-", 5) != NULL;
}

/* One attempt; any failure means that nothing there speaks SSH yet. */
static gboolean
try_once (Wait *wait)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GByteArray) seen = g_byte_array_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GSocketConnectable) target
    = g_network_address_new (wait->address, wait->port);

  g_socket_client_set_timeout (client, TRY_SECONDS);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection
    = dex_await_object (berth_future_cancellable (
                          dex_socket_client_connect (client, target), wait->cancellable),
                        NULL);
  while (connection != NULL && seen->len < MAX_BANNER_BYTES) {
    GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
    g_autoptr (GBytes) bytes = dex_await_boxed (
      berth_future_cancellable (
        dex_input_stream_read_bytes (input, 256, G_PRIORITY_DEFAULT), wait->cancellable),
      NULL);

    if (bytes == NULL || g_bytes_get_size (bytes) == 0)
      return FALSE;
    g_byte_array_append (seen, g_bytes_get_data (bytes, NULL),
                         (guint) g_bytes_get_size (bytes));
    if (has_banner (seen))
      return TRUE;
  }
  return FALSE;
}

static DexFuture *
wait_fiber (gpointer data)
{
  Wait *wait = data;
  gint64 end = berth_clock_get_now (wait->clock) + PATIENCE_USEC;

  while (!try_once (wait)) {
    g_autoptr (GError) error = NULL;

    if (berth_clock_get_now (wait->clock) >= end)
      return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                                    /* Translators: %s is an address, %u a port */
                                    _ ("Nothing at %s, port %u, answers as SSH does. It "
                                       "may be closed to this network."),
                                    wait->address, (guint) wait->port);
    if (!dex_await (berth_clock_wait (wait->clock, PAUSE_USEC, wait->cancellable),
                    &error))
      return dex_future_new_for_error (g_steal_pointer (&error));
  }
  return dex_future_new_true ();
}

/**
 * berth_ssh_banner_wait:
 * @clock: what the pauses are measured with
 * @address: a host name or address
 * @port: the port that sshd is to answer on
 * @cancellable: (nullable): gives up
 *
 * Waits until a server at @address says that it speaks SSH; nothing is sent to it.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with
 *   %G_IO_ERROR_TIMED_OUT after some minutes
 */
DexFuture *
berth_ssh_banner_wait (BerthClock *clock,
                       const char *address,
                       guint16 port,
                       GCancellable *cancellable)
{
  Wait *wait;

  g_return_val_if_fail (BERTH_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  wait = g_new0 (Wait, 1);
  wait->clock = g_object_ref (clock);
  wait->address = g_strdup (address);
  wait->port = port;
  wait->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (wait_fiber, wait, wait_free);
}
