/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-session.h"
#include "berth-remote-error.h"
#include "berth-ssh-session.h"
#include "berth-test-display.h"
#include "berth-test-sockets.h"
#include "berth-test-sshd.h"
#include "berth-test-viewer.h"
#include "berth-test-xrdp.h"
#include "berth-test.h"

#include <string.h>

#define BLUE 0x336699

/* A desktop as people get it: on its machine's loopback, through the SSH connection. */
typedef struct {
  char *folder;
  BerthTestSshd *sshd;
  BerthTestRdpServer *xrdp;
  BerthSshSession *ssh;
  BerthRdpSession *session;
  BerthTestViewer *viewer;
} Fixture;

static DexFuture *
give_password (const char *user, guint attempt, gpointer data)
{
  return dex_future_new_for_string (BERTH_TEST_XRDP_PASSWORD);
}

static DexFuture *
dial (const char *host, guint16 port, gpointer data)
{
  return berth_ssh_session_open_tunnel (data, host, port, NULL);
}

static void
connect_ssh (Fixture *f)
{
  const char *expected[] = { berth_test_sshd_get_fingerprint (f->sshd), NULL };
  g_autofree char *pins = g_build_filename (f->folder, "hosts.json", NULL);
  g_autoptr (BerthHostKeys) host_keys = berth_host_keys_new (pins);
  g_autoptr (BerthSshTarget) target = berth_ssh_target_new (
    "127.0.0.1", berth_test_sshd_get_port (f->sshd), berth_test_sshd_get_user (f->sshd),
    berth_test_sshd_get_key_path (f->sshd), "/vm", expected);
  g_autoptr (GError) error = NULL;

  f->ssh = berth_ssh_session_new (target, host_keys);
  dex_await (berth_ssh_session_connect (f->ssh, NULL), &error);
  g_assert_no_error (error);
}

static void
make_session (Fixture *f, guint16 port)
{
  g_autoptr (BerthRdpTarget) target
    = berth_rdp_target_new ("box", "127.0.0.1", port, BERTH_TEST_XRDP_USER);

  f->session = berth_rdp_session_new (target);
  berth_rdp_session_set_dial_func (f->session, dial, g_object_ref (f->ssh),
                                   g_object_unref);
  berth_rdp_session_set_password_func (f->session, give_password, f, NULL);
  berth_rdp_session_set_pinned_fingerprint (
    f->session, berth_test_rdp_server_get_fingerprint (f->xrdp));
  berth_rdp_session_set_features (f->session, BERTH_RDP_FEATURE_CLIPBOARD);
  berth_rdp_session_set_reconnects (f->session, 0);
  f->viewer = berth_test_viewer_new (f->session);
}

static gboolean
set_up (Fixture *f)
{
  g_autofree char *desktop = NULL;

  memset (f, 0, sizeof *f);
  if (!berth_test_xrdp_can_run ())
    return FALSE;
  f->folder = berth_test_make_folder ();
  desktop = g_build_filename (f->folder, "desktop", NULL);
  f->sshd = berth_test_sshd_start (f->folder);
  if (f->sshd == NULL)
    return FALSE;
  f->xrdp = berth_test_xrdp_start (desktop, "#336699");
  connect_ssh (f);
  return TRUE;
}

static void
tear_down (Fixture *f)
{
  dex_await (berth_rdp_session_close (f->session), NULL);
  berth_test_viewer_free (f->viewer);
  g_assert_finalize_object (f->session);
  dex_await (berth_ssh_session_close (f->ssh), NULL);
  g_assert_finalize_object (f->ssh);
  berth_test_rdp_server_stop (f->xrdp);
  berth_test_sshd_stop (f->sshd);
  berth_test_remove_folder (f->folder);
  g_free (f->folder);
}

static void
test_open (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  if (!set_up (&f))
    return;
  make_session (&f, berth_test_rdp_server_get_port (f.xrdp));
  dex_await (berth_rdp_session_connect (f.session, 800, 600, 1.0, NULL), &error);
  g_assert_no_error (error);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  g_assert_cmpuint (berth_test_count_listening (), ==, 0);
  tear_down (&f);
}

static void
on_state (gpointer data)
{
  DexPromise *promise = data;

  if (dex_future_is_pending (DEX_FUTURE (promise)))
    dex_promise_resolve_boolean (promise, TRUE);
}

/* The machine goes: the desktop ends with it, and says so. */
static void
test_cut (void)
{
  Fixture f;
  DexPromise *changed = dex_promise_new ();
  gulong handler;

  if (!set_up (&f))
    return;
  make_session (&f, berth_test_rdp_server_get_port (f.xrdp));
  dex_await (berth_rdp_session_connect (f.session, 800, 600, 1.0, NULL), NULL);
  berth_test_viewer_await_colour (f.viewer, BLUE);
  handler = g_signal_connect_swapped (f.session, "notify::state", G_CALLBACK (on_state),
                                      changed);
  berth_test_sshd_kill_connections (f.sshd);
  dex_await (DEX_FUTURE (changed), NULL);
  g_signal_handler_disconnect (f.session, handler);
  g_assert_cmpint (berth_rdp_session_get_state (f.session), ==,
                   BERTH_SESSION_STATE_FAILED);
  tear_down (&f);
}

/* What the machine says about its own port is what is shown. */
static void
test_nobody_there (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  if (!set_up (&f))
    return;
  make_session (&f, berth_test_find_free_port ());
  g_assert_false (
    dex_await (berth_rdp_session_connect (f.session, 800, 600, 1.0, NULL), &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_REFUSED);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/rdp/tunnel/open", test_open);
  berth_test_add ("/rdp/tunnel/cut", test_cut);
  berth_test_add ("/rdp/tunnel/nobody-there", test_nobody_there);
  return g_test_run ();
}
