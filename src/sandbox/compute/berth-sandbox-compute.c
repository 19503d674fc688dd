/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-compute-private.h"

/**
 * berth_sandbox_compute_install:
 *
 * Adds machines, disks and SSH keys.
 */
void
berth_sandbox_compute_install (BerthSandbox *sandbox)
{
  berth_sandbox_machine_life_install (sandbox);
  berth_sandbox_machines_install (sandbox);
  berth_sandbox_machine_view_install (sandbox);
  berth_sandbox_machine_console_install (sandbox);
  berth_sandbox_disks_install (sandbox);
  berth_sandbox_ssh_keys_install (sandbox);
}
