/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-support.h"
#include "berth-plan-private.h"

#include <gio/gio.h>

#define RESOURCE_PATH "/io/github/berth/provision/"

/* What a Linux account's name may hold; the rest would be somebody's trick. */
#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789_-"

/* Made by compiling provision.gresource.xml. */
extern GResource *berth_provision_get_resource (void);

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
add_own_file (GString *document, const char *path, const char *mode, const char *name)
{
  g_autofree char *source = g_strconcat (RESOURCE_PATH, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (
    berth_provision_get_resource (), source, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_return_if_fail (bytes != NULL);

  add_file (document, path, mode, g_bytes_get_data (bytes, NULL));
}

static void
add_desktop (GString *document, const char *user)
{
  g_autofree char *name = g_strdup_printf ("%s\n", user != NULL ? user : "");

  g_strcanon (name, NAME_CHARACTERS "\n", '_');
  add_file (document, "/etc/berth/desktop-user", NULL, name);
  add_own_file (document, "/usr/local/lib/berth/first-boot", "0755", "first-boot.sh");
  add_own_file (document, "/etc/systemd/system/berth-first-boot.service", NULL,
                "first-boot.service");
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
