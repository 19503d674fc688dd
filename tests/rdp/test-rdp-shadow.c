/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-future.h"
#include "berth-rdp-recording.h"
#include "berth-rdp-session.h"
#include "berth-remote-error.h"
#include "berth-test-display.h"
#include "berth-test-relay.h"
#include "berth-test-shadow.h"
#include "berth-test-viewer.h"
#include "berth-test.h"

#include <string.h>

#define WIDTH 800
#define HEIGHT 600
#define BLUE 0x336699
#define GREEN 0x228833

typedef struct {
  char *folder;
  BerthTestDisplay *display;
  BerthTestRdpServer *shadow;
  BerthTestRelay *relay;
  BerthRdpSession *session;
  BerthTestViewer *viewer;
  const char *password;
  guint passwords_asked;
  guint trust_asked;
  gboolean trust;
} Fixture;

static DexFuture *
give_password (const char *user, guint attempt, gpointer data)
{
  Fixture *f = data;

  g_assert_cmpstr (user, ==, BERTH_TEST_SHADOW_USER);
  g_assert_cmpuint (attempt, ==, ++f->passwords_asked);
  if (attempt > 2)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
  return dex_future_new_for_string (f->password);
}

static DexFuture *
give_trust (BerthRdpCertificate *certificate, gpointer data)
{
  Fixture *f = data;

  f->trust_asked++;
  g_assert_cmpstr (berth_rdp_certificate_get_fingerprint (certificate), ==,
                   berth_test_rdp_server_get_fingerprint (f->shadow));
  return dex_future_new_for_boolean (f->trust);
}

static void
make_session (Fixture *f)
{
  g_autoptr (BerthRdpTarget) target = berth_rdp_target_new (
    "box", "127.0.0.1", berth_test_rdp_server_get_port (f->shadow),
    BERTH_TEST_SHADOW_USER);

  g_clear_pointer (&f->viewer, berth_test_viewer_free);
  g_clear_object (&f->session);
  f->passwords_asked = 0;
  f->password = BERTH_TEST_SHADOW_PASSWORD;
  f->session = berth_rdp_session_new (target);
  berth_rdp_session_set_password_func (f->session, give_password, f, NULL);
  berth_rdp_session_set_pinned_fingerprint (
    f->session, berth_test_rdp_server_get_fingerprint (f->shadow));
  f->viewer = berth_test_viewer_new (f->session);
}

static gboolean
set_up (Fixture *f)
{
  memset (f, 0, sizeof *f);
  if (!berth_test_shadow_can_run ())
    return FALSE;
  f->folder = berth_test_make_folder ();
  f->display = berth_test_display_start (WIDTH, HEIGHT, "#336699");
  f->shadow = berth_test_shadow_start (f->folder, f->display);
  f->relay = berth_test_relay_new (berth_test_rdp_server_get_port (f->shadow));
  make_session (f);
  return TRUE;
}

static void
tear_down (Fixture *f)
{
  dex_await (berth_rdp_session_close (f->session), NULL);
  berth_test_viewer_free (f->viewer);
  g_assert_finalize_object (f->session);
  berth_test_relay_free (f->relay);
  berth_test_rdp_server_stop (f->shadow);
  berth_test_display_stop (f->display);
  berth_test_remove_folder (f->folder);
  g_free (f->folder);
}

static void
connect_now (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  dex_await (berth_rdp_session_connect (f->session, WIDTH, HEIGHT, 1.0, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpint (berth_rdp_session_get_state (f->session), ==,
                   BERTH_SESSION_STATE_READY);
}

static void
assert_refused (Fixture *f, BerthRemoteError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
    dex_await (berth_rdp_session_connect (f->session, WIDTH, HEIGHT, 1.0, NULL), &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, BERTH_REMOTE_ERROR, (gint) code);
  g_assert_cmpint (berth_rdp_session_get_state (f->session), ==,
                   BERTH_SESSION_STATE_FAILED);
  g_assert_error (berth_rdp_session_get_error (f->session), BERTH_REMOTE_ERROR,
                  (gint) code);
}

static void
test_picture (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  connect_now (&f);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  g_assert_cmpuint (berth_rdp_session_get_width (f.session), ==, WIDTH);
  g_assert_cmpuint (berth_rdp_session_get_height (f.session), ==, HEIGHT);
  berth_test_display_fill (f.display, "#228833");
  berth_test_viewer_await_colour (f.viewer, GREEN);
  g_assert_cmpuint (f.passwords_asked, ==, 1);
  g_assert_cmpuint (f.trust_asked, ==, 0);
  tear_down (&f);
}

static void
test_wrong_password (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  f.password = "wrong";
  assert_refused (&f, BERTH_REMOTE_ERROR_AUTH_FAILED);
  /* The third question was not answered. */
  g_assert_cmpuint (f.passwords_asked, ==, 3);
  tear_down (&f);
}

static DexFuture *
give_second_time (const char *user, guint attempt, gpointer data)
{
  return dex_future_new_for_string (attempt == 1 ? "wrong" : BERTH_TEST_SHADOW_PASSWORD);
}

static void
test_second_password (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  berth_rdp_session_set_password_func (f.session, give_second_time, NULL, NULL);
  connect_now (&f);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  tear_down (&f);
}

static void
test_no_password (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  berth_rdp_session_set_password_func (f.session, NULL, NULL, NULL);
  assert_refused (&f, BERTH_REMOTE_ERROR_AUTH_FAILED);
  tear_down (&f);
}

/* Nobody is asked for a password before the server is known to be the right one. */
static void
test_trust (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  berth_rdp_session_set_pinned_fingerprint (f.session, NULL);
  assert_refused (&f, BERTH_REMOTE_ERROR_HOST_KEY_UNKNOWN);
  make_session (&f);
  berth_rdp_session_set_pinned_fingerprint (f.session, NULL);
  berth_rdp_session_set_trust_func (f.session, give_trust, &f, NULL);
  assert_refused (&f, BERTH_REMOTE_ERROR_HOST_KEY_UNKNOWN);
  g_assert_cmpuint (f.trust_asked, ==, 1);
  g_assert_cmpuint (f.passwords_asked, ==, 0);
  make_session (&f);
  f.trust = TRUE;
  berth_rdp_session_set_pinned_fingerprint (f.session, NULL);
  berth_rdp_session_set_trust_func (f.session, give_trust, &f, NULL);
  connect_now (&f);
  g_assert_cmpuint (f.trust_asked, ==, 2);
  g_assert_nonnull (berth_rdp_session_get_certificate (f.session));
  tear_down (&f);
}

/* The person is not even asked. */
static void
test_changed_certificate (void)
{
  Fixture f;
  g_autofree char *old = NULL;

  if (!set_up (&f))
    return;
  old = g_strdup (berth_test_rdp_server_get_fingerprint (f.shadow));
  berth_test_rdp_server_stop (f.shadow);
  berth_test_shadow_forget_certificate (f.folder);
  f.shadow = berth_test_shadow_start (f.folder, f.display);
  g_assert_cmpstr (old, !=, berth_test_rdp_server_get_fingerprint (f.shadow));
  make_session (&f);
  f.trust = TRUE;
  berth_rdp_session_set_pinned_fingerprint (f.session, old);
  berth_rdp_session_set_trust_func (f.session, give_trust, &f, NULL);
  assert_refused (&f, BERTH_REMOTE_ERROR_HOST_KEY_CHANGED);
  g_assert_cmpuint (f.trust_asked, ==, 0);
  g_assert_cmpuint (f.passwords_asked, ==, 0);
  tear_down (&f);
}

static void
test_refused_port (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  berth_test_rdp_server_stop (f.shadow);
  assert_refused (&f, BERTH_REMOTE_ERROR_REFUSED);
  f.shadow = berth_test_shadow_start (f.folder, f.display);
  tear_down (&f);
}

static gboolean
is_back (BerthTestViewer *viewer, gpointer data)
{
  Fixture *f = data;

  return !berth_rdp_session_is_reconnecting (f->session)
         && berth_test_relay_get_n_dialled (f->relay) == 2;
}

static gboolean
is_reconnecting (BerthTestViewer *viewer, gpointer data)
{
  return berth_rdp_session_is_reconnecting (data);
}

static gboolean
is_over (BerthTestViewer *viewer, gpointer data)
{
  return berth_rdp_session_get_state (data) > BERTH_SESSION_STATE_READY;
}

static gboolean
is_reconnecting_or_over (BerthTestViewer *viewer, gpointer data)
{
  return berth_rdp_session_is_reconnecting (data)
         || berth_rdp_session_get_state (data) > BERTH_SESSION_STATE_READY;
}

/* Over a socket pair, as through SSH. Nobody is asked anything again. */
static void
test_cut (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  berth_rdp_session_set_dial_func (f.session, berth_test_relay_dial, f.relay, NULL);
  connect_now (&f);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  berth_test_relay_cut (f.relay);
  berth_test_viewer_await (f.viewer, is_reconnecting, f.session);
  g_assert_cmpint (berth_rdp_session_get_state (f.session), ==,
                   BERTH_SESSION_STATE_READY);
  berth_test_viewer_await (f.viewer, is_back, &f);
  berth_test_display_fill (f.display, "#228833");
  berth_test_viewer_await_colour (f.viewer, GREEN);
  g_assert_cmpuint (f.passwords_asked, ==, 1);
  tear_down (&f);
}

static void
test_cut_for_good (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  berth_rdp_session_set_dial_func (f.session, berth_test_relay_dial, f.relay, NULL);
  berth_rdp_session_set_reconnects (f.session, 2);
  connect_now (&f);
  berth_test_relay_set_down (f.relay, TRUE);
  berth_test_relay_cut (f.relay);
  berth_test_viewer_await (f.viewer, is_over, f.session);
  g_assert_cmpint (berth_rdp_session_get_state (f.session), ==,
                   BERTH_SESSION_STATE_FAILED);
  g_assert_error (berth_rdp_session_get_error (f.session), BERTH_REMOTE_ERROR,
                  BERTH_REMOTE_ERROR_REFUSED);
  g_assert_cmpuint (berth_test_relay_get_n_dialled (f.relay), ==, 3);
  g_assert_false (berth_rdp_session_is_reconnecting (f.session));
  tear_down (&f);
}

static gboolean
is_back_or_over (BerthTestViewer *viewer, gpointer data)
{
  return !berth_rdp_session_is_reconnecting (data);
}

/* Each time it comes back, and goes at once: that too has an end. */
static void
test_cut_again_and_again (void)
{
  Fixture f;
  guint n_cuts = 0;

  if (!set_up (&f))
    return;
  berth_rdp_session_set_dial_func (f.session, berth_test_relay_dial, f.relay, NULL);
  berth_rdp_session_set_reconnects (f.session, 2);
  connect_now (&f);
  while (berth_rdp_session_get_state (f.session) == BERTH_SESSION_STATE_READY
         && n_cuts < 4) {
    berth_test_relay_cut (f.relay);
    n_cuts++;
    berth_test_viewer_await (f.viewer, is_reconnecting_or_over, f.session);
    berth_test_viewer_await (f.viewer, is_back_or_over, f.session);
  }
  g_assert_cmpuint (n_cuts, ==, 3);
  g_assert_cmpuint (berth_test_relay_get_n_dialled (f.relay), ==, 3);
  g_assert_error (berth_rdp_session_get_error (f.session), BERTH_REMOTE_ERROR,
                  BERTH_REMOTE_ERROR_CLOSED);
  tear_down (&f);
}

static void
test_spoilt (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  berth_rdp_session_set_dial_func (f.session, berth_test_relay_dial, f.relay, NULL);
  connect_now (&f);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  berth_test_relay_spoil (f.relay);
  berth_test_viewer_await (f.viewer, is_back, &f);
  berth_test_display_fill (f.display, "#228833");
  berth_test_viewer_await_colour (f.viewer, GREEN);
  tear_down (&f);
}

static DexFuture *
trust_always (BerthRdpCertificate *certificate, gpointer data)
{
  guint *asked = data;

  (*asked)++;
  return dex_future_new_true ();
}

/* Another server comes up in the old one's place while the way is cut. Nobody is asked
 * whether that is right. */
static void
test_changed_meanwhile (void)
{
  Fixture f;
  guint asked = 0;

  if (!set_up (&f))
    return;
  berth_rdp_session_set_pinned_fingerprint (f.session, NULL);
  berth_rdp_session_set_trust_func (f.session, trust_always, &asked, NULL);
  berth_rdp_session_set_dial_func (f.session, berth_test_relay_dial, f.relay, NULL);
  connect_now (&f);
  berth_test_relay_set_down (f.relay, TRUE);
  berth_test_relay_cut (f.relay);
  berth_test_rdp_server_stop (f.shadow);
  berth_test_shadow_forget_certificate (f.folder);
  f.shadow = berth_test_shadow_start (f.folder, f.display);
  berth_test_relay_set_port (f.relay, berth_test_rdp_server_get_port (f.shadow));
  berth_test_relay_set_down (f.relay, FALSE);
  berth_test_viewer_await (f.viewer, is_over, f.session);
  g_assert_error (berth_rdp_session_get_error (f.session), BERTH_REMOTE_ERROR,
                  BERTH_REMOTE_ERROR_HOST_KEY_CHANGED);
  g_assert_cmpuint (asked, ==, 1);
  g_assert_cmpuint (f.passwords_asked, ==, 1);
  tear_down (&f);
}

/* While it waits for its next try. */
static void
test_close_reconnecting (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  berth_rdp_session_set_dial_func (f.session, berth_test_relay_dial, f.relay, NULL);
  connect_now (&f);
  berth_test_relay_set_down (f.relay, TRUE);
  berth_test_relay_cut (f.relay);
  berth_test_viewer_await (f.viewer, is_reconnecting, f.session);
  dex_await (berth_rdp_session_close (f.session), NULL);
  g_assert_cmpint (berth_rdp_session_get_state (f.session), ==,
                   BERTH_SESSION_STATE_CLOSED);
  tear_down (&f);
}

static void
test_resize (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  connect_now (&f);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  /* This server shows a display that is as large as it is; asking must do no harm. */
  for (guint i = 0; i < 10; i++)
    berth_rdp_session_request_size (f.session, 640 + i * 10, 480 + i * 7, 1.0);
  berth_test_display_fill (f.display, "#228833");
  berth_test_viewer_await_colour (f.viewer, GREEN);
  g_assert_cmpuint (berth_rdp_session_get_width (f.session), ==, WIDTH);
  g_assert_cmpint (berth_rdp_session_get_state (f.session), ==,
                   BERTH_SESSION_STATE_READY);
  tear_down (&f);
}

static void
test_hidden (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  connect_now (&f);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  berth_rdp_session_set_visible (f.session, FALSE);
  berth_test_display_fill (f.display, "#228833");
  berth_rdp_session_set_visible (f.session, TRUE);
  berth_test_viewer_await_colour (f.viewer, GREEN);
  tear_down (&f);
}

static DexFuture *
never_dial (const char *host, guint16 port, gpointer data)
{
  return dex_future_new_infinite ();
}

/* What was seen once is seen again, without a server. */
static void
test_recording (void)
{
  Fixture f;
  g_autofree char *path = NULL;

  if (!set_up (&f))
    return;
  path = g_build_filename (f.folder, "recording", NULL);
  berth_rdp_session_record (f.session, path);
  connect_now (&f);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  berth_test_display_fill (f.display, "#228833");
  berth_test_viewer_await_colour (f.viewer, GREEN);
  dex_await (berth_rdp_session_close (f.session), NULL);

  make_session (&f);
  berth_rdp_session_set_dial_func (f.session, never_dial, NULL, NULL);
  berth_rdp_session_replay (f.session, path, TRUE);
  connect_now (&f);
  berth_test_viewer_await (f.viewer, is_over, f.session);
  g_assert_error (berth_rdp_session_get_error (f.session), BERTH_REMOTE_ERROR,
                  BERTH_REMOTE_ERROR_CLOSED);
  g_assert_true (berth_test_viewer_is_all (f.viewer, GREEN));
  g_assert_cmpuint (f.passwords_asked, ==, 0);
  tear_down (&f);
}

static gboolean
has_statistics (BerthTestViewer *viewer, gpointer data)
{
  const BerthRdpStatistics *statistics = berth_rdp_session_get_statistics (data);

  return statistics != NULL && statistics->codec != NULL;
}

typedef struct {
  BerthRdpSession *session;
  gboolean bytes;
  gboolean frames;
} Traffic;

/* A picture's bytes may come in one second and the picture in the next. */
static gboolean
has_traffic (BerthTestViewer *viewer, gpointer data)
{
  Traffic *seen = data;
  const BerthRdpStatistics *statistics = berth_rdp_session_get_statistics (seen->session);

  seen->bytes = seen->bytes || statistics->bytes_in_per_second > 0;
  seen->frames = seen->frames || statistics->frames_per_second > 0;
  return seen->bytes && seen->frames;
}

static void
test_statistics (void)
{
  Fixture f;
  Traffic seen = { NULL, FALSE, FALSE };

  if (!set_up (&f))
    return;
  seen.session = f.session;
  connect_now (&f);
  berth_rdp_session_set_watch_statistics (f.session, TRUE);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  berth_test_viewer_await (f.viewer, has_statistics, f.session);
  g_test_message ("%s", berth_rdp_session_get_statistics (f.session)->codec);
  berth_test_display_fill (f.display, "#228833");
  berth_test_viewer_await (f.viewer, has_traffic, &seen);
  berth_rdp_session_set_watch_statistics (f.session, FALSE);
  g_assert_null (berth_rdp_session_get_statistics (f.session));
  tear_down (&f);
}

/* What an X client sees of the person's hands. */
static GDataInputStream *
start_watcher (Fixture *f, GSubprocess **process)
{
  g_autoptr (GSubprocessLauncher) launcher
    = berth_test_make_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  GDataInputStream *output;
  g_autofree char *ready = NULL;

  g_subprocess_launcher_setenv (launcher, "DISPLAY",
                                berth_test_display_get_name (f->display), TRUE);
  *process
    = g_subprocess_launcher_spawn (launcher, NULL, g_getenv ("BERTH_X_WATCHER"), NULL);
  g_assert_nonnull (*process);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (*process));
  ready = berth_test_read_line_with (output, "ready");
  g_assert_nonnull (ready);
  return output;
}

static DexFuture *
read_line_fiber (gpointer data)
{
  char *line = g_data_input_stream_read_line (data, NULL, NULL, NULL);

  return line != NULL ? dex_future_new_take_string (line)
                      : dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CLOSED, "ended");
}

static void
expect_seen (GDataInputStream *watcher, const char *expected)
{
  g_autofree char *line = dex_await_string (
    berth_future_spawn_thread (read_line_fiber, g_object_ref (watcher), g_object_unref),
    NULL);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_input (void)
{
  Fixture f;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) watcher = NULL;

  if (!set_up (&f))
    return;
  watcher = start_watcher (&f, &process);
  connect_now (&f);
  berth_rdp_session_send_pointer_motion (f.session, 100, 50);
  berth_rdp_session_send_pointer_button (f.session, 1, TRUE, 123, 45);
  berth_rdp_session_send_pointer_button (f.session, 1, FALSE, 123, 45);
  berth_rdp_session_send_pointer_button (f.session, 3, TRUE, 123, 45);
  berth_rdp_session_send_pointer_button (f.session, 3, FALSE, 123, 45);
  berth_rdp_session_send_wheel (f.session, 0, 60, 10, 20);
  berth_rdp_session_send_wheel (f.session, 0, 60, 10, 20);
  berth_rdp_session_send_wheel (f.session, 0, -120, 10, 20);
  /* The key that is A in the Latin layouts, and the right Control key. */
  berth_rdp_session_send_key (f.session, 0x1E, TRUE, FALSE);
  berth_rdp_session_send_key (f.session, 0x1E, FALSE, FALSE);
  berth_rdp_session_send_key (f.session, 0x11D, TRUE, FALSE);
  berth_rdp_session_send_key (f.session, 0x11D, FALSE, FALSE);
  expect_seen (watcher, "button 1 down 123,45");
  expect_seen (watcher, "button 1 up 123,45");
  expect_seen (watcher, "button 3 down 123,45");
  expect_seen (watcher, "button 3 up 123,45");
  expect_seen (watcher, "button 5 down 10,20");
  expect_seen (watcher, "button 5 up 10,20");
  expect_seen (watcher, "button 4 down 10,20");
  expect_seen (watcher, "button 4 up 10,20");
  expect_seen (watcher, "key 38 down");
  expect_seen (watcher, "key 38 up");
  expect_seen (watcher, "key 105 down");
  expect_seen (watcher, "key 105 up");
  g_subprocess_force_exit (process);
  tear_down (&f);
}

static DexFuture *
never_trust (BerthRdpCertificate *certificate, gpointer data)
{
  return dex_future_new_infinite ();
}

static DexFuture *
never_answer (const char *user, guint attempt, gpointer data)
{
  return dex_future_new_infinite ();
}

/* Closing must not hang or leak wherever the session is: a bit further each time, and
 * with each of the questions open. */
static void
test_close_at_every_stage (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  for (guint stage = 0; stage < 32; stage++) {
    g_autoptr (GError) error = NULL;
    DexFuture *connecting;

    make_session (&f);
    if (stage % 4 == 1) {
      berth_rdp_session_set_pinned_fingerprint (f.session, NULL);
      berth_rdp_session_set_trust_func (f.session, never_trust, NULL, NULL);
    } else if (stage % 4 == 2) {
      berth_rdp_session_set_password_func (f.session, never_answer, NULL, NULL);
    } else if (stage % 8 == 3) {
      berth_rdp_session_set_dial_func (f.session, never_dial, NULL, NULL);
    }
    connecting = berth_rdp_session_connect (f.session, WIDTH, HEIGHT, 1.0, NULL);
    for (guint i = 0; i < stage; i++)
      dex_await (dex_timeout_new_usec (8000), NULL);
    dex_await (berth_rdp_session_close (f.session), NULL);
    dex_await (connecting, &error);
    if (error != NULL)
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpint (berth_rdp_session_get_state (f.session), ==,
                     BERTH_SESSION_STATE_CLOSED);
  }
  tear_down (&f);
}

static void
test_cancel (void)
{
  Fixture f;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *connecting;

  if (!set_up (&f))
    return;
  berth_rdp_session_set_password_func (f.session, never_answer, NULL, NULL);
  connecting = berth_rdp_session_connect (f.session, WIDTH, HEIGHT, 1.0, cancellable);
  while (berth_rdp_session_get_state (f.session) != BERTH_SESSION_STATE_AUTHENTICATING)
    dex_await (dex_timeout_new_usec (1000), NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (dex_await (connecting, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  tear_down (&f);
}

static gboolean
has_session_thread (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (tasks)) != NULL) {
    g_autofree char *path = g_build_filename ("/proc/self/task", name, "comm", NULL);
    g_autofree char *comm = NULL;

    if (g_file_get_contents (path, &comm, NULL, NULL)
        && g_str_has_prefix (comm, "berth-rdp"))
      return TRUE;
  }
  return FALSE;
}

/* Letting go is closing. */
static void
test_drop (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  for (guint i = 0; i < 4; i++) {
    make_session (&f);
    if (i % 2 == 0)
      connect_now (&f);
    else
      dex_future_disown (berth_rdp_session_connect (f.session, WIDTH, HEIGHT, 1.0, NULL));
  }
  make_session (&f);
  /* Nobody holds a future for those threads, but they end. */
  while (has_session_thread ())
    dex_await (dex_timeout_new_usec (5000), NULL);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/rdp/shadow/picture", test_picture);
  berth_test_add ("/rdp/shadow/wrong-password", test_wrong_password);
  berth_test_add ("/rdp/shadow/second-password", test_second_password);
  berth_test_add ("/rdp/shadow/no-password", test_no_password);
  berth_test_add ("/rdp/shadow/trust", test_trust);
  berth_test_add ("/rdp/shadow/changed-certificate", test_changed_certificate);
  berth_test_add ("/rdp/shadow/refused-port", test_refused_port);
  berth_test_add ("/rdp/shadow/cut", test_cut);
  berth_test_add ("/rdp/shadow/cut-for-good", test_cut_for_good);
  berth_test_add ("/rdp/shadow/cut-again-and-again", test_cut_again_and_again);
  berth_test_add ("/rdp/shadow/spoilt", test_spoilt);
  berth_test_add ("/rdp/shadow/changed-meanwhile", test_changed_meanwhile);
  berth_test_add ("/rdp/shadow/close-reconnecting", test_close_reconnecting);
  berth_test_add ("/rdp/shadow/resize", test_resize);
  berth_test_add ("/rdp/shadow/hidden", test_hidden);
  berth_test_add ("/rdp/shadow/recording", test_recording);
  berth_test_add ("/rdp/shadow/statistics", test_statistics);
  berth_test_add ("/rdp/shadow/input", test_input);
  berth_test_add ("/rdp/shadow/close-at-every-stage", test_close_at_every_stage);
  berth_test_add ("/rdp/shadow/cancel", test_cancel);
  berth_test_add ("/rdp/shadow/drop", test_drop);
  return g_test_run ();
}
