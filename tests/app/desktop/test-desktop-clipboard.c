/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-clipboard.h"

#include "berth-app-test.h"
#include "berth-desktop-copied.h"
#include "berth-rdp-session.h"
#include "berth-test-display.h"
#include "berth-test-shell.h"
#include "berth-test-viewer.h"
#include "berth-test-xrdp.h"
#include "berth-test.h"

#include <string.h>

#define BLUE 0x336699
#define XCLIP "xclip -selection clipboard "
#define SIDE 8

/* A desktop with a clipboard, and this display's own, which other programs use too. */
typedef struct {
  char *folder;
  BerthTestShell *shell;
  BerthTestRdpServer *xrdp;
  BerthRdpSession *session;
  BerthTestViewer *viewer;
  GdkClipboard *here;
  BerthDesktopClipboard *clipboard;
} Fixture;

static DexFuture *
give_password (const char *user, guint attempt, gpointer data)
{
  return dex_future_new_for_string (BERTH_TEST_XRDP_PASSWORD);
}

static BerthRdpSession *
open_session (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthRdpTarget) target = berth_rdp_target_new (
    "box", "127.0.0.1", berth_test_rdp_server_get_port (f->xrdp), BERTH_TEST_XRDP_USER);
  BerthRdpSession *session = berth_rdp_session_new (target);

  berth_rdp_session_set_password_func (session, give_password, f, NULL);
  berth_rdp_session_set_pinned_fingerprint (
    session, berth_test_rdp_server_get_fingerprint (f->xrdp));
  berth_rdp_session_set_features (session, BERTH_RDP_FEATURE_CLIPBOARD);
  f->viewer = berth_test_viewer_new (session);
  dex_await (berth_rdp_session_connect (session, 800, 600, 1.0, NULL), &error);
  g_assert_no_error (error);
  berth_test_viewer_await_colour (f->viewer, BLUE);
  return session;
}

static gboolean
set_up (Fixture *f)
{
  static const char *const programs[] = { "xclip", "xrdp-chansrv", NULL };

  memset (f, 0, sizeof *f);
  if (!berth_test_xrdp_can_run () || !berth_test_has_programs (programs))
    return FALSE;
  f->folder = berth_test_make_folder ();
  f->shell = berth_test_shell_new (f->folder);
  f->xrdp = berth_test_xrdp_start (f->folder, "#336699");
  f->session = open_session (f);
  f->here = gdk_display_get_clipboard (gdk_display_get_default ());
  f->clipboard
    = berth_desktop_clipboard_new (f->here, berth_rdp_session_get_clipboard (f->session));
  return TRUE;
}

static void
tear_down (Fixture *f)
{
  g_assert_finalize_object (f->clipboard);
  gdk_clipboard_set_content (f->here, NULL);
  dex_await (berth_rdp_session_close (f->session), NULL);
  berth_test_viewer_free (f->viewer);
  g_assert_finalize_object (f->session);
  berth_test_rdp_server_stop (f->xrdp);
  berth_test_shell_free (f->shell);
  berth_test_remove_folder (f->folder);
  g_free (f->folder);
}

static void
on_communicated (GObject *process, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;
  GBytes *output = NULL;

  g_subprocess_communicate_finish (G_SUBPROCESS (process), result, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (G_SUBPROCESS (process)));
  if (output == NULL)
    output = g_bytes_new (NULL, 0);
  dex_promise_resolve_boxed (promise, G_TYPE_BYTES, output);
}

/* Another program of this display, which this one has to answer meanwhile. */
static GBytes *
run_here (const char *command, GBytes *input, GSubprocessFlags flags)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
    = g_subprocess_new (flags, &error, "sh", "-c", command, NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_async (process, input, NULL, on_communicated,
                                  dex_ref (promise));
  return dex_await_boxed (dex_ref (DEX_FUTURE (promise)), NULL);
}

static GBytes *
paste_here (const char *target)
{
  g_autofree char *command = g_strdup_printf (XCLIP "-o -t '%s'", target);

  return run_here (command, NULL, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
}

/* It stays to hand out what it copied. */
static void
copy_here (const char *target, gconstpointer data, gsize size)
{
  g_autofree char *command = g_strdup_printf (XCLIP "-i -t '%s' >/dev/null 2>&1", target);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) nothing = run_here (command, bytes, G_SUBPROCESS_FLAGS_STDIN_PIPE);
}

/* Until the desktop's own programs are told. */
static GBytes *
paste_there (Fixture *f, const char *target)
{
  g_autofree char *command = g_strdup_printf (
    "until " XCLIP "-o -t TARGETS 2>/dev/null | grep -q '^%s$'; do :; done; " XCLIP
    "-o -t '%s'",
    target, target);

  return berth_test_shell_run (f->shell, command);
}

static void
on_changed (GdkClipboard *here, gpointer promise)
{
  if (BERTH_IS_DESKTOP_COPIED (gdk_clipboard_get_content (here))
      && dex_future_is_pending (promise))
    dex_promise_resolve_boolean (promise, TRUE);
}

/* Until this display's programs are told. */
static void
copy_there (Fixture *f, const char *command)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();
  gulong handler
    = g_signal_connect (f->here, "changed", G_CALLBACK (on_changed), promise);
  g_autoptr (GBytes) said = berth_test_shell_run (f->shell, command);

  dex_await (dex_ref (DEX_FUTURE (promise)), NULL);
  g_signal_handler_disconnect (f->here, handler);
}

static void
assert_bytes (GBytes *bytes, const char *expected)
{
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected,
                   strlen (expected));
}

/* The wire has CR LF, a desktop's program may have it too: here a line ends in LF. */
static void
test_text_from_there (void)
{
  Fixture f;
  g_autoptr (GBytes) pasted = NULL;

  if (!set_up (&f))
    return;
  copy_there (&f, "printf '저기에서\\r\\nto here' | " XCLIP ">/dev/null 2>&1");
  pasted = paste_here ("UTF8_STRING");
  assert_bytes (pasted, "저기에서\nto here");
  tear_down (&f);
}

static void
test_text_from_here (void)
{
  Fixture f;
  static const char text[] = "여기에서\nto there 😀";
  g_autoptr (GBytes) pasted = NULL;

  if (!set_up (&f))
    return;
  copy_here ("UTF8_STRING", text, strlen (text));
  pasted = paste_there (&f, "UTF8_STRING");
  /* The protocol has lines end in CR LF, and xrdp hands them on as they come. */
  assert_bytes (pasted, "여기에서\r\nto there 😀");
  tear_down (&f);
}

static GdkTexture *
make_picture (void)
{
  g_autofree guint8 *pixels = g_malloc (3 * SIDE * SIDE);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 3 * SIDE * SIDE; i++)
    pixels[i] = (guint8) (i * 5);
  bytes = g_bytes_new (pixels, 3 * SIDE * SIDE);
  return gdk_memory_texture_new (SIDE, SIDE, GDK_MEMORY_R8G8B8, bytes, 3 * SIDE);
}

static void
download (GdkTexture *texture, guint32 *pixels)
{
  g_assert_cmpint (gdk_texture_get_width (texture), ==, SIDE);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, SIDE);
  gdk_texture_download (texture, (guchar *) pixels, 4 * SIDE);
}

static void
assert_picture (GBytes *file, GdkTexture *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (file, &error);
  guint32 pixels[SIDE * SIDE];
  guint32 others[SIDE * SIDE];

  g_assert_no_error (error);
  download (texture, pixels);
  download (expected, others);
  g_assert_cmpmem (pixels, sizeof pixels, others, sizeof others);
}

/* Programs here copy PNGs; xrdp takes nothing but BMPs. */
static void
test_picture_from_here (void)
{
  Fixture f;
  g_autoptr (GdkTexture) picture = make_picture ();
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (picture);
  g_autoptr (GBytes) pasted = NULL;

  if (!set_up (&f))
    return;
  copy_here ("image/png", g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  pasted = paste_there (&f, "image/bmp");
  assert_picture (pasted, picture);
  tear_down (&f);
}

static void
save_bmp (const char *path, GdkTexture *picture)
{
  const gsize size = 54 + 4 * SIDE * SIDE;
  g_autofree guint8 *bmp = g_malloc0 (size);
  guint32 pixels[SIDE * SIDE];

  download (picture, pixels);
  memcpy (bmp, "BM", 2);
  bmp[2] = size & 0xff;
  bmp[3] = size >> 8;
  bmp[10] = 54;
  bmp[14] = 40;
  bmp[18] = bmp[22] = SIDE;
  bmp[26] = 1;
  bmp[28] = 32;
  /* From the lowest row up. */
  for (guint row = 0; row < SIDE; row++)
    memcpy (bmp + 54 + row * 4 * SIDE, pixels + (SIDE - 1 - row) * SIDE, 4 * SIDE);
  g_assert_true (g_file_set_contents_full (path, (char *) bmp, (gssize) size,
                                           G_FILE_SET_CONTENTS_NONE, 0644, NULL));
}

/* The other way round: xrdp has a BMP, and many a program here takes only PNGs. */
static void
test_picture_from_there (void)
{
  Fixture f;
  g_autoptr (GdkTexture) picture = make_picture ();
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bmp = NULL;
  g_autoptr (GBytes) png = NULL;

  if (!set_up (&f))
    return;
  path = g_build_filename (berth_test_shell_get_home (f.shell), "picture.bmp", NULL);
  save_bmp (path, picture);
  copy_there (&f, XCLIP "-t image/bmp -i picture.bmp >/dev/null 2>&1");
  bmp = paste_here ("image/bmp");
  assert_picture (bmp, picture);
  png = paste_here ("image/png");
  assert_picture (png, picture);
  tear_down (&f);
}

/* Pasted files are there until something else is copied. */
static void
test_files_from_there (void)
{
  Fixture f;
  g_autoptr (GBytes) list = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;

  if (!set_up (&f))
    return;
  copy_there (&f, "echo hello >file; printf 'file:///home/" BERTH_TEST_XRDP_USER
                  "/file\n' | " XCLIP "-t text/uri-list >/dev/null 2>&1");
  list = paste_here ("text/uri-list");
  uri = g_strndup (g_bytes_get_data (list, NULL), g_bytes_get_size (list));
  path = g_filename_from_uri (g_strchomp (uri), NULL, NULL);
  folder = g_path_get_dirname (path);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  gdk_clipboard_set_text (f.here, "something else");
  while (g_file_test (folder, G_FILE_TEST_EXISTS))
    dex_await (dex_timeout_new_msec (10), NULL);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  berth_app_test_init (&argc, &argv);
  berth_test_add ("/desktop/clipboard/text-from-there", test_text_from_there);
  berth_test_add ("/desktop/clipboard/text-from-here", test_text_from_here);
  berth_test_add ("/desktop/clipboard/picture-from-here", test_picture_from_here);
  berth_test_add ("/desktop/clipboard/picture-from-there", test_picture_from_there);
  berth_test_add ("/desktop/clipboard/files-from-there", test_files_from_there);
  return g_test_run ();
}
