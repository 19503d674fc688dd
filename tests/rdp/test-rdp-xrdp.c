/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-session.h"
#include "berth-remote-error.h"
#include "berth-test-relay.h"
#include "berth-test-shell.h"
#include "berth-test-viewer.h"
#include "berth-test-xrdp.h"
#include "berth-test.h"

#include <string.h>

#define WIDTH 800
#define HEIGHT 600
#define BLUE 0x336699

typedef struct {
  char *folder;
  BerthTestRdpServer *xrdp;
  BerthTestRelay *relay;
  BerthRdpSession *session;
  BerthTestViewer *viewer;
  BerthTestShell *shell;
  const char *password;
  guint passwords_asked;
} Fixture;

static DexFuture *
give_password (const char *user, guint attempt, gpointer data)
{
  Fixture *f = data;

  f->passwords_asked++;
  if (attempt > 1)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
  return dex_future_new_for_string (f->password);
}

static void
make_session (Fixture *f)
{
  g_autoptr (BerthRdpTarget) target = berth_rdp_target_new (
    "box", "127.0.0.1", berth_test_rdp_server_get_port (f->xrdp), BERTH_TEST_XRDP_USER);

  g_clear_pointer (&f->viewer, berth_test_viewer_free);
  g_clear_object (&f->session);
  f->session = berth_rdp_session_new (target);
  berth_rdp_session_set_dial_func (f->session, berth_test_relay_dial, f->relay, NULL);
  berth_rdp_session_set_password_func (f->session, give_password, f, NULL);
  berth_rdp_session_set_pinned_fingerprint (
    f->session, berth_test_rdp_server_get_fingerprint (f->xrdp));
  f->viewer = berth_test_viewer_new (f->session);
}

static gboolean
set_up (Fixture *f)
{
  memset (f, 0, sizeof *f);
  if (!berth_test_xrdp_can_run ())
    return FALSE;
  f->password = BERTH_TEST_XRDP_PASSWORD;
  f->folder = berth_test_make_folder ();
  f->shell = berth_test_shell_new (f->folder);
  f->xrdp = berth_test_xrdp_start (f->folder, "#336699");
  f->relay = berth_test_relay_new (berth_test_rdp_server_get_port (f->xrdp));
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
  berth_test_rdp_server_stop (f->xrdp);
  berth_test_shell_free (f->shell);
  berth_test_remove_folder (f->folder);
  g_free (f->folder);
}

static void
connect_now (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  dex_await (berth_rdp_session_connect (f->session, WIDTH, HEIGHT, 1.0, NULL), &error);
  g_assert_no_error (error);
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
  tear_down (&f);
}

static gboolean
follows (BerthTestViewer *viewer, gpointer data)
{
  return berth_rdp_session_get_size_follows (data);
}

/* As fast as a person can drag a corner; the last size counts, and then another one. */
static void
test_resize (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  connect_now (&f);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  berth_test_viewer_await (f.viewer, follows, f.session);
  for (guint i = 0; i <= 10; i++) {
    berth_rdp_session_request_size (f.session, 801 + i * 20, 600 + i * 13, 1.0);
    dex_await (dex_timeout_new_usec (20000), NULL);
  }
  berth_test_viewer_await_size (f.viewer, 1000, 730);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  for (guint i = 0; i < 10; i++) {
    berth_rdp_session_request_size (f.session, 700 + i * 10, 500, 1.0);
    dex_await (dex_timeout_new_usec (300000), NULL);
  }
  berth_test_viewer_await_size (f.viewer, 790, 500);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  g_assert_true (berth_rdp_session_get_size_follows (f.session));
  g_assert_cmpuint (berth_test_relay_get_n_dialled (f.relay), ==, 1);
  tear_down (&f);
}

static gboolean
is_back (BerthTestViewer *viewer, gpointer data)
{
  Fixture *f = data;

  return !berth_rdp_session_is_reconnecting (f->session)
         && berth_test_relay_get_n_dialled (f->relay) == 2;
}

/* The desktop is the same one, with the size that the window has meanwhile. */
static void
test_cut (void)
{
  Fixture f;

  if (!set_up (&f))
    return;
  connect_now (&f);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  berth_test_relay_cut (f.relay);
  berth_rdp_session_request_size (f.session, 900, 640, 1.0);
  berth_test_viewer_await (f.viewer, is_back, &f);
  berth_test_viewer_await_size (f.viewer, 900, 640);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  g_assert_cmpuint (f.passwords_asked, ==, 1);
  tear_down (&f);
}

/* What programs on the desktop see. */
static void
assert_monitors (Fixture *f, const char *expected)
{
  g_autoptr (GBytes) said
    = berth_test_shell_run (f->shell, "xrandr --listmonitors | awk '$3 {print $3}' | sed "
                                      "'s:/[0-9]*::g' | tr '\\n' ' '");
  g_autofree char *monitors
    = g_strndup (g_bytes_get_data (said, NULL), g_bytes_get_size (said));

  g_assert_cmpstr (monitors, ==, expected);
}

/* In the middle of each monitor; what lies in no monitor is never painted. */
static gboolean
are_both_blue (BerthTestViewer *viewer, gpointer data)
{
  return berth_test_viewer_shows (viewer, 320, 280, BLUE)
         && berth_test_viewer_shows (viewer, 1040, 300, BLUE);
}

static void
await_both_blue (Fixture *f)
{
  berth_test_viewer_await_size (f->viewer, 1440, 600);
  berth_test_viewer_await (f->viewer, are_both_blue, NULL);
  assert_monitors (f, "800x600+640+0 640x480+0+40 ");
}

/* The primary one on the right; the other has other measures. */
static void
test_monitors (void)
{
  static const BerthRdpMonitor monitors[] = {
    { .width = 800, .height = 600, .scale = 1.0, .is_primary = TRUE },
    { .x = -640, .y = 40, .width = 640, .height = 480, .scale = 1.5 },
  };
  Fixture f;

  if (!set_up (&f))
    return;
  connect_now (&f);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  assert_monitors (&f, "800x600+0+0 ");
  berth_rdp_session_request_monitors (f.session, monitors, G_N_ELEMENTS (monitors));
  await_both_blue (&f);
  berth_test_relay_cut (f.relay);
  berth_test_viewer_await (f.viewer, is_back, &f);
  await_both_blue (&f);
  berth_rdp_session_request_size (f.session, WIDTH, HEIGHT, 1.0);
  berth_test_viewer_await_size (f.viewer, WIDTH, HEIGHT);
  assert_monitors (&f, "800x600+0+0 ");
  tear_down (&f);
}

static gboolean
is_over (BerthTestViewer *viewer, gpointer data)
{
  return berth_rdp_session_get_state (data) > BERTH_SESSION_STATE_READY;
}

/* xrdp looks at the password when the connection is up already, and says no in its own
 * words, or hangs up. */
static void
test_wrong_password (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  if (!set_up (&f))
    return;
  f.password = "wrong";
  dex_await (berth_rdp_session_connect (f.session, WIDTH, HEIGHT, 1.0, NULL), &error);
  berth_test_viewer_await (f.viewer, is_over, f.session);
  g_test_message ("%s", berth_rdp_session_get_error (f.session)->message);
  g_assert_error (berth_rdp_session_get_error (f.session), BERTH_REMOTE_ERROR,
                  BERTH_REMOTE_ERROR_AUTH_FAILED);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/rdp/xrdp/picture", test_picture);
  berth_test_add ("/rdp/xrdp/resize", test_resize);
  berth_test_add ("/rdp/xrdp/cut", test_cut);
  berth_test_add ("/rdp/xrdp/monitors", test_monitors);
  berth_test_add ("/rdp/xrdp/wrong-password", test_wrong_password);
  return g_test_run ();
}
