/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-rdp-file-fetch.h"

#include "berth-future.h"
#include "berth-remote-error.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PIECE_BYTES (512 * 1024)

typedef struct {
  BerthRdpFileRequest pattern;
  BerthRdpFileWantFunc want;
  gpointer user_data;
  guint64 left; /* bytes that may still come */
} Fetch;

/* One file's work on a thread: making it, or adding to it. */
typedef struct {
  const char *path;
  gboolean is_folder;
  int fd;
  GBytes *bytes;
  gboolean is_whole;
} Saving;

static DexFuture *
reject_errno (const char *path)
{
  int saved = errno;
  g_autofree char *name = g_filename_display_basename (path);

  return dex_future_new_reject (G_IO_ERROR, (gint) g_io_error_from_errno (saved),
                                /* Translators: %1$s is a file, %2$s the reason */
                                _ ("“%1$s” could not be saved: %2$s"), name,
                                g_strerror (saved));
}

/* Never over or through what is there already. */
static DexFuture *
make (gpointer data)
{
  Saving *saving = data;
  g_autofree char *parent = g_path_get_dirname (saving->path);

  if (g_mkdir_with_parents (saving->is_folder ? saving->path : parent, 0700) != 0)
    return reject_errno (saving->path);
  if (saving->is_folder)
    return dex_future_new_true ();
  saving->fd
    = open (saving->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  return saving->fd >= 0 ? dex_future_new_true () : reject_errno (saving->path);
}

static DexFuture *
add (gpointer data)
{
  Saving *saving = data;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (saving->bytes, &size);

  while (size > 0) {
    gssize written = write (saving->fd, bytes, size);

    if (written < 0 && errno != EINTR)
      return reject_errno (saving->path);
    if (written > 0) {
      bytes += written;
      size -= (gsize) written;
    }
  }
  return dex_future_new_true ();
}

static DexFuture *
finish (gpointer data)
{
  Saving *saving = data;

  close (saving->fd);
  /* Half a file looks like a whole one. */
  if (!saving->is_whole)
    g_unlink (saving->path);
  return dex_future_new_true ();
}

static GBytes *
await_piece (Fetch *fetch, const BerthRdpFileRequest *request, GError **error)
{
  return dex_await_boxed (fetch->want (request, fetch->user_data), error);
}

static gboolean
fail_large (GError **error)
{
  g_autofree char *most
    = g_format_size_full (BERTH_RDP_FILES_BYTES_MAX, G_FORMAT_SIZE_IEC_UNITS);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
               /* Translators: %s is a size */
               _ ("The copied files are larger than %s together. Share a folder with the "
                  "desktop for that, or copy them one by one."),
               most);
  return FALSE;
}

static gboolean
fail_short (GError **error)
{
  g_set_error_literal (error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL,
                       _ ("The desktop sent less of a file than it promised."));
  return FALSE;
}

/* [MS-RDPECLIP] 2.2.5.4: eight bytes, little-endian. */
static gboolean
await_size (Fetch *fetch, const BerthRdpFile *file, guint64 *size, GError **error)
{
  BerthRdpFileRequest request = fetch->pattern;
  g_autoptr (GBytes) answer = NULL;
  const guint8 *bytes;
  gsize length;

  *size = file->size;
  if (file->has_size)
    return TRUE;
  request.index = file->index;
  request.wants_size = TRUE;
  answer = await_piece (fetch, &request, error);
  if (answer == NULL)
    return FALSE;
  bytes = g_bytes_get_data (answer, &length);
  if (length < 8)
    return fail_short (error);
  *size = 0;
  for (guint i = 0; i < 8; i++)
    *size |= (guint64) bytes[i] << (8 * i);
  return TRUE;
}

static gboolean
await_contents (Fetch *fetch, const BerthRdpFile *file, Saving *saving, GError **error)
{
  BerthRdpFileRequest request = fetch->pattern;
  guint64 size;

  if (!await_size (fetch, file, &size, error))
    return FALSE;
  if (size > fetch->left)
    return fail_large (error);
  fetch->left -= size;
  request.index = file->index;
  while (request.position < size) {
    g_autoptr (GBytes) piece = NULL;

    request.size = (guint32) MIN (size - request.position, PIECE_BYTES);
    piece = await_piece (fetch, &request, error);
    if (piece == NULL)
      return FALSE;
    if (g_bytes_get_size (piece) == 0 || g_bytes_get_size (piece) > request.size)
      return fail_short (error);
    saving->bytes = piece;
    if (!dex_await (berth_future_spawn_thread (add, saving, NULL), error))
      return FALSE;
    request.position += g_bytes_get_size (piece);
  }
  return TRUE;
}

static gboolean
await_file (Fetch *fetch, const BerthRdpFile *file, const char *path, GError **error)
{
  Saving saving = { path, file->is_folder, -1, NULL, FALSE };

  if (!dex_await (berth_future_spawn_thread (make, &saving, NULL), error))
    return FALSE;
  if (file->is_folder)
    return TRUE;
  saving.is_whole = await_contents (fetch, file, &saving, error);
  dex_await (berth_future_spawn_thread (finish, &saving, NULL), NULL);
  return saving.is_whole;
}

/* What is said of their sizes; nothing is made where that is too much already. */
static gboolean
fits (BerthRdpFileList *list)
{
  guint64 left = BERTH_RDP_FILES_BYTES_MAX;

  for (guint i = 0; i < berth_rdp_file_list_get_size (list); i++) {
    const BerthRdpFile *file = berth_rdp_file_list_get (list, i);

    if (!file->has_size || file->is_folder)
      continue;
    if (file->size > left)
      return FALSE;
    left -= file->size;
  }
  return TRUE;
}

/*< private >
 * berth_rdp_file_fetch_await:
 * @folder: where to put them; it should be empty
 * @pattern: what each request has in common
 *
 * Saves all files of a list, in a fiber; no more than %BERTH_RDP_FILES_BYTES_MAX of them,
 * else with %G_IO_ERROR_MESSAGE_TOO_LARGE.
 *
 * Returns: (transfer full): the paths of those that lie in @folder itself
 */
char **
berth_rdp_file_fetch_await (BerthRdpFileList *list,
                            const char *folder,
                            const BerthRdpFileRequest *pattern,
                            BerthRdpFileWantFunc want,
                            gpointer user_data,
                            GError **error)
{
  Fetch fetch = { *pattern, want, user_data, BERTH_RDP_FILES_BYTES_MAX };
  g_autoptr (GStrvBuilder) tops = g_strv_builder_new ();

  if (!fits (list)) {
    fail_large (error);
    return NULL;
  }

  for (guint i = 0; i < berth_rdp_file_list_get_size (list); i++) {
    const BerthRdpFile *file = berth_rdp_file_list_get (list, i);
    g_autofree char *path = g_build_filename (folder, file->path, NULL);

    if (!await_file (&fetch, file, path, error))
      return NULL;
    if (strchr (file->path, '/') == NULL)
      g_strv_builder_add (tops, path);
  }
  return g_strv_builder_end (tops);
}
