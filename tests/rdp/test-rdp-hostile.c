/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-session.h"
#include "berth-remote-error.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the other end of the way says, without a server behind it. */
typedef struct {
  BerthRdpSession *session;
  GBytes *words;
  gboolean stays; /* whether it keeps the line open then */
  GPtrArray *ends;
} Fixture;

static DexFuture *
dial (const char *host, guint16 port, gpointer data)
{
  Fixture *f = data;
  gsize size;
  const guint8 *words = g_bytes_get_data (f->words, &size);
  int fds[2];
  int room = 1024 * 1024;

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds));
  g_assert_no_errno (setsockopt (fds[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof room));
  if (size > 0)
    g_assert_cmpint (send (fds[0], words, size, MSG_NOSIGNAL | MSG_DONTWAIT), >, 0);
  if (!f->stays && size == 0)
    close (fds[0]);
  else
    g_ptr_array_add (f->ends, GINT_TO_POINTER (fds[0]));
  /* It goes on to listen, or its words would not be read. */
  if (!f->stays && size > 0)
    shutdown (fds[0], SHUT_WR);
  return dex_future_new_for_fd (fds[1]);
}

static DexFuture *
give_password (const char *user, guint attempt, gpointer data)
{
  g_assert_not_reached ();
}

static void
set_up (Fixture *f, gconstpointer words, gsize size, gboolean stays)
{
  g_autoptr (BerthRdpTarget) target
    = berth_rdp_target_new ("box", "127.0.0.1", 3389, "anybody");

  memset (f, 0, sizeof *f);
  f->words = g_bytes_new (words, size);
  f->stays = stays;
  f->ends = g_ptr_array_new ();
  f->session = berth_rdp_session_new (target);
  berth_rdp_session_set_dial_func (f->session, dial, f, NULL);
  berth_rdp_session_set_password_func (f->session, give_password, f, NULL);
}

static void
tear_down (Fixture *f)
{
  dex_await (berth_rdp_session_close (f->session), NULL);
  g_assert_finalize_object (f->session);
  for (guint i = 0; i < f->ends->len; i++)
    close (GPOINTER_TO_INT (g_ptr_array_index (f->ends, i)));
  g_ptr_array_unref (f->ends);
  g_bytes_unref (f->words);
}

/* FreeRDP tries once more by itself when the line drops, so either word is right. */
static void
expect_refusal (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
    dex_await (berth_rdp_session_connect (f->session, 800, 600, 1.0, NULL), &error));
  g_test_message ("%s", error->message);
  g_assert_true (
    g_error_matches (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL)
    || g_error_matches (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED));
}

static void
try_words (gconstpointer words, gsize size)
{
  Fixture f;

  set_up (&f, words, size, FALSE);
  expect_refusal (&f);
  tear_down (&f);
}

/* [MS-RDPBCGR] 2.2.1.2: a confirmation that chooses @protocol. */
static GByteArray *
make_confirmation (guint8 protocol)
{
  static const guint8 head[] = { 0x03, 0x00, 0x00, 0x13, 0x0E, 0xD0, 0x00, 0x00,
                                 0x12, 0x34, 0x00, 0x02, 0x00, 0x08, 0x00 };
  guint8 tail[] = { protocol, 0x00, 0x00, 0x00 };
  GByteArray *words = g_byte_array_new ();

  g_byte_array_append (words, head, sizeof head);
  g_byte_array_append (words, tail, sizeof tail);
  return words;
}

static void
test_closes_at_once (void)
{
  try_words ("", 0);
}

static void
test_garbage (void)
{
  g_autofree guint8 *noise = g_malloc (100000);

  for (gsize i = 0; i < 100000; i++)
    noise[i] = (guint8) g_test_rand_int ();
  try_words (noise, 100000);
  memset (noise, 'A', 100000);
  try_words (noise, 100000);
  try_words ("SSH-2.0-OpenSSH_9.9\r\n", 21);
  try_words ("HTTP/1.1 400 Bad Request\r\n\r\n", 28);
}

/* The right first words, then nonsense where TLS should begin. */
static void
test_garbage_for_tls (void)
{
  for (guint8 protocol = 0; protocol <= 8; protocol++) {
    g_autoptr (GByteArray) words = make_confirmation (protocol);
    guint8 noise[512];

    for (gsize i = 0; i < sizeof noise; i++)
      noise[i] = (guint8) g_test_rand_int ();
    g_byte_array_append (words, noise, sizeof noise);
    try_words (words->data, words->len);
  }
}

/* The security layer of old, which would show the password to anybody in between. */
static void
test_no_security (void)
{
  Fixture f;
  g_autoptr (GByteArray) words = make_confirmation (0);

  set_up (&f, words->data, words->len, TRUE);
  expect_refusal (&f);
  tear_down (&f);
}

static void
expect_late (gconstpointer words, gsize size)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f, words, size, TRUE);
  berth_rdp_session_set_connect_timeout (f.session, 1);
  g_assert_false (
    dex_await (berth_rdp_session_connect (f.session, 800, 600, 1.0, NULL), &error));
  g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_TIMED_OUT);
  tear_down (&f);
}

static void
test_silent (void)
{
  g_autoptr (GByteArray) words = make_confirmation (1);

  expect_late ("", 0);
  expect_late ("\x03\x00", 2);
  /* Where TLS should begin. */
  expect_late (words->data, words->len);
}

/* At any moment of the silence. */
static void
test_close_silent (void)
{
  for (guint i = 0; i < 12; i++) {
    Fixture f;
    g_autoptr (GByteArray) words = make_confirmation (1);
    DexFuture *connecting;
    g_autoptr (GError) error = NULL;
    gint64 start;

    set_up (&f, words->data, i % 2 == 0 ? 0 : words->len, TRUE);
    connecting = berth_rdp_session_connect (f.session, 800, 600, 1.0, NULL);
    for (guint j = 0; j < i; j++)
      dex_await (dex_timeout_new_usec (25000), NULL);
    start = g_get_monotonic_time ();
    dex_await (berth_rdp_session_close (f.session), NULL);
    g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
    g_assert_false (dex_await (connecting, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    tear_down (&f);
  }
}

static DexFuture *
refuse_to_dial (const char *host, guint16 port, gpointer data)
{
  return dex_future_new_reject (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_UNREACHABLE,
                                "no way");
}

static void
test_no_way (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f, "", 0, FALSE);
  berth_rdp_session_set_dial_func (f.session, refuse_to_dial, NULL, NULL);
  g_assert_false (
    dex_await (berth_rdp_session_connect (f.session, 800, 600, 1.0, NULL), &error));
  g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_UNREACHABLE);
  tear_down (&f);
}

/* Before it begins, and twice. */
static void
test_close_early (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f, "", 0, TRUE);
  dex_await (berth_rdp_session_close (f.session), NULL);
  g_assert_cmpint (berth_rdp_session_get_state (f.session), ==,
                   BERTH_SESSION_STATE_CLOSED);
  g_assert_false (
    dex_await (berth_rdp_session_connect (f.session, 800, 600, 1.0, NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/rdp/hostile/closes-at-once", test_closes_at_once);
  berth_test_add ("/rdp/hostile/garbage", test_garbage);
  berth_test_add ("/rdp/hostile/garbage-for-tls", test_garbage_for_tls);
  berth_test_add ("/rdp/hostile/no-security", test_no_security);
  berth_test_add ("/rdp/hostile/silent", test_silent);
  berth_test_add ("/rdp/hostile/close-silent", test_close_silent);
  berth_test_add ("/rdp/hostile/no-way", test_no_way);
  berth_test_add ("/rdp/hostile/close-early", test_close_early);
  return g_test_run ();
}
