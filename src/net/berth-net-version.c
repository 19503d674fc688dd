/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-net-version.h"

#include <curl/curl.h>

/**
 * berth_net_get_library_version:
 *
 * Returns: (transfer none): the version of libcurl that is loaded
 */
const char *
berth_net_get_library_version (void)
{
  return curl_version_info (CURLVERSION_NOW)->version;
}
