/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-rdp-shared-folder.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>

/* What the document portal tells of a file that it hands to a Flatpak. */
#define HOST_PATH "user.document-portal.host-path"

static gboolean
is_below (const char *path, const char *folder)
{
  gsize length = strlen (folder);

  return g_str_has_prefix (path, folder) && (path[length] == '/' || path[length] == '\0');
}

/* Where programs keep keys and what they are told to do: ".ssh", ".config". */
static gboolean
is_hidden_below (const char *path, const char *home)
{
  return is_below (path, home) && strstr (path + strlen (home), "/.") != NULL;
}

/* In a Flatpak a chosen folder is seen at a place of the portal's; what matters is where
 * it is in truth. %NULL of a folder that no portal hands over. */
static char *
dup_host_path (const char *path)
{
  char value[PATH_MAX];
  gssize length = getxattr (path, HOST_PATH, value, sizeof value);

  return length > 0 && value[0] == '/' ? g_strndup (value, (gsize) length) : NULL;
}

static gboolean
refuse (const char *message, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, message);
  return FALSE;
}

/* A machine that somebody took over reads, changes and deletes what is shared with it, in
 * the person's name. */
static gboolean
check (const char *resolved, GError **error)
{
  g_autofree char *home = realpath (g_get_home_dir (), NULL);

  if (g_str_equal (resolved, "/") || (home != NULL && is_below (home, resolved)))
    return refuse (_ ("This folder has all of your files in it. A machine could read and "
                      "change them; choose a folder that is only for sharing."),
                   error);
  if (home != NULL && is_hidden_below (resolved, home))
    return refuse (_ ("Programs keep passwords and settings in hidden folders, so they "
                      "cannot be shared with a machine."),
                   error);
  return TRUE;
}

/**
 * berth_rdp_shared_folder_resolve:
 * @path: what somebody chose
 *
 * Decides whether a folder can be shared with a desktop, and follows links first: not the
 * root, not the person's home or what it is in, and nothing hidden in it. Of a folder
 * that came through the document portal, where it is outside counts. Blocks shortly.
 *
 * Returns: (transfer full) (nullable): where it is; %NULL with a %G_IO_ERROR to show
 */
char *
berth_rdp_shared_folder_resolve (const char *path, GError **error)
{
  g_autofree char *resolved = NULL;
  g_autofree char *host = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  resolved = realpath (path, NULL);
  if (resolved == NULL || !g_file_test (resolved, G_FILE_TEST_IS_DIR)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY,
                         _ ("There is no such folder."));
    return NULL;
  }
  host = dup_host_path (resolved);
  return check (host != NULL ? host : resolved, error) ? g_steal_pointer (&resolved)
                                                       : NULL;
}
