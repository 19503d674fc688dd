/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-ssh-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
fail (GError **error, int saved_errno, const char *path, const char *format)
{
  g_autofree char *what = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  what = g_strdup_printf (format, path);
#pragma GCC diagnostic pop
  g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (saved_errno), "%s: %s",
               what, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
fail_save (GError **error, int saved_errno, const char *path)
{
  /* Translators: %s is the path of a file. The system's reason follows. */
  return fail (error, saved_errno, path, _ ("Could not save “%s”"));
}

static int
write_all (int fd, GBytes *contents)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (contents, &size);

  while (size > 0) {
    ssize_t written = write (fd, bytes, size);

    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return errno;
    bytes += written;
    size -= (gsize) written;
  }
  return fsync (fd) == 0 ? 0 : errno;
}

/* A full disk may show itself only when the file is closed. */
static int
write_temporary (char *temporary, GBytes *contents)
{
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  int result;

  if (fd < 0)
    return errno;
  result = write_all (fd, contents);
  if (close (fd) != 0 && result == 0)
    result = errno;
  if (result != 0)
    g_unlink (temporary);
  return result;
}

/* Not every file system can rename without replacing; those have hard links. */
static int
move_to_new (const char *temporary, const char *path)
{
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return errno;
  if (link (temporary, path) != 0)
    return errno;
  g_unlink (temporary);
  return 0;
}

static int
move_into_place (const char *temporary, const char *path, BerthSshFileMode mode)
{
  int result = mode == BERTH_SSH_FILE_NEW        ? move_to_new (temporary, path)
               : g_rename (temporary, path) == 0 ? 0
                                                 : errno;

  if (result != 0)
    g_unlink (temporary);
  return result;
}

static void
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  /* The file itself is safe; a folder that cannot be synced is no reason to fail. */
  if (fsync (fd) != 0)
    g_debug ("Could not sync %s: %s", folder, g_strerror (errno));
  close (fd);
}

/**
 * berth_ssh_file_save:
 * @path: an absolute path; its folder is made with mode 0700 where it is missing
 * @contents: what to save
 *
 * Saves a private file, mode 0600: whole or not at all, and on the disk when this
 * returns. Blocks.
 *
 * Returns: %FALSE with a #GIOErrorEnum that tells a full disk, a missing permission and
 * an existing file apart
 */
gboolean
berth_ssh_file_save (const char *path,
                     GBytes *contents,
                     BerthSshFileMode mode,
                     GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_build_filename (folder, ".berth-XXXXXX", NULL);
  int result;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (
      error, errno, folder,
      /* Translators: %s is the path of a folder. The system's reason follows. */
      _ ("Could not make the folder “%s”"));
  if (mode == BERTH_SSH_FILE_NEW && g_file_test (path, G_FILE_TEST_EXISTS))
    return fail_save (error, EEXIST, path);

  result = write_temporary (temporary, contents);
  if (result == 0)
    result = move_into_place (temporary, path, mode);
  if (result != 0)
    return fail_save (error, result, path);
  sync_folder (folder);
  return TRUE;
}

static GBytes *
read_at_most (int fd, gsize max_bytes, int *result)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 chunk[8192];

  for (;;) {
    ssize_t count = read (fd, chunk, sizeof chunk);

    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      *result = errno;
    else if (bytes->len + (gsize) count > max_bytes)
      *result = EFBIG;
    if (*result != 0)
      return NULL;
    if (count == 0)
      return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
    g_byte_array_append (bytes, chunk, (guint) count);
  }
}

/**
 * berth_ssh_file_load:
 * @max_bytes: more than this is an error, not a longer read
 *
 * Loads a regular file; a pipe or a device is an error, so that it never hangs. Blocks.
 *
 * Returns: (transfer full): the contents, or %NULL with a #GIOErrorEnum
 */
GBytes *
berth_ssh_file_load (const char *path, gsize max_bytes, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat facts = { 0 };
  GBytes *contents = NULL;
  int result = fd < 0 ? errno : 0;

  if (result == 0 && fstat (fd, &facts) != 0)
    result = errno;
  if (result == 0 && !S_ISREG (facts.st_mode))
    result = S_ISDIR (facts.st_mode) ? EISDIR : EINVAL;
  if (result == 0)
    contents = read_at_most (fd, max_bytes, &result);
  if (fd >= 0)
    close (fd);
  if (result != 0)
    /* Translators: %s is the path of a file. The system's reason follows. */
    fail (error, result, path, _ ("Could not read “%s”"));
  return contents;
}
