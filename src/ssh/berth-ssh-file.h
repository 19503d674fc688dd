/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BerthSshFileMode:
 * @BERTH_SSH_FILE_NEW: fails with %G_IO_ERROR_EXISTS where there is a file already
 * @BERTH_SSH_FILE_REPLACE: takes the place of the old file, whole or not at all
 */
typedef enum {
  BERTH_SSH_FILE_NEW,
  BERTH_SSH_FILE_REPLACE,
} BerthSshFileMode;

gboolean berth_ssh_file_save (const char *path,
                              GBytes *contents,
                              BerthSshFileMode mode,
                              GError **error);
GBytes *berth_ssh_file_load (const char *path, gsize max_bytes, GError **error);

G_END_DECLS
