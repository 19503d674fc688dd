/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-http-date.h"

#include <curl/curl.h>
#include <string.h>

/* The longest form has 33 characters. */
#define MAX_LENGTH 64

/**
 * berth_http_date_parse:
 * @text: (nullable): a header's value
 * @seconds: (out): since 1970, in UTC
 *
 * Reads a date in any of HTTP's three forms (RFC 9110 5.6.7), all of which begin with the
 * day of the week and name the time.
 *
 * Returns: whether it was one
 */
gboolean
berth_http_date_parse (const char *text, gint64 *seconds)
{
  time_t date;

  if (text == NULL || strlen (text) > MAX_LENGTH || !g_ascii_isalpha (*text)
      || strchr (text, ':') == NULL)
    return FALSE;
  date = curl_getdate (text, NULL);
  if (date == -1)
    return FALSE;
  *seconds = date;
  return TRUE;
}
