/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-wire.h"

#include "berth-http-date.h"

#include <stdio.h>
#include <string.h>

/* A delay that is longer is cut to this. */
#define MAX_RETRY_AFTER_SECONDS 3600

/**
 * berth_wire_get_request_id:
 *
 * Returns: (transfer none) (nullable): the id under which the service noted the request
 */
const char *
berth_wire_get_request_id (BerthHttpResponse *response)
{
  const char *id = berth_http_response_get_header (response, BERTH_HEADER_REQUEST_ID);

  if (id == NULL)
    id = berth_http_response_get_header (response, BERTH_HEADER_CORRELATION_ID);
  return id;
}

/**
 * berth_wire_is_page:
 *
 * Returns: whether the answer is a page for a browser, which no service of Azure answers:
 * a proxy, a hotel's network or a gateway speaks. Storage's refusals are XML and no
 * pages.
 */
gboolean
berth_wire_is_page (BerthHttpResponse *response)
{
  const char *type = berth_http_response_get_header (response, "content-type");
  gsize size = 0;
  const char *text = g_bytes_get_data (berth_http_response_get_body (response), &size);

  if (type != NULL && g_ascii_strncasecmp (type, "text/html", 9) == 0)
    return TRUE;
  while (size > 0 && g_ascii_isspace (*text)) {
    text++;
    size--;
  }
  return (size >= 5 && g_ascii_strncasecmp (text, "<html", 5) == 0)
         || (size >= 9 && g_ascii_strncasecmp (text, "<!doctype", 9) == 0);
}

/* A date counts from the answer's own, so that a wrong clock here does not matter. */
static gint64
seconds_until (BerthHttpResponse *response, const char *text, gint64 fallback)
{
  gint64 then = 0;
  gint64 now = 0;

  if (!berth_http_date_parse (text, &then)
      || !berth_http_date_parse (berth_http_response_get_header (response, "date"), &now))
    return fallback;
  return CLAMP (then - now, 0, MAX_RETRY_AFTER_SECONDS);
}

/* "00:00:05" */
static gint64
parse_reset (const char *text)
{
  guint hours = 0;
  guint minutes = 0;
  guint seconds = 0;

  if (text == NULL || strlen (text) != 8
      || sscanf (text, "%2u:%2u:%2u", &hours, &minutes, &seconds) != 3)
    return -1;
  return MIN (hours * 3600 + minutes * 60 + seconds, MAX_RETRY_AFTER_SECONDS);
}

/**
 * berth_wire_get_retry_after_usec:
 * @fallback_usec: what to take when the service names no delay
 *
 * Reads `Retry-After`, seconds or a date (RFC 9110 10.2.3), or Resource Graph's own
 * header.
 *
 * Returns: microseconds until the service wants to be asked again, an hour at most
 */
gint64
berth_wire_get_retry_after_usec (BerthHttpResponse *response, gint64 fallback_usec)
{
  const char *text = berth_http_response_get_header (response, BERTH_HEADER_RETRY_AFTER);
  g_autoptr (GError) error = NULL;
  guint64 seconds = MAX_RETRY_AFTER_SECONDS;
  gint64 other = -1;

  if (text == NULL)
    other = parse_reset (
      berth_http_response_get_header (response, BERTH_HEADER_QUOTA_RESETS_AFTER));
  else if (g_ascii_isalpha (*text))
    other = seconds_until (response, text, -1);
  if (other >= 0)
    return other * G_USEC_PER_SEC;
  if (text == NULL)
    return fallback_usec;
  if (!g_ascii_string_to_unsigned (text, 10, 0, MAX_RETRY_AFTER_SECONDS, &seconds, &error)
      && !g_error_matches (error, G_NUMBER_PARSER_ERROR,
                           G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
    return fallback_usec;
  return (gint64) seconds * G_USEC_PER_SEC;
}
