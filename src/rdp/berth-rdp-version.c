/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-version.h"

#include <freerdp/freerdp.h>

/**
 * berth_rdp_get_library_version:
 *
 * Returns: (transfer none): the version of FreeRDP that is loaded
 */
const char *
berth_rdp_get_library_version (void)
{
  return freerdp_get_version_string ();
}
