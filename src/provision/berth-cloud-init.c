/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-files.h"
#include "berth-desktop-support.h"
#include "berth-plan-private.h"

/* The cloud-init document: small, safe to repeat, and readable by everybody in the
 * machine, so without a secret. The user and the key come from Azure's own osProfile.
 * What takes long is a script that a unit runs beside SSH, not cloud-init itself. */

static void
add_file (GString *document, const char *path, const char *mode, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const guint n = g_strv_length (lines);

  g_string_append_printf (document, "  - path: %s\n", path);
  if (mode != NULL)
    g_string_append_printf (document, "    permissions: \"%s\"\n", mode);
  g_string_append (document, "    content: |\n");
  for (guint i = 0; i + 1 < n; i++)
    g_string_append_printf (document, "%s%s\n", *lines[i] != '\0' ? "      " : "",
                            lines[i]);
}

static void
add_desktop (GString *document, const char *user)
{
  g_autofree char *name = berth_desktop_files_dup_user (user);

  add_file (document, BERTH_DESKTOP_FILES_USER, NULL, name);
  add_file (document, BERTH_DESKTOP_FILES_SCRIPT, "0755",
            berth_desktop_files_get_text ("first-boot.sh"));
  add_file (document, BERTH_DESKTOP_FILES_UNIT, NULL,
            berth_desktop_files_get_text ("first-boot.service"));
  g_string_append (document,
                   "runcmd:\n"
                   "  - [systemctl, daemon-reload]\n"
                   "  - [systemctl, enable, berth-first-boot.service]\n"
                   "  - [systemctl, start, --no-block, berth-first-boot.service]\n");
}

/**
 * berth_cloud_init_print:
 * @spec: the choices
 *
 * Returns: (transfer full): a "#cloud-config" document: sign-in by key only, package
 *   tools that wait for each other at first boot instead of failing, and the desktop
 *   where one is chosen
 */
char *
berth_cloud_init_print (BerthMachineSpec *spec)
{
  GString *document = g_string_new ("#cloud-config\n"
                                    "ssh_pwauth: false\n"
                                    "write_files:\n");

  add_file (document, "/etc/apt/apt.conf.d/90wait-for-lock", NULL,
            "DPkg::Lock::Timeout \"600\";\n");
  add_file (document, "/etc/ssh/sshd_config.d/10-key-only.conf", NULL,
            "PasswordAuthentication no\n"
            "KbdInteractiveAuthentication no\n");
  if (berth_desktop_will_be_installed (spec))
    add_desktop (document, berth_machine_spec_get_user (spec));
  return g_string_free_and_steal (document);
}
