/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-plan-private.h"

/* The cloud-init document: small, safe to repeat, and readable by everybody in the
 * machine, so without a secret. The user and the key come from Azure's own osProfile. */

/**
 * berth_cloud_init_print:
 * @spec: the choices
 *
 * Returns: (transfer full): a "#cloud-config" document: sign-in by key only, and package
 *   tools that wait for each other at first boot instead of failing
 */
char *
berth_cloud_init_print (BerthMachineSpec *spec)
{
  return g_strdup ("#cloud-config\n"
                   "ssh_pwauth: false\n"
                   "write_files:\n"
                   "  - path: /etc/apt/apt.conf.d/90wait-for-lock\n"
                   "    content: |\n"
                   "      DPkg::Lock::Timeout \"600\";\n"
                   "  - path: /etc/ssh/sshd_config.d/10-key-only.conf\n"
                   "    content: |\n"
                   "      PasswordAuthentication no\n"
                   "      KbdInteractiveAuthentication no\n");
}
