/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-remote-error.h"
#include "berth-test-cliprdr.h"
#include "berth-test.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  BerthTestCliprdr wires;
  BerthRdpClipboard *here;
  BerthRdpClipboard *there; /* plays the desktop */
  GBytes *bytes;            /* what it has on its clipboard */
  guint n_read;
} Fixture;

static gboolean
on_idle (gpointer promise)
{
  dex_promise_resolve_boolean (promise, TRUE);
  return G_SOURCE_REMOVE;
}

/* Until all that is on its way has arrived. */
static void
await_idle (void)
{
  DexPromise *promise = dex_promise_new ();

  g_idle_add_full (G_PRIORITY_LOW, on_idle, dex_ref (promise), dex_unref);
  dex_await (DEX_FUTURE (promise), NULL);
}

static void
set_up (Fixture *f)
{
  memset (f, 0, sizeof *f);
  f->here = berth_rdp_clipboard_new ();
  f->there = berth_rdp_clipboard_new ();
  berth_test_cliprdr_join (&f->wires, f->here, f->there);
}

static void
tear_down (Fixture *f)
{
  berth_test_cliprdr_part (&f->wires, f->here, f->there);
  await_idle ();
  g_assert_finalize_object (f->here);
  g_assert_finalize_object (f->there);
  g_clear_pointer (&f->bytes, g_bytes_unref);
}

static DexFuture *
hand_over (const char *mime, gpointer user_data)
{
  Fixture *f = user_data;

  f->n_read++;
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_ref (f->bytes));
}

static void
on_changed (gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* Copies over there, and waits until it is known here. */
static void
copy_there (Fixture *f, const char *mime, gconstpointer data, gsize size)
{
  const char *mimes[] = { mime, "application/x-unknown", NULL };
  gboolean changed = FALSE;
  gulong handler = g_signal_connect_swapped (f->here, "formats-changed",
                                             G_CALLBACK (on_changed), &changed);

  g_clear_pointer (&f->bytes, g_bytes_unref);
  f->bytes = g_bytes_new (data, size);
  berth_rdp_clipboard_offer (f->there, mimes, hand_over, f, NULL);
  while (!changed)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (f->here, handler);
}

static GBytes *
paste_here (Fixture *f, const char *mime, GError **error)
{
  return dex_await_boxed (berth_rdp_clipboard_read (f->here, mime, NULL), error);
}

static void
assert_goes_over (Fixture *f, const char *mime, gconstpointer data, gsize size)
{
  g_autoptr (GBytes) pasted = NULL;
  g_autoptr (GError) error = NULL;

  copy_there (f, mime, data, size);
  g_assert_cmpuint (g_strv_length ((char **) berth_rdp_clipboard_get_formats (f->here)),
                    ==, 1);
  g_assert_cmpstr (berth_rdp_clipboard_get_formats (f->here)[0], ==, mime);
  pasted = paste_here (f, mime, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (pasted, f->bytes));
}

static void
test_kinds (void)
{
  Fixture f;
  guint8 bmp[14 + 40 + 4] = { 'B', 'M', 58, 0, 0, 0, 0, 0, 0, 0, 54 };

  bmp[14] = 40;
  bmp[18] = bmp[22] = bmp[26] = 1;
  bmp[28] = 32;
  set_up (&f);
  assert_goes_over (&f, "text/plain;charset=utf-8", "한글\nb", 8);
  assert_goes_over (&f, "text/html",
                    "<html><body><!--StartFragment-->x<!--EndFragment--></body></html>",
                    65);
  assert_goes_over (&f, "image/png", "\x89PNG\r\n\x1a\nrest", 12);
  assert_goes_over (&f, "image/bmp", bmp, sizeof bmp);
  tear_down (&f);
}

/* Nothing moves before somebody pastes, and then as often as he does. */
static void
test_lazy (void)
{
  Fixture f;
  DexFuture *reads[3];

  set_up (&f);
  copy_there (&f, "text/plain;charset=utf-8", "x", 1);
  await_idle ();
  g_assert_cmpuint (f.n_read, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    reads[i] = berth_rdp_clipboard_read (f.here, "text/plain;charset=utf-8", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++) {
    g_autoptr (GBytes) bytes = dex_await_boxed (reads[i], NULL);

    g_assert_true (g_bytes_equal (bytes, f.bytes));
  }
  /* One question at a time: the wire has no numbers. */
  g_assert_cmpuint (f.wires.n_data_wanted, ==, 3);
  g_assert_cmpuint (f.n_read, ==, 3);
  tear_down (&f);
}

static void
test_nothing (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  copy_there (&f, "image/png", "no picture", 10);
  g_assert_null (paste_here (&f, "image/png", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (paste_here (&f, "text/html", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (paste_here (&f, "application/x-unknown", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  tear_down (&f);
}

static DexFuture *
never (const char *mime, gpointer user_data)
{
  Fixture *f = user_data;

  f->n_read++;
  return dex_future_new_infinite ();
}

static void
offer_silence (Fixture *f)
{
  static const char *const mimes[] = { "text/plain;charset=utf-8", NULL };

  copy_there (f, mimes[0], "x", 1);
  berth_rdp_clipboard_offer (f->there, mimes, never, f, NULL);
  await_idle ();
}

/* A program that never answers is a failed paste over there, not a hung desktop. */
static void
test_time_out (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  offer_silence (&f);
  berth_rdp_clipboard_set_answer_within (f.there, 20);
  g_assert_null (paste_here (&f, "text/plain;charset=utf-8", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  berth_rdp_clipboard_set_answer_within (f.there, 2000);
  berth_rdp_clipboard_set_answer_within (f.here, 20);
  g_assert_null (paste_here (&f, "text/plain;charset=utf-8", &error));
  g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_TIMED_OUT);
  tear_down (&f);
}

/* A desktop that swallows a question answers the next one. */
static void
test_swallowed (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pasted = NULL;
  DexFuture *first, *second;

  set_up (&f);
  offer_silence (&f);
  berth_rdp_clipboard_set_answer_within (f.here, 200);
  first = berth_rdp_clipboard_read (f.here, "text/plain;charset=utf-8", NULL);
  await_idle ();
  copy_there (&f, "text/plain;charset=utf-8", "hello", 5);
  second = berth_rdp_clipboard_read (f.here, "text/plain;charset=utf-8", NULL);
  pasted = dex_await_boxed (second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (pasted), ==, 5);
  g_assert_null (dex_await_boxed (first, &error));
  g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_TIMED_OUT);
  tear_down (&f);
}

static void
test_cancel_and_part (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  DexFuture *reading;

  set_up (&f);
  offer_silence (&f);
  reading = berth_rdp_clipboard_read (f.here, "text/plain;charset=utf-8", cancellable);
  while (f.n_read == 0)
    await_idle ();
  g_cancellable_cancel (cancellable);
  g_assert_null (dex_await_boxed (reading, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  reading = berth_rdp_clipboard_read (f.here, "text/plain;charset=utf-8", NULL);
  await_idle ();
  berth_test_cliprdr_part (&f.wires, f.here, f.there);
  g_assert_null (dex_await_boxed (reading, &error));
  g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED);
  g_assert_null (berth_rdp_clipboard_get_formats (f.here)[0]);
  g_clear_error (&error);
  g_assert_null (paste_here (&f, "text/plain;charset=utf-8", &error));
  g_assert_error (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED);
  tear_down (&f);
}

/* A desktop that was lost and is there again learns what was copied meanwhile. */
static void
test_reconnect (void)
{
  Fixture f;
  static const char *const mimes[] = { "text/plain;charset=utf-8", NULL };
  g_autoptr (GBytes) pasted = NULL;

  set_up (&f);
  berth_test_cliprdr_part (&f.wires, f.here, f.there);
  f.bytes = g_bytes_new_static ("later", 5);
  berth_rdp_clipboard_offer (f.there, mimes, hand_over, &f, NULL);
  await_idle ();
  g_assert_null (berth_rdp_clipboard_get_formats (f.here)[0]);
  berth_test_cliprdr_join (&f.wires, f.here, f.there);
  await_idle ();
  pasted = paste_here (&f, mimes[0], NULL);
  g_assert_nonnull (pasted);
  tear_down (&f);
}

static void
assert_file (const char *folder, const char *path, const char *contents, gsize size)
{
  g_autofree char *whole = g_build_filename (folder, path, NULL);
  g_autofree char *found = NULL;
  gsize found_size;

  g_assert_true (g_file_get_contents (whole, &found, &found_size, NULL));
  g_assert_cmpmem (found, found_size, contents, size);
}

typedef struct {
  char *from;
  char *to;
  char *big; /* more than one piece */
  char *uris;
} Folders;

#define BIG_BYTES (3 * 512 * 1024 + 7)

static void
make_folders (Folders *folders)
{
  g_autofree char *inner = NULL;
  g_autofree char *small = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *large = NULL;
  g_autofree char *uri = NULL;

  folders->from = berth_test_make_folder ();
  folders->to = berth_test_make_folder ();
  folders->big = g_malloc (BIG_BYTES);
  for (gsize i = 0; i < BIG_BYTES; i++)
    folders->big[i] = (char) (i * 7 + i / 251);
  inner = g_build_filename (folders->from, "폴더", NULL);
  small = g_build_filename (inner, "small", NULL);
  empty = g_build_filename (inner, "empty", NULL);
  large = g_build_filename (inner, "large", NULL);
  g_mkdir (inner, 0700);
  g_assert_true (g_file_set_contents (small, "hello", 5, NULL));
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  g_assert_true (g_file_set_contents (large, folders->big, BIG_BYTES, NULL));
  uri = g_filename_to_uri (inner, NULL, NULL);
  folders->uris = g_strconcat (uri, "\r\n", NULL);
}

static void
clear_folders (Folders *folders)
{
  berth_test_remove_folder (folders->from);
  berth_test_remove_folder (folders->to);
  g_free (folders->from);
  g_free (folders->to);
  g_free (folders->big);
  g_free (folders->uris);
}

static void
test_files (void)
{
  Fixture f;
  Folders folders;
  g_autoptr (BerthRdpFileList) list = NULL;
  g_auto (GStrv) paths = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  make_folders (&folders);
  copy_there (&f, "text/uri-list", folders.uris, strlen (folders.uris));
  list = dex_await_boxed (berth_rdp_clipboard_list_files (f.here, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (berth_rdp_file_list_get_size (list), ==, 4);
  paths = dex_await_boxed (berth_rdp_clipboard_fetch_files (f.here, folders.to, NULL),
                           &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (paths), ==, 1);
  g_assert_true (g_str_has_suffix (paths[0], "/폴더"));
  assert_file (paths[0], "small", "hello", 5);
  assert_file (paths[0], "empty", "", 0);
  assert_file (paths[0], "large", folders.big, BIG_BYTES);

  /* Never over what is there. */
  g_assert_null (
    dex_await_boxed (berth_rdp_clipboard_fetch_files (f.here, folders.to, NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  assert_file (paths[0], "small", "hello", 5);
  clear_folders (&folders);
  tear_down (&f);
}

/* A file that is gone, or has become shorter, is an error, and no half of it stays. */
static void
test_files_gone (void)
{
  Fixture f;
  Folders folders;
  g_autoptr (BerthRdpFileList) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *large = NULL;
  g_autofree char *copy = NULL;
  DexFuture *fetching;

  set_up (&f);
  make_folders (&folders);
  large = g_build_filename (folders.from, "폴더", "large", NULL);
  copy = g_build_filename (folders.to, "폴더", "large", NULL);
  copy_there (&f, "text/uri-list", folders.uris, strlen (folders.uris));
  list = dex_await_boxed (berth_rdp_clipboard_list_files (f.here, NULL), NULL);
  g_assert_nonnull (list);
  for (guint i = 0; i < berth_rdp_file_list_get_size (list); i++) {
    CLIPRDR_FILE_CONTENTS_REQUEST request = { 0 };

    /* Nothing but what is in the list can be asked for. */
    request.listIndex = i + 4;
    request.dwFlags = FILECONTENTS_RANGE;
    request.cbRequested = 1;
    f.wires.there.ServerFileContentsRequest (&f.wires.there, &request);
  }
  await_idle ();
  fetching = berth_rdp_clipboard_fetch_files (f.here, folders.to, NULL);
  while (!g_file_test (copy, G_FILE_TEST_EXISTS))
    await_idle ();
  /* It was looked at when the list was made; the first piece may be on its way. */
  g_assert_cmpint (truncate (large, 10), ==, 0);
  g_assert_null (dex_await_boxed (fetching, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  clear_folders (&folders);
  tear_down (&f);
}

/* Nothing is fetched, and nothing is made. */
static void
test_files_too_large (void)
{
  Fixture f;
  g_autofree char *from = berth_test_make_folder ();
  g_autofree char *to = berth_test_make_folder ();
  g_autofree char *small = g_build_filename (from, "a small one", NULL);
  g_autofree char *large = g_build_filename (from, "b large one", NULL);
  g_autofree char *uri = g_filename_to_uri (from, NULL, NULL);
  g_autoptr (GError) error = NULL;
  int fd;

  set_up (&f);
  g_assert_true (g_file_set_contents (small, "hello", 5, NULL));
  fd = g_open (large, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  /* A hole: it takes no room. */
  g_assert_cmpint (ftruncate (fd, BERTH_RDP_FILES_BYTES_MAX), ==, 0);
  close (fd);
  copy_there (&f, "text/uri-list", uri, strlen (uri));
  g_assert_null (
    dex_await_boxed (berth_rdp_clipboard_fetch_files (f.here, to, NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_test_message ("%s", error->message);
  g_assert_cmpint (g_rmdir (to), ==, 0);
  tear_down (&f);
  berth_test_remove_folder (from);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/rdp/clipboard/over/kinds", test_kinds);
  berth_test_add ("/rdp/clipboard/over/lazy", test_lazy);
  berth_test_add ("/rdp/clipboard/over/nothing", test_nothing);
  berth_test_add ("/rdp/clipboard/over/time-out", test_time_out);
  berth_test_add ("/rdp/clipboard/over/swallowed", test_swallowed);
  berth_test_add ("/rdp/clipboard/over/files-too-large", test_files_too_large);
  berth_test_add ("/rdp/clipboard/over/cancel-and-part", test_cancel_and_part);
  berth_test_add ("/rdp/clipboard/over/reconnect", test_reconnect);
  berth_test_add ("/rdp/clipboard/over/files", test_files);
  berth_test_add ("/rdp/clipboard/over/files-gone", test_files_gone);
  return g_test_run ();
}
