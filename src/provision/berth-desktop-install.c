/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-install.h"
#include "berth-desktop-files.h"

#include <string.h>

/* A machine that was made without a desktop gets the same script and the same unit as one
 * that is made with it, by a shell instead of cloud-init. */

/* Occurs in none of the files. */
#define END "BERTH-END"

static void
add_file (GString *script, const char *path, const char *mode, const char *text)
{
  g_string_append_printf (script, "mkdir -p \"${root}%.*s\"\n",
                          (int) (strrchr (path, '/') - path), path);
  g_string_append_printf (script, "cat >\"${root}%s.new\" <<'" END "'\n%s" END "\n", path,
                          text);
  g_string_append_printf (script, "chmod %s \"${root}%s.new\"\n", mode, path);
  g_string_append_printf (script, "mv -f \"${root}%s.new\" \"${root}%s\"\n", path, path);
}

/**
 * berth_desktop_install_print:
 * @root: what stands before the machine's files; "" on a real one
 * @user: whose desktop it will be
 *
 * Prints a script for root's shell that puts the desktop's installation in place and
 * starts it, or starts it again where it was left. It ends once systemd has it.
 *
 * Returns: (transfer full): the script, for the shell's standard input
 */
char *
berth_desktop_install_print (const char *root, const char *user)
{
  g_autofree char *quoted = g_shell_quote (root);
  g_autofree char *name = berth_desktop_files_dup_user (user);
  GString *script = g_string_new ("set -eu\numask 022\n");

  g_string_append_printf (script, "root=%s\n", quoted);
  add_file (script, BERTH_DESKTOP_FILES_USER, "0644", name);
  add_file (script, BERTH_DESKTOP_FILES_SCRIPT, "0755",
            berth_desktop_files_get_text ("first-boot.sh"));
  add_file (script, BERTH_DESKTOP_FILES_UNIT, "0644",
            berth_desktop_files_get_text ("first-boot.service"));
  g_string_append (
    script, "systemctl daemon-reload\n"
            /* Five failures in an hour are enough for systemd, not for a person. */
            "systemctl reset-failed " BERTH_DESKTOP_INSTALL_UNIT " 2>/dev/null || :\n"
            "systemctl enable " BERTH_DESKTOP_INSTALL_UNIT "\n"
            "systemctl start " BERTH_DESKTOP_INSTALL_UNIT "\n");
  return g_string_free_and_steal (script);
}
