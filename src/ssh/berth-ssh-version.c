/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-version.h"

#include <libssh/libssh.h>

/**
 * berth_ssh_get_library_version:
 *
 * Returns: (transfer none): the version of libssh that is loaded
 */
const char *
berth_ssh_get_library_version (void)
{
  return ssh_version (0);
}
