/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-practice-outside.h"
#include "berth-folders.h"

/* A practice machine is a server behind walls of its own. A Flatpak has neither the
 * server nor the right to make walls, so there the practice cloud runs outside, and a
 * file in Berth's own folder says where it listens. */

#define FLATPAK_INFO "/.flatpak-info"
#define FILE_NAME "outside.json"

/**
 * berth_practice_outside_is_walled:
 *
 * Returns: whether this program runs in a Flatpak, where no practice machine can start
 */
gboolean
berth_practice_outside_is_walled (void)
{
  return g_file_test (FLATPAK_INFO, G_FILE_TEST_EXISTS);
}

/**
 * berth_practice_outside_dup_path:
 *
 * Where a practice cloud that runs outside says that it is ready: $BERTH_SANDBOX_READY,
 * else "outside.json" in the practice cloud's folder.
 *
 * Returns: (transfer full): a path; it need not exist
 */
char *
berth_practice_outside_dup_path (void)
{
  const char *chosen = g_getenv ("BERTH_SANDBOX_READY");
  g_autofree char *folder = NULL;

  if (chosen != NULL && *chosen != '\0')
    return g_strdup (chosen);
  folder = berth_folders_dup_practice ();
  return g_build_filename (folder, FILE_NAME, NULL);
}

/**
 * berth_practice_outside_dup_command:
 *
 * Returns: (transfer full): what to type outside to start a practice cloud for this Berth
 */
char *
berth_practice_outside_dup_command (void)
{
  g_autofree char *path = berth_practice_outside_dup_path ();
  g_autofree char *quoted = g_shell_quote (path);

  return g_strconcat ("berth-sandbox --ready ", quoted, NULL);
}
