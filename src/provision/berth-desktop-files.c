/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-files.h"

#include <gio/gio.h>

#define RESOURCE_PATH "/io/github/berth/provision/"

/* What a Linux account's name may hold; the rest would be somebody's trick. */
#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789_-"

/* Made by compiling provision.gresource.xml. */
extern GResource *berth_provision_get_resource (void);

/**
 * berth_desktop_files_get_text:
 * @name: a file of data/provision
 *
 * Returns: (transfer none): what is in it
 */
const char *
berth_desktop_files_get_text (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (
    berth_provision_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_return_val_if_fail (bytes != NULL, "");

  /* The bytes are the program's own. */
  return g_bytes_get_data (bytes, NULL);
}

/**
 * berth_desktop_files_dup_user:
 * @user: (nullable): whose desktop it is
 *
 * Returns: (transfer full): the file that tells the installation
 */
char *
berth_desktop_files_dup_user (const char *user)
{
  char *name = g_strdup_printf ("%s\n", user != NULL ? user : "");

  return g_strcanon (name, NAME_CHARACTERS "\n", '_');
}
