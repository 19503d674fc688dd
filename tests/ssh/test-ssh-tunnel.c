/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-future.h"
#include "berth-remote-error.h"
#include "berth-ssh-result.h"
#include "berth-ssh-session.h"
#include "berth-test-sockets.h"
#include "berth-test-sshd.h"
#include "berth-test.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MEBIBYTE (1024 * 1024)
#define CHUNK (64 * 1024)
#define MANY 20

typedef struct {
  char *folder;
  BerthTestSshd *sshd;
  BerthSshSession *session;
} Fixture;

static gboolean
set_up (Fixture *f)
{
  g_autofree char *pins = NULL;
  g_autoptr (BerthHostKeys) host_keys = NULL;
  g_autoptr (BerthSshTarget) target = NULL;
  g_autoptr (GError) error = NULL;
  const char *expected[2] = { NULL };

  memset (f, 0, sizeof *f);
  f->folder = berth_test_make_folder ();
  f->sshd = berth_test_sshd_start (f->folder);
  if (f->sshd == NULL)
    return FALSE;
  pins = g_build_filename (f->folder, "hosts.json", NULL);
  host_keys = berth_host_keys_new (pins);
  expected[0] = berth_test_sshd_get_fingerprint (f->sshd);
  target = berth_ssh_target_new ("127.0.0.1", berth_test_sshd_get_port (f->sshd),
                                 berth_test_sshd_get_user (f->sshd),
                                 berth_test_sshd_get_key_path (f->sshd), "/vm", expected);
  f->session = berth_ssh_session_new (target, host_keys);
  dex_await (berth_ssh_session_connect (f->session, NULL), &error);
  g_assert_no_error (error);
  return TRUE;
}

static void
tear_down (Fixture *f)
{
  if (f->session != NULL) {
    dex_await (berth_ssh_session_close (f->session), NULL);
    g_assert_finalize_object (f->session);
  }
  g_clear_pointer (&f->sshd, berth_test_sshd_stop);
  berth_test_remove_folder (f->folder);
  g_free (f->folder);
}

/* Runs blocking work beside the main loop. */
typedef struct {
  GThreadFunc func;
  gpointer data;
  DexPromise *promise;
} Beside;

static gpointer
run_beside (gpointer data)
{
  Beside *beside = data;

  beside->func (beside->data);
  dex_promise_resolve_boolean (beside->promise, TRUE);
  dex_unref (beside->promise);
  g_free (beside);
  return NULL;
}

static DexFuture *
start_beside (GThreadFunc func, gpointer data)
{
  Beside *beside = g_new0 (Beside, 1);
  DexFuture *future;

  beside->func = func;
  beside->data = data;
  beside->promise = dex_promise_new ();
  future = dex_ref (DEX_FUTURE (beside->promise));
  g_thread_unref (g_thread_new ("beside", run_beside, beside));
  return future;
}

/* Byte by byte another, so that nothing lost, doubled or moved goes unseen. */
static void
fill_pattern (guint8 *bytes, gsize size, gsize at)
{
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) ((at + i) * 7 + (at + i) / 251);
}

static void
send_all (int fd, const guint8 *bytes, gsize size)
{
  while (size > 0) {
    gssize sent = send (fd, bytes, size, MSG_NOSIGNAL);

    g_assert_cmpint (sent, >, 0);
    bytes += sent;
    size -= (gsize) sent;
  }
}

typedef struct {
  int fd;
  gsize size;
} Pump;

static gpointer
write_pattern (gpointer data)
{
  Pump *pump = data;
  g_autofree guint8 *bytes = g_malloc (CHUNK);

  for (gsize at = 0; at < pump->size; at += CHUNK) {
    fill_pattern (bytes, CHUNK, at);
    send_all (pump->fd, bytes, CHUNK);
  }
  shutdown (pump->fd, SHUT_WR);
  return NULL;
}

static gpointer
read_pattern (gpointer data)
{
  Pump *pump = data;
  g_autofree guint8 *bytes = g_malloc (CHUNK);
  g_autofree guint8 *expected = g_malloc (CHUNK);
  gsize at = 0;
  gssize count;

  while ((count = recv (pump->fd, bytes, CHUNK, 0)) > 0) {
    fill_pattern (expected, (gsize) count, at);
    g_assert_cmpint (memcmp (bytes, expected, (gsize) count), ==, 0);
    at += (gsize) count;
  }
  g_assert_cmpint (count, ==, 0);
  g_assert_cmpuint (at, ==, pump->size);
  return NULL;
}

/* What listens on the far side; it runs on threads of its own. */
typedef enum {
  FAR_ECHO,     /* sends back what it hears */
  FAR_FAREWELL, /* sends 100,000 bytes, ends its side, and hears the other out */
  FAR_LISTEN,   /* hears the other out, then says how much it was */
  FAR_DEAF,     /* reads nothing, says nothing, until far_stop() */
  FAR_FLOOD,    /* reads nothing and sends as long as it can */
} FarKind;

typedef struct {
  GSocketService *service;
  guint16 port;
  FarKind kind;
  gint visitors;     /* atomic */
  int release_fd;    /* an eventfd, for FAR_DEAF */
  DexPromise *heard; /* for FAR_FAREWELL: how much */
} Far;

static void
echo (int fd, guint8 *bytes)
{
  gssize count;

  while ((count = recv (fd, bytes, CHUNK, 0)) > 0)
    send_all (fd, bytes, (gsize) count);
}

static gsize
hear_out (int fd, guint8 *bytes)
{
  gsize total = 0;
  gssize count;

  while ((count = recv (fd, bytes, CHUNK, 0)) > 0)
    total += (gsize) count;
  return total;
}

static void
count_visitor (Far *far, int change)
{
  g_atomic_int_add (&far->visitors, change);
  g_main_context_wakeup (NULL);
}

static gboolean
on_far_visitor (GThreadedSocketService *service,
                GSocketConnection *connection,
                GObject *source,
                gpointer data)
{
  Far *far = data;
  int fd = g_socket_get_fd (g_socket_connection_get_socket (connection));
  g_autofree guint8 *bytes = g_malloc0 (CHUNK);
  guint64 total;

  fcntl (fd, F_SETFL, 0);
  count_visitor (far, 1);
  switch (far->kind) {
  case FAR_ECHO:
    echo (fd, bytes);
    break;
  case FAR_FAREWELL:
    send_all (fd, bytes, 50000);
    send_all (fd, bytes, 50000);
    shutdown (fd, SHUT_WR);
    dex_promise_resolve_uint64 (far->heard, hear_out (fd, bytes));
    break;
  case FAR_LISTEN:
    total = hear_out (fd, bytes);
    send_all (fd, (const guint8 *) &total, sizeof total);
    break;
  case FAR_FLOOD:
    while (send (fd, bytes, CHUNK, MSG_NOSIGNAL) > 0)
      ;
    break;
  case FAR_DEAF:
  default: {
    struct pollfd released = { far->release_fd, POLLIN, 0 };

    while (poll (&released, 1, -1) < 0)
      ;
  }
  }
  count_visitor (far, -1);
  return TRUE;
}

static void
far_start (Far *far, FarKind kind)
{
  g_autoptr (GError) error = NULL;

  far->kind = kind;
  far->visitors = 0;
  far->release_fd = eventfd (0, EFD_CLOEXEC);
  far->heard = dex_promise_new ();
  far->service = g_threaded_socket_service_new (MANY + 1);
  far->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (far->service), NULL,
                                                   &error);
  g_assert_no_error (error);
  g_signal_connect (far->service, "run", G_CALLBACK (on_far_visitor), far);
}

static void
far_stop (Far *far)
{
  eventfd_write (far->release_fd, 1);
  while (g_atomic_int_get (&far->visitors) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_socket_service_stop (far->service);
  g_socket_listener_close (G_SOCKET_LISTENER (far->service));
  g_clear_object (&far->service);
  close (far->release_fd);
  dex_clear (&far->heard);
}

static DexFuture *
open_to (Fixture *f, guint16 port)
{
  return berth_ssh_session_open_tunnel (f->session, "127.0.0.1", port, NULL);
}

static int
tunnel_to (Fixture *f, guint16 port)
{
  g_autoptr (GError) error = NULL;
  int fd = berth_future_await_fd (open_to (f, port), &error);

  g_assert_no_error (error);
  g_assert_cmpint (fd, >=, 0);
  return fd;
}

/* The far side takes its visitors in on our main context: a test may block it only then.
 */
static int
visit (Fixture *f, Far *far)
{
  int fd = tunnel_to (f, far->port);

  while (g_atomic_int_get (&far->visitors) == 0)
    g_main_context_iteration (NULL, TRUE);
  return fd;
}

/* Asks another channel; it has to work whatever the tunnels do. */
static void
run (Fixture *f, const char *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthSshResult) result = dex_await_object (
    berth_ssh_session_execute (f->session, command, NULL, NULL), &error);

  g_assert_no_error (error);
  g_assert_cmpint (berth_ssh_result_get_status (result), ==, 0);
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static double
cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* A descriptor watched for the wrong thing shows as a busy thread. */
static void
assert_idle (Fixture *f)
{
  double before = cpu_seconds ();

  run (f, "sleep 0.5");
  g_assert_cmpfloat (cpu_seconds () - before, <, 0.2);
}

static void
test_echo (void)
{
  Fixture f;
  Far far;

  if (set_up (&f)) {
    Pump pump = { -1, 64 * MEBIBYTE };
    DexFuture *writing;
    gint64 start = g_get_monotonic_time ();

    far_start (&far, FAR_ECHO);
    pump.fd = visit (&f, &far);
    writing = start_beside (write_pattern, &pump);
    dex_await (start_beside (read_pattern, &pump), NULL);
    dex_await (writing, NULL);
    g_test_message ("64 MiB there and back: %.2f s",
                    (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
    close (pump.fd);
    far_stop (&far);
  }
  tear_down (&f);
}

#define TURNS 4000

/* Each side waits for the other, as protocols do: nothing later makes up for a byte that
 * was forgotten. */
static gpointer
take_turns (gpointer data)
{
  Pump *pump = data;
  g_autofree guint8 *bytes = g_malloc0 (CHUNK);

  for (guint i = 0; i < TURNS; i++) {
    gsize size = 1 + i * 37 % 3000;

    send_all (pump->fd, bytes, size);
    g_assert_cmpint (recv (pump->fd, bytes, size, MSG_WAITALL), ==, (gssize) size);
  }
  return NULL;
}

static void
test_turns (void)
{
  Fixture f;
  Far far;

  if (set_up (&f)) {
    Pump pumps[2];
    DexFuture *turns[2];

    far_start (&far, FAR_ECHO);
    for (guint i = 0; i < G_N_ELEMENTS (pumps); i++) {
      pumps[i].fd = visit (&f, &far);
      turns[i] = start_beside (take_turns, &pumps[i]);
    }
    dex_await (dex_future_allv (turns, G_N_ELEMENTS (turns)), NULL);
    for (guint i = 0; i < G_N_ELEMENTS (pumps); i++) {
      dex_unref (turns[i]);
      close (pumps[i].fd);
    }
    far_stop (&far);
  }
  tear_down (&f);
}

static void
test_many (void)
{
  Fixture f;
  Far far;

  if (set_up (&f)) {
    Pump pumps[MANY];
    DexFuture *opening[MANY];
    DexFuture *moving[2 * MANY];
    g_autoptr (DexFuture) all = NULL;
    guint before = 0;

    far_start (&far, FAR_ECHO);
    before = count_descriptors ();
    for (guint i = 0; i < MANY; i++)
      opening[i] = open_to (&f, far.port);
    for (guint i = 0; i < MANY; i++) {
      pumps[i] = (Pump) { berth_future_await_fd (opening[i], NULL), 2 * MEBIBYTE };
      g_assert_cmpint (pumps[i].fd, >=, 0);
    }
    for (guint i = 0; i < MANY; i++) {
      moving[2 * i] = start_beside (write_pattern, &pumps[i]);
      moving[2 * i + 1] = start_beside (read_pattern, &pumps[i]);
    }
    dex_await (dex_future_allv (moving, G_N_ELEMENTS (moving)), NULL);
    for (guint i = 0; i < G_N_ELEMENTS (moving); i++)
      dex_unref (moving[i]);
    for (guint i = 0; i < MANY; i++)
      close (pumps[i].fd);
    far_stop (&far);
    run (&f, "true");
    g_assert_cmpuint (count_descriptors (), <=, before);
  }
  tear_down (&f);
}

/* Each side may end its half and go on hearing the other. */
static void
test_half_close (void)
{
  Fixture f;
  Far far;

  if (set_up (&f)) {
    g_autofree guint8 *bytes = g_malloc0 (CHUNK);
    guint64 total = 0;
    g_autoptr (DexFuture) heard = NULL;
    int fd;

    far_start (&far, FAR_LISTEN);
    fd = visit (&f, &far);
    send_all (fd, bytes, 12345);
    shutdown (fd, SHUT_WR);
    run (&f, "true");
    g_assert_cmpint (recv (fd, &total, sizeof total, MSG_WAITALL), ==, sizeof total);
    g_assert_cmpuint (total, ==, 12345);
    g_assert_cmpint (recv (fd, bytes, 1, 0), ==, 0);
    close (fd);
    far_stop (&far);

    far_start (&far, FAR_FAREWELL);
    fd = visit (&f, &far);
    g_assert_cmpuint (hear_out (fd, bytes), ==, 100000);
    assert_idle (&f);
    send_all (fd, bytes, 54321);
    shutdown (fd, SHUT_WR);
    heard = dex_ref (DEX_FUTURE (far.heard));
    dex_await (dex_ref (heard), NULL);
    g_assert_cmpuint (g_value_get_uint64 (dex_future_get_value (heard, NULL)), ==, 54321);
    close (fd);
    far_stop (&far);
  }
  tear_down (&f);
}

static void
test_refused (void)
{
  Fixture f;
  Far far;

  if (set_up (&f)) {
    g_autoptr (GError) error = NULL;

    far_start (&far, FAR_ECHO);
    far_stop (&far);
    g_assert_cmpint (berth_future_await_fd (open_to (&f, far.port), &error), ==, -1);
    g_test_message ("%s", error->message);
    g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_REFUSED);
    run (&f, "true");
  }
  tear_down (&f);
}

static void
test_cut (void)
{
  Fixture f;
  Far far;

  if (set_up (&f)) {
    g_autofree guint8 *bytes = g_malloc0 (CHUNK);
    g_autoptr (GError) error = NULL;
    int fd;

    far_start (&far, FAR_ECHO);
    fd = visit (&f, &far);
    send_all (fd, bytes, 100);
    g_assert_cmpint (recv (fd, bytes, 100, MSG_WAITALL), ==, 100);
    berth_test_sshd_kill_connections (f.sshd);
    g_assert_cmpint (recv (fd, bytes, 1, 0), <=, 0);
    close (fd);
    while (berth_ssh_session_get_state (f.session) == BERTH_SESSION_STATE_READY)
      g_main_context_iteration (NULL, TRUE);
    g_assert_cmpint (berth_future_await_fd (open_to (&f, far.port), &error), ==, -1);
    g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED);
    far_stop (&far);
  }
  tear_down (&f);
}

/* Given up in words, or just let go: neither leaves anything behind. */
static void
test_cancel (void)
{
  Fixture f;
  Far far;

  if (set_up (&f)) {
    guint before;

    far_start (&far, FAR_ECHO);
    before = count_descriptors ();
    for (guint i = 0; i < MANY; i++) {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      DexFuture *opening
        = berth_ssh_session_open_tunnel (f.session, "127.0.0.1", far.port, cancellable);

      dex_unref (open_to (&f, far.port));
      for (guint j = 0; j < i % 4; j++)
        dex_await (dex_timeout_new_usec (300), NULL);
      g_cancellable_cancel (cancellable);
      if (dex_future_is_pending (opening)) {
        g_assert_cmpint (berth_future_await_fd (opening, &error), ==, -1);
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      } else {
        dex_unref (opening);
      }
    }
    run (&f, "true");
    far_stop (&far);
    run (&f, "true");
    g_assert_cmpuint (count_descriptors (), <=, before);
  }
  tear_down (&f);
}

/* Writes until nothing moves any more while other channels make round trips. */
static gsize
write_until_full (Fixture *f, int fd)
{
  g_autofree guint8 *bytes = g_malloc0 (CHUNK);
  gsize total = 0;

  for (guint quiet = 0; quiet < 4; quiet++) {
    gssize sent;

    while ((sent = send (fd, bytes, CHUNK, MSG_NOSIGNAL | MSG_DONTWAIT)) > 0) {
      total += (gsize) sent;
      quiet = 0;
    }
    g_assert_cmpint (errno, ==, EAGAIN);
    run (f, "sleep 0.05");
  }
  return total;
}

static void
test_full (void)
{
  Fixture f;
  Far far;

  if (set_up (&f)) {
    int fd;
    gsize held;

    far_start (&far, FAR_DEAF);
    fd = visit (&f, &far);
    held = write_until_full (&f, fd);
    g_test_message ("%zu bytes on their way", held);
    g_assert_cmpuint (held, >=, MEBIBYTE);
    g_assert_cmpuint (held, <, 64 * MEBIBYTE);
    assert_idle (&f);
    close (fd);
    assert_idle (&f);
    dex_await (berth_ssh_session_close (f.session), NULL);
    far_stop (&far);
  }
  tear_down (&f);
}

/* A far side that floods an owner who does not read, then closes. */
static void
test_flood (void)
{
  Fixture f;
  Far far;

  if (set_up (&f)) {
    g_autofree guint8 *bytes = g_malloc0 (CHUNK);
    int fd;

    far_start (&far, FAR_FLOOD);
    fd = visit (&f, &far);
    for (guint i = 0; i < 10; i++)
      run (&f, "sleep 0.05");
    assert_idle (&f);
    for (guint i = 0; i < 256; i++)
      g_assert_cmpint (recv (fd, bytes, CHUNK, MSG_WAITALL), ==, CHUNK);
    close (fd);
    far_stop (&far);
    assert_idle (&f);

    far_start (&far, FAR_FLOOD);
    fd = visit (&f, &far);
    run (&f, "sleep 0.1");
    dex_await (berth_ssh_session_close (f.session), NULL);
    while (recv (fd, bytes, CHUNK, 0) > 0)
      ;
    close (fd);
    far_stop (&far);
  }
  tear_down (&f);
}

static void
test_no_listener (void)
{
  Fixture f;

  if (set_up (&f)) {
    char greeting[8] = { 0 };
    g_autoptr (GSocketListener) listener = g_socket_listener_new ();
    /* The server itself is the far side, so that nothing of ours needs to listen. */
    int fd = tunnel_to (&f, berth_test_sshd_get_port (f.sshd));

    g_assert_cmpint (recv (fd, greeting, 7, MSG_WAITALL), ==, 7);
    g_assert_cmpstr (greeting, ==, "SSH-2.0");
    g_assert_cmpuint (berth_test_count_listening (), ==, 0);
    /* And the look itself sees one where there is one. */
    g_socket_listener_add_any_inet_port (listener, NULL, NULL);
    g_assert_cmpuint (berth_test_count_listening (), >, 0);
    close (fd);
  }
  tear_down (&f);
}

/* A program that Berth starts must not hold a tunnel open. */
static void
test_close_on_exec (void)
{
  Fixture f;

  if (set_up (&f)) {
    int fd = tunnel_to (&f, berth_test_sshd_get_port (f.sshd));

    g_assert_true ((fcntl (fd, F_GETFD) & FD_CLOEXEC) != 0);
    close (fd);
  }
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/ssh/tunnel/echo", test_echo);
  berth_test_add ("/ssh/tunnel/turns", test_turns);
  berth_test_add ("/ssh/tunnel/many", test_many);
  berth_test_add ("/ssh/tunnel/half-close", test_half_close);
  berth_test_add ("/ssh/tunnel/refused", test_refused);
  berth_test_add ("/ssh/tunnel/cut", test_cut);
  berth_test_add ("/ssh/tunnel/cancel", test_cancel);
  berth_test_add ("/ssh/tunnel/full", test_full);
  berth_test_add ("/ssh/tunnel/flood", test_flood);
  berth_test_add ("/ssh/tunnel/no-listener", test_no_listener);
  berth_test_add ("/ssh/tunnel/close-on-exec", test_close_on_exec);
  return g_test_run ();
}
