/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-challenge.h"

#include "berth-json.h"

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

static char *
print_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
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

/**
 * berth_challenge_add_capabilities:
 * @claims: (nullable): JSON of a challenge's claims
 *
 * Adds to what a token request asks for (OpenID Connect Core 5.5) that this client
 * understands challenges, which also makes tokens live longer (Microsoft identity
 * platform, "Client capabilities").
 *
 * Returns: (transfer full): the claims to send
 */
char *
berth_challenge_add_capabilities (const char *claims)
{
  g_autoptr (JsonNode) asked = claims != NULL ? json_from_string (claims, NULL) : NULL;
  g_autoptr (JsonObject) root = asked != NULL && JSON_NODE_HOLDS_OBJECT (asked)
                                  ? json_node_dup_object (asked)
                                  : json_object_new ();
  JsonObject *token = berth_json_get_object (root, "access_token");
  JsonObject *capabilities = json_object_new ();
  JsonArray *values = json_array_new ();

  if (token == NULL) {
    token = json_object_new ();
    json_object_set_object_member (root, "access_token", token);
  }
  json_array_add_string_element (values, "cp1");
  json_object_set_array_member (capabilities, "values", values);
  json_object_set_object_member (token, "xms_cc", capabilities);
  return print_object (root);
}
