/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-relay.h"

#include <gio/gio.h>
#include <sys/socket.h>

#include "berth-remote-error.h"

struct _BerthTestRelay {
  guint16 port;
  gboolean is_down;
  guint n_dialled;
  GCancellable *carrying;
  GIOStream *near;
  GIOStream *far;
};

BerthTestRelay *
berth_test_relay_new (guint16 port)
{
  BerthTestRelay *self = g_new0 (BerthTestRelay, 1);

  self->port = port;
  return self;
}

void
berth_test_relay_free (BerthTestRelay *self)
{
  berth_test_relay_cut (self);
  g_free (self);
}

static GIOStream *
make_pair (int *theirs)
{
  g_autoptr (GSocket) socket = NULL;
  int fds[2];

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds));
  socket = g_socket_new_from_fd (fds[0], NULL);
  g_assert_nonnull (socket);
  *theirs = fds[1];
  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

/* Resolves to a descriptor; a way in use before is cut. */
DexFuture *
berth_test_relay_dial (const char *host, guint16 port, gpointer relay)
{
  BerthTestRelay *self = relay;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  int theirs;

  self->n_dialled++;
  berth_test_relay_cut (self);
  if (!self->is_down)
    self->far = G_IO_STREAM (
      g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL));
  if (self->far == NULL)
    return dex_future_new_reject (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_REFUSED,
                                  "The way is closed");
  self->near = make_pair (&theirs);
  self->carrying = g_cancellable_new ();
  g_io_stream_splice_async (self->near, self->far,
                            G_IO_STREAM_SPLICE_CLOSE_STREAM1
                              | G_IO_STREAM_SPLICE_CLOSE_STREAM2,
                            G_PRIORITY_DEFAULT, self->carrying, NULL, NULL);
  return dex_future_new_for_fd (theirs);
}

static void
hang_up (GIOStream **stream)
{
  if (*stream != NULL)
    g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (*stream)),
                       TRUE, TRUE, NULL);
  g_clear_object (stream);
}

/* As when a cable is pulled, but both sides notice at once. */
void
berth_test_relay_cut (BerthTestRelay *self)
{
  g_cancellable_cancel (self->carrying);
  g_clear_object (&self->carrying);
  hang_up (&self->near);
  hang_up (&self->far);
}

/* Puts nonsense among what the server says. */
void
berth_test_relay_spoil (BerthTestRelay *self)
{
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (self->near));
  char noise[512];

  for (gsize i = 0; i < sizeof noise; i++)
    noise[i] = (char) g_test_rand_int ();
  g_assert_cmpint (g_socket_send (socket, noise, sizeof noise, NULL, NULL), >, 0);
}

void
berth_test_relay_set_port (BerthTestRelay *self, guint16 port)
{
  self->port = port;
}

void
berth_test_relay_set_down (BerthTestRelay *self, gboolean is_down)
{
  self->is_down = is_down;
}

guint
berth_test_relay_get_n_dialled (BerthTestRelay *self)
{
  return self->n_dialled;
}
