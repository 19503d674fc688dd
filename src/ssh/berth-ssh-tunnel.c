/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-ssh-tunnel.h"

#include "berth-future.h"
#include "berth-remote-error.h"
#include "berth-ssh-handle.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHUNK_BYTES (32 * 1024)
/* One tunnel's turn; then the others, orders and the timer have theirs. */
#define CHUNKS_PER_STEP 8
/* So that a burst of pictures does not wait for a reader's next turn; the kernel gives
 * what it has. */
#define SOCKET_BUFFER_BYTES (1024 * 1024)

/* What RFC 4254 section 7.2 calls the originator: nobody connected to a port of ours. */
#define ORIGINATOR "127.0.0.1"

#define NOT_WATCHED (-1)

/* Bytes on their way in one direction. */
typedef struct {
  guint8 bytes[CHUNK_BYTES];
  gsize start;
  gsize end;
  gboolean ended; /* the source has no more */
  gboolean deaf;  /* the sink takes no more */
  gboolean told;  /* the sink knows that there is no more */
} Lane;

/*
 * BerthSshTunnel:
 *
 * A direct-tcpip channel and one end of a socket pair, with a chunk of bytes in each
 * direction between them. Neither side is read while its chunk waits for the other: a
 * full socket closes the channel's window, and a closed window lets the socket fill.
 *
 * The socket is watched for what can go on only. Its hang-up is reported without being
 * asked for, for as long as it is watched: so it is taken off the list after that, unless
 * there is something to go on with.
 */
typedef struct {
  BerthWorker *worker;
  char *host;
  guint16 port;
  DexPromise *opened; /* the thread's from the start; NULL once settled */

  /* thread */
  BerthSshHandle handle;
  int fd;
  int watched; /* events, or NOT_WATCHED */
  gboolean readable;
  gboolean hung_up;
  gboolean close_asked;
  gboolean finished;
  Lane to_host;
  Lane to_owner;
} BerthSshTunnel;

static void
tunnel_clear (gpointer data)
{
  BerthSshTunnel *self = data;

  dex_clear (&self->opened);
  g_clear_pointer (&self->host, g_free);
  g_clear_object (&self->worker);
}

static gpointer
tunnel_ref (gpointer self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
tunnel_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, tunnel_clear);
}

static gboolean
is_empty (const Lane *lane)
{
  return lane->start == lane->end;
}

/* Nothing will pass here any more, and the sink knows it. */
static gboolean
is_over (const Lane *lane)
{
  return lane->deaf || (lane->ended && is_empty (lane));
}

/* libssh polls inside its own functions too, and then this is called in the middle of a
 * step: what it finds is news to the next one. */
static int
on_socket (socket_t fd, int revents, void *userdata)
{
  BerthSshTunnel *self = userdata;

  if ((revents & (POLLIN | POLLHUP | POLLERR)) != 0)
    self->readable = TRUE;
  if ((revents & (POLLHUP | POLLERR)) != 0)
    self->hung_up = TRUE;
  self->handle.round->news = TRUE;
  return 0;
}

static void
watch_in_session (BerthSshTunnel *self, int events)
{
  if (self->watched == events)
    return;
  if (self->watched != NOT_WATCHED)
    ssh_event_remove_fd (self->handle.round->event, self->fd);
  if (events != NOT_WATCHED)
    ssh_event_add_fd (self->handle.round->event, self->fd, (short) events, on_socket,
                      self);
  self->watched = events;
}

static void
watch_what_matters_in_session (BerthSshTunnel *self)
{
  int events = 0;

  if (!self->to_host.ended && !self->readable)
    events |= POLLIN;
  if (!self->to_owner.deaf && !is_empty (&self->to_owner))
    events |= POLLOUT;
  watch_in_session (self, events == 0 && self->hung_up ? NOT_WATCHED : events);
}

static void
tear_down_in_session (BerthSshTunnel *self)
{
  self->finished = TRUE;
  if (self->fd >= 0) {
    watch_in_session (self, NOT_WATCHED);
    close (self->fd);
    self->fd = -1;
  }
  berth_ssh_handle_free_in_session (&self->handle);
}

static void
reject (BerthSshTunnel *self, const GError *error)
{
  if (self->opened != NULL)
    dex_promise_reject (self->opened, g_error_copy (error));
  dex_clear (&self->opened);
}

static void
fail_in_session (gpointer data, const GError *error)
{
  BerthSshTunnel *self = data;

  g_assert (berth_worker_is_current (self->worker));
  tear_down_in_session (self);
  reject (self, error);
}

static void
refuse_in_session (BerthSshTunnel *self, ssh_session ssh)
{
  g_autoptr (GError) error = NULL;

  if (ssh_is_connected (ssh))
    error = g_error_new (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_REFUSED,
                         /* Translators: %1$s is a host and %2$u a port, as the machine
                            sees them; %3$s is the SSH library's reason, in English */
                         _ ("The machine could not connect to port %2$u of %1$s: %3$s"),
                         self->host, self->port, ssh_get_error (ssh));
  else
    error = g_error_new_literal (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED,
                                 _ ("The machine ended the connection."));
  fail_in_session (self, error);
}

static void
enlarge_buffers (int fd)
{
  int size = SOCKET_BUFFER_BYTES;

  setsockopt (fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
}

/* The promise takes the owner's end along: where nobody waits any more, letting go of it
 * hangs up. */
static void
hand_over_in_session (BerthSshTunnel *self)
{
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) {
    g_autoptr (GError) error = g_error_new_literal (
      G_IO_ERROR, (gint) g_io_error_from_errno (errno), g_strerror (errno));

    fail_in_session (self, error);
    return;
  }
  enlarge_buffers (ends[0]);
  enlarge_buffers (ends[1]);
  self->fd = ends[0];
  dex_promise_resolve_fd (self->opened, ends[1]);
  dex_clear (&self->opened);
}

static gboolean
open_in_session (BerthSshTunnel *self)
{
  int result;

  if (self->fd >= 0)
    return TRUE;
  result = ssh_channel_open_forward (self->handle.channel, self->host, self->port,
                                     ORIGINATOR, 0);
  if (result == SSH_AGAIN && !self->handle.closed_by_host)
    return FALSE;
  /* A channel can only be closed once the host has answered: freed before, libssh would
   * not know it any more, and it would stay open over there. */
  if (self->close_asked)
    tear_down_in_session (self);
  else if (result == SSH_OK)
    hand_over_in_session (self);
  else
    refuse_in_session (self, self->handle.round->ssh);
  return !self->finished;
}

/* Returns whether the lane has bytes. */
static gboolean
take_from_owner_in_session (BerthSshTunnel *self)
{
  Lane *lane = &self->to_host;
  gssize count;

  if (!is_empty (lane))
    return TRUE;
  if (lane->ended || !self->readable)
    return FALSE;
  do
    count = recv (self->fd, lane->bytes, sizeof lane->bytes, MSG_DONTWAIT);
  while (count < 0 && errno == EINTR);
  if (count > 0) {
    lane->start = 0;
    lane->end = (gsize) count;
    return TRUE;
  }
  self->readable = FALSE;
  lane->ended = count == 0 || errno != EAGAIN;
  return FALSE;
}

/* Returns whether the host took all there was; otherwise its window is closed. */
static gboolean
give_to_host_in_session (BerthSshTunnel *self)
{
  Lane *lane = &self->to_host;
  int written = ssh_channel_write (self->handle.channel, lane->bytes + lane->start,
                                   (uint32_t) (lane->end - lane->start));

  if (written == SSH_AGAIN)
    return FALSE;
  if (written < 0) {
    /* What the host still says is worth hearing; that nobody listens, too. */
    lane->deaf = TRUE;
    lane->ended = TRUE;
    shutdown (self->fd, SHUT_RD);
    return FALSE;
  }
  lane->start += (gsize) written;
  return is_empty (lane);
}

/* Returns whether the lane has bytes. */
static gboolean
take_from_host_in_session (BerthSshTunnel *self)
{
  Lane *lane = &self->to_owner;
  /* Reading may take in the close behind the last bytes, so only one that was there
   * before says that there is no more. */
  gboolean was_closed = self->handle.closed_by_host;
  int count;

  if (!is_empty (lane))
    return TRUE;
  if (lane->ended || !self->handle.readable)
    return FALSE;
  count = ssh_channel_read_nonblocking (self->handle.channel, lane->bytes,
                                        sizeof lane->bytes, FALSE);
  if (count > 0) {
    lane->start = 0;
    lane->end = (gsize) count;
    return TRUE;
  }
  /* More news may have come while it looked: that round will find it. */
  self->handle.readable = count == 0 && self->handle.closed_by_host && !was_closed;
  lane->ended = count == SSH_EOF || count == SSH_ERROR || was_closed;
  return FALSE;
}

/* Returns whether the owner took all there was; otherwise the socket is full. */
static gboolean
give_to_owner_in_session (BerthSshTunnel *self)
{
  Lane *lane = &self->to_owner;
  gssize written;

  do
    written = send (self->fd, lane->bytes + lane->start, lane->end - lane->start,
                    MSG_DONTWAIT | MSG_NOSIGNAL);
  while (written < 0 && errno == EINTR);
  if (written < 0 && errno == EAGAIN)
    return FALSE;
  if (written < 0) {
    /* Read on, so that the host may end by itself. */
    lane->deaf = TRUE;
    lane->start = lane->end;
    return TRUE;
  }
  lane->start += (gsize) written;
  return is_empty (lane);
}

static void
move_to_host_in_session (BerthSshTunnel *self)
{
  Lane *lane = &self->to_host;

  for (guint i = 0; i < CHUNKS_PER_STEP && !lane->deaf; i++)
    if (!take_from_owner_in_session (self) || !give_to_host_in_session (self))
      break;
  if (is_empty (lane) && self->readable && !is_over (lane))
    self->handle.round->news = TRUE;
  if (is_over (lane) && !lane->deaf && !lane->told) {
    lane->told = TRUE;
    ssh_channel_send_eof (self->handle.channel);
  }
}

static void
move_to_owner_in_session (BerthSshTunnel *self)
{
  Lane *lane = &self->to_owner;

  for (guint i = 0; i < CHUNKS_PER_STEP; i++) {
    if (!take_from_host_in_session (self))
      break;
    if (lane->deaf)
      lane->start = lane->end;
    else if (!give_to_owner_in_session (self))
      break;
  }
  if (is_empty (lane) && self->handle.readable && !lane->ended)
    self->handle.round->news = TRUE;
  if (is_over (lane) && !lane->deaf && !lane->told) {
    lane->told = TRUE;
    shutdown (self->fd, SHUT_WR);
  }
}

/* What a host that is gone has not taken, it never will; and an owner who hung up hears
 * nothing any more, but what he said before is still to be delivered. */
static gboolean
is_done (BerthSshTunnel *self)
{
  gboolean host_hears = !is_over (&self->to_host) && !self->handle.closed_by_host;
  gboolean owner_hears = !is_over (&self->to_owner) && !self->hung_up;

  return !host_hears && !owner_hears;
}

static gboolean
step_in_session (gpointer data, BerthSshRound *round)
{
  BerthSshTunnel *self = data;

  g_assert (berth_worker_is_current (self->worker));
  if (self->handle.channel == NULL)
    berth_ssh_handle_make_in_session (&self->handle, round);
  if (!open_in_session (self))
    return !self->finished;
  if (!self->handle.closed_by_host)
    move_to_host_in_session (self);
  move_to_owner_in_session (self);
  if (is_done (self))
    tear_down_in_session (self);
  else
    watch_what_matters_in_session (self);
  return !self->finished;
}

static void
abandon (gpointer data)
{
  g_autoptr (GError) error = g_error_new_literal (
    BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED, _ ("The session was closed."));

  reject (data, error);
}

static const BerthSshMember tunnel_member = {
  .ref = tunnel_ref,
  .unref = tunnel_unref,
  .step_in_session = step_in_session,
  .fail_in_session = fail_in_session,
  .abandon = abandon,
};

static void
close_order_in_session (gpointer data)
{
  BerthSshTunnel *self = data;

  g_assert (berth_worker_is_current (self->worker));
  self->close_asked = TRUE;
}

static DexFuture *
opening_failed (DexFuture *future, gpointer user_data)
{
  BerthSshTunnel *self = user_data;

  /* Given up, perhaps while the host still thinks; one that has ended ignores this. */
  berth_worker_push (self->worker, close_order_in_session, tunnel_ref (self),
                     tunnel_unref);
  return dex_ref (future);
}

/*< private >
 * berth_ssh_tunnel_open:
 * @link: a connection that is ready, on @worker
 *
 * Returns: (transfer full): what berth_ssh_session_open_tunnel() promises
 */
DexFuture *
berth_ssh_tunnel_open (BerthWorker *worker,
                       BerthSshLink *link,
                       const char *host,
                       guint16 port,
                       GCancellable *cancellable)
{
  BerthSshTunnel *self = g_atomic_rc_box_new0 (BerthSshTunnel);
  DexFuture *opened;

  self->worker = g_object_ref (worker);
  self->host = g_strdup (host);
  self->port = port;
  self->opened = dex_promise_new ();
  self->fd = -1;
  self->watched = NOT_WATCHED;
  berth_ssh_handle_init (&self->handle);

  opened = berth_future_cancellable (dex_ref (DEX_FUTURE (self->opened)), cancellable);
  berth_ssh_link_add (link, &tunnel_member, self);
  return dex_future_catch (opened, opening_failed, self, tunnel_unref);
}
