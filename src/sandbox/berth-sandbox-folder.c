/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-folder.h"

#include "berth-future.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/file.h>

/* A cloud that was told to stop may still be putting its machines away. */
#define PATIENCE_MSEC 3000
#define PAUSE_MSEC 50

static int
open_lock (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                 "The state folder “%s” cannot be used: %s", folder, g_strerror (errno));
  return fd;
}

static DexFuture *
take_fiber (gpointer data)
{
  const char *folder = data;
  GError *error = NULL;
  int fd = open_lock (folder, &error);

  if (fd < 0)
    return berth_future_reject (error);
  for (guint waited = 0; flock (fd, LOCK_EX | LOCK_NB) != 0; waited += PAUSE_MSEC) {
    if (waited >= PATIENCE_MSEC) {
      close (fd);
      return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_BUSY,
                                    "Another practice cloud keeps its state in “%s”",
                                    folder);
    }
    dex_await (dex_timeout_new_msec (PAUSE_MSEC), NULL);
  }
  return dex_future_new_for_int (fd);
}

/**
 * berth_sandbox_folder_take:
 * @path: the state folder; made if need be
 *
 * Takes the folder for one cloud: two that write the same state would undo each other's
 * work and start the same machines twice.
 *
 * Returns: (transfer full): resolves to a file descriptor as an int, which holds the
 *   folder until it is closed; rejects with %G_IO_ERROR_BUSY while another cloud has it,
 *   or with the #GIOErrorEnum of a folder that cannot be written
 */
DexFuture *
berth_sandbox_folder_take (const char *path)
{
  return berth_future_spawn (take_fiber, g_strdup (path), g_free);
}
