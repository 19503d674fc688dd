/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-sockets.h"

#include <stdio.h>
#include <string.h>

/* Which sockets of ours the kernel calls listening: state 0A. */
static guint
count_in_table (const char *table)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint count = 0;

  if (!g_file_get_contents (table, &text, NULL, NULL))
    return 0;
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    char state[3], inode[21];
    g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
    g_autofree char *socket_name = NULL;
    const char *name;

    g_assert_cmpint (
      sscanf (lines[i], " %*s %*s %*s %2s %*s %*s %*s %*s %*s %20s", state, inode), ==,
      2);
    if (strcmp (state, "0A") != 0)
      continue;
    socket_name = g_strdup_printf ("socket:[%s]", inode);
    while ((name = g_dir_read_name (dir)) != NULL) {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *link = g_file_read_link (path, NULL);

      if (g_strcmp0 (link, socket_name) == 0)
        count++;
    }
  }
  return count;
}

/**
 * berth_test_count_listening:
 *
 * Returns: how many TCP ports this process listens on
 */
guint
berth_test_count_listening (void)
{
  return count_in_table ("/proc/self/net/tcp") + count_in_table ("/proc/self/net/tcp6");
}
