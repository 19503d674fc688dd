/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-wire.h"

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
 * berth_wire_get_retry_after_usec:
 * @fallback_usec: what to take when the service names no delay
 *
 * Returns: microseconds until the service wants to be asked again, an hour at most
 */
gint64
berth_wire_get_retry_after_usec (BerthHttpResponse *response, gint64 fallback_usec)
{
  const char *text = berth_http_response_get_header (response, BERTH_HEADER_RETRY_AFTER);
  g_autoptr (GError) error = NULL;
  guint64 seconds = MAX_RETRY_AFTER_SECONDS;

  if (text == NULL)
    return fallback_usec;
  if (!g_ascii_string_to_unsigned (text, 10, 0, MAX_RETRY_AFTER_SECONDS, &seconds, &error)
      && !g_error_matches (error, G_NUMBER_PARSER_ERROR,
                           G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
    return fallback_usec;
  return (gint64) seconds * G_USEC_PER_SEC;
}
