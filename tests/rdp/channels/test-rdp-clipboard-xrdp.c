/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-session.h"
#include "berth-test-display.h"
#include "berth-test-shell.h"
#include "berth-test-viewer.h"
#include "berth-test-xrdp.h"
#include "berth-test.h"

#include <string.h>

#define BLUE 0x336699
#define TEXT "text/plain;charset=utf-8"

typedef struct {
  char *folder;
  BerthTestShell *shell;
  BerthTestRdpServer *xrdp;
  BerthRdpSession *session;
  BerthRdpClipboard *clipboard;
  BerthTestViewer *viewer;
  GBytes *offered;
} Fixture;

static DexFuture *
give_password (const char *user, guint attempt, gpointer data)
{
  return dex_future_new_for_string (BERTH_TEST_XRDP_PASSWORD);
}

static gboolean
set_up (Fixture *f)
{
  g_autoptr (BerthRdpTarget) target = NULL;
  g_autoptr (GError) error = NULL;
  static const char *const programs[] = { "xclip", "xrdp-chansrv", NULL };

  memset (f, 0, sizeof *f);
  if (!berth_test_xrdp_can_run () || !berth_test_has_programs (programs))
    return FALSE;
  f->folder = berth_test_make_folder ();
  f->shell = berth_test_shell_new (f->folder);
  f->xrdp = berth_test_xrdp_start (f->folder, "#336699");
  target = berth_rdp_target_new (
    "box", "127.0.0.1", berth_test_rdp_server_get_port (f->xrdp), BERTH_TEST_XRDP_USER);
  f->session = berth_rdp_session_new (target);
  f->clipboard = berth_rdp_session_get_clipboard (f->session);
  berth_rdp_session_set_password_func (f->session, give_password, f, NULL);
  berth_rdp_session_set_pinned_fingerprint (
    f->session, berth_test_rdp_server_get_fingerprint (f->xrdp));
  berth_rdp_session_set_features (f->session, BERTH_RDP_FEATURE_CLIPBOARD);
  f->viewer = berth_test_viewer_new (f->session);
  dex_await (berth_rdp_session_connect (f->session, 800, 600, 1.0, NULL), &error);
  g_assert_no_error (error);
  berth_test_viewer_await_colour (f->viewer, BLUE);
  return TRUE;
}

static void
tear_down (Fixture *f)
{
  dex_await (berth_rdp_session_close (f->session), NULL);
  berth_test_viewer_free (f->viewer);
  g_assert_finalize_object (f->session);
  berth_test_rdp_server_stop (f->xrdp);
  berth_test_remove_folder (f->folder);
  g_clear_pointer (&f->offered, g_bytes_unref);
  g_free (f->folder);
  berth_test_shell_free (f->shell);
}

static void
on_changed (gpointer data)
{
  DexPromise **promise = data;

  if (dex_future_is_pending (DEX_FUTURE (*promise)))
    dex_promise_resolve_boolean (*promise, TRUE);
}

static gboolean
has (Fixture *f, const char *mime)
{
  return g_strv_contains (berth_rdp_clipboard_get_formats (f->clipboard), mime);
}

/* Copies on the desktop, and waits until that is known here. */
static void
copy_there (Fixture *f, const char *command, const char *mime)
{
  DexPromise *promise = dex_promise_new ();
  gulong handler = g_signal_connect_swapped (f->clipboard, "formats-changed",
                                             G_CALLBACK (on_changed), &promise);
  g_autoptr (GBytes) said = berth_test_shell_run (f->shell, command);

  while (!has (f, mime)) {
    dex_await (dex_ref (DEX_FUTURE (promise)), NULL);
    dex_unref (promise);
    promise = dex_promise_new ();
  }
  g_signal_handler_disconnect (f->clipboard, handler);
  dex_unref (promise);
}

static void
assert_pastes (Fixture *f, const char *mime, const char *expected, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
    = dex_await_boxed (berth_rdp_clipboard_read (f->clipboard, mime, NULL), &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected,
                   size);
}

static DexFuture *
hand_over (const char *mime, gpointer user_data)
{
  Fixture *f = user_data;

  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_ref (f->offered));
}

/* Copies here; what the desktop makes of it arrives when it has told the desktop's
 * programs, so they are asked until they know. */
static GBytes *
copy_here (Fixture *f,
           const char *mime,
           gconstpointer data,
           gsize size,
           const char *target,
           const char *command)
{
  const char *const mimes[] = { mime, NULL };
  g_autofree char *wait = g_strdup_printf (
    "until xclip -selection clipboard -o -t TARGETS 2>/dev/null | grep -q '^%s$'; do :; "
    "done; %s",
    target, command);

  g_clear_pointer (&f->offered, g_bytes_unref);
  f->offered = g_bytes_new (data, size);
  berth_rdp_clipboard_offer (f->clipboard, mimes, hand_over, f, NULL);
  return berth_test_shell_run (f->shell, wait);
}

static void
test_text (void)
{
  Fixture f;
  static const char here[] = "여기에서\nto there 😀";
  static const char there[] = "여기에서\r\nto there 😀";
  g_autoptr (GBytes) said = NULL;

  if (!set_up (&f))
    return;
  copy_there (
    &f, "printf '저기에서\\nto here' | xclip -selection clipboard >/dev/null 2>&1", TEXT);
  assert_pastes (&f, TEXT, "저기에서\nto here", strlen ("저기에서\nto here"));
  said = copy_here (&f, TEXT, here, strlen (here), "UTF8_STRING",
                    "xclip -selection clipboard -o -t UTF8_STRING");
  /* The protocol has lines end in CR LF, and xrdp hands them on as they come. */
  g_assert_cmpmem (g_bytes_get_data (said, NULL), g_bytes_get_size (said), there,
                   strlen (there));
  tear_down (&f);
}

static char *
make_bmp (gsize *size)
{
  enum { SIDE = 64 };
  char *bmp;

  *size = 54 + 4 * SIDE * SIDE;
  bmp = g_malloc0 (*size);
  memcpy (bmp, "BM", 2);
  bmp[2] = (char) (*size & 0xff);
  bmp[3] = (char) (*size >> 8);
  bmp[10] = 54;
  bmp[14] = 40;
  bmp[18] = bmp[22] = SIDE;
  bmp[26] = 1;
  bmp[28] = 32;
  for (gsize i = 54; i < *size; i++)
    bmp[i] = (char) (i * 7);
  return bmp;
}

static void
test_picture (void)
{
  Fixture f;
  gsize size;
  g_autofree char *bmp = make_bmp (&size);
  g_autofree char *path = NULL;
  g_autoptr (GBytes) said = NULL;

  if (!set_up (&f))
    return;
  path = g_build_filename (berth_test_shell_get_home (f.shell), "picture.bmp", NULL);
  g_assert_true (g_file_set_contents_full (path, bmp, (gssize) size,
                                           G_FILE_SET_CONTENTS_NONE, 0644, NULL));
  copy_there (&f,
              "xclip -selection clipboard -t image/bmp -i picture.bmp >/dev/null 2>&1",
              "image/bmp");
  assert_pastes (&f, "image/bmp", bmp, size);
  said = copy_here (&f, "image/bmp", bmp, size, "image/bmp",
                    "xclip -selection clipboard -o -t image/bmp");
  g_assert_cmpmem (g_bytes_get_data (said, NULL), g_bytes_get_size (said), bmp, size);
  tear_down (&f);
}

static void
test_files (void)
{
  Fixture f;
  g_autofree char *to = NULL;
  g_autofree char *contents = NULL;
  g_auto (GStrv) paths = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  if (!set_up (&f))
    return;
  to = berth_test_make_folder ();
  copy_there (&f,
              "head -c 2000000 /dev/zero | tr '\\0' x >'a file'; "
              "printf 'file:///home/" BERTH_TEST_XRDP_USER "/a%%20file\\n' | "
              "xclip -selection clipboard -t text/uri-list >/dev/null 2>&1",
              "text/uri-list");
  paths
    = dex_await_boxed (berth_rdp_clipboard_fetch_files (f.clipboard, to, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (paths), ==, 1);
  g_assert_true (g_str_has_suffix (paths[0], "/a file"));
  g_assert_true (g_file_get_contents (paths[0], &contents, &size, NULL));
  g_assert_cmpuint (size, ==, 2000000);
  g_assert_cmpuint (strspn (contents, "x"), ==, 2000000);
  berth_test_remove_folder (to);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/rdp/clipboard/xrdp/text", test_text);
  berth_test_add ("/rdp/clipboard/xrdp/picture", test_picture);
  berth_test_add ("/rdp/clipboard/xrdp/files", test_files);
  return g_test_run ();
}
