/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-challenge.h"

#include <string.h>

#define MAX_CLAIMS_BYTES (16 * 1024)

/* Values are quoted and may hold commas, so the header is matched, not split. There may
 * be blanks around the sign (RFC 9110 11.2). */
static char *
find_parameter (const char *header, const char *name)
{
  g_autofree char *pattern
    = g_strdup_printf ("(?:^|[\\s,])%s\\s*=\\s*\"([^\"]*)\"", name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, header, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/* Base64 in either alphabet, with or without padding. */
static char *
decode (const char *encoded)
{
  GString *normal = g_string_new (encoded);
  gsize length = 0;
  char *decoded = NULL;

  g_string_replace (normal, "-", "+", 0);
  g_string_replace (normal, "_", "/", 0);
  while (normal->len % 4 != 0)
    g_string_append_c (normal, '=');
  decoded = (char *) g_base64_decode (normal->str, &length);
  g_string_free (normal, TRUE);
  decoded = g_realloc (decoded, length + 1);
  decoded[length] = '\0';
  if (!g_utf8_validate (decoded, (gssize) length, NULL) || strlen (decoded) != length)
    g_clear_pointer (&decoded, g_free);
  return decoded;
}

/**
 * berth_challenge_dup_claims:
 * @www_authenticate: (nullable): the header of a 401
 *
 * Reads a claims challenge (Microsoft identity platform, "Claims challenges, claims
 * requests").
 *
 * Returns: (transfer full) (nullable): the claims as JSON, to be sent with the next token
 *   request; %NULL when there are none
 */
char *
berth_challenge_dup_claims (const char *www_authenticate)
{
  g_autofree char *encoded = NULL;
  g_autofree char *claims = NULL;

  if (www_authenticate == NULL || strlen (www_authenticate) > MAX_CLAIMS_BYTES)
    return NULL;
  encoded = find_parameter (www_authenticate, "claims");
  if (encoded == NULL)
    return NULL;
  claims = decode (encoded);
  return claims != NULL && *claims == '{' ? g_steal_pointer (&claims) : NULL;
}
