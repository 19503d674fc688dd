/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-token-claims.h"

#include "berth-json.h"
#include "berth-value.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_TOKEN_BYTES (64 * 1024)

/**
 * BerthTokenClaims:
 *
 * What a token says about who holds it (RFC 7519; Microsoft identity platform, "Access
 * token claims"). Its signature is not checked: these claims name somebody to themselves
 * and decide nothing.
 */
struct _BerthTokenClaims {
  GObject parent_instance;

  char *object_id;
  char *tenant_id;
  char *user_name;
  char *address;
};

G_DEFINE_FINAL_TYPE (BerthTokenClaims, berth_token_claims, G_TYPE_OBJECT)

static void
berth_token_claims_finalize (GObject *object)
{
  BerthTokenClaims *self = BERTH_TOKEN_CLAIMS (object);

  g_clear_pointer (&self->object_id, g_free);
  g_clear_pointer (&self->tenant_id, g_free);
  g_clear_pointer (&self->user_name, g_free);
  g_clear_pointer (&self->address, g_free);
  G_OBJECT_CLASS (berth_token_claims_parent_class)->finalize (object);
}

static void
berth_token_claims_class_init (BerthTokenClaimsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_token_claims_finalize;
}

static void
berth_token_claims_init (BerthTokenClaims *self)
{
}

/* The second of three parts, in base64 for URLs without padding. */
static GBytes *
decode_payload (const char *token)
{
  const char *begin = strchr (token, '.');
  const char *end = begin != NULL ? strchr (begin + 1, '.') : NULL;
  g_autofree char *text = NULL;
  guchar *decoded;
  gsize length = 0;

  if (end == NULL || strlen (token) > MAX_TOKEN_BYTES)
    return NULL;
  text = g_strndup (begin + 1, (gsize) (end - begin - 1));
  g_strdelimit (text, "-", '+');
  g_strdelimit (text, "_", '/');
  while (strlen (text) % 4 != 0) {
    char *padded = g_strconcat (text, "=", NULL);

    g_free (text);
    text = padded;
  }
  decoded = g_base64_decode (text, &length);
  return g_bytes_new_take (decoded, length);
}

static char *
find_user_name (JsonObject *payload)
{
  static const char *const names[]
    = { "preferred_username", "upn", "unique_name", "email", "name" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *name = berth_json_get_string (payload, names[i]);

    if (name != NULL && *name != '\0')
      return g_strdup (name);
  }
  return NULL;
}

/**
 * berth_token_claims_read:
 * @token: (nullable): an access or id token
 *
 * Returns: (transfer full) (nullable): its claims; %NULL where it is not one that can be
 *   read, which is the issuer's right
 */
BerthTokenClaims *
berth_token_claims_read (const char *token)
{
  g_autoptr (GBytes) bytes = token != NULL ? decode_payload (token) : NULL;
  g_autoptr (JsonNode) node = bytes != NULL ? berth_json_parse (bytes, NULL) : NULL;
  g_autoptr (GInetAddress) address = NULL;
  BerthTokenClaims *self;
  JsonObject *payload;
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  payload = json_node_get_object (node);
  self = g_object_new (BERTH_TYPE_TOKEN_CLAIMS, NULL);
  self->object_id = g_strdup (berth_json_get_string (payload, "oid"));
  self->tenant_id = g_strdup (berth_json_get_string (payload, "tid"));
  self->user_name = find_user_name (payload);
  text = berth_json_get_string (payload, "ipaddr");
  address = text != NULL ? g_inet_address_new_from_string (text) : NULL;
  self->address = address != NULL ? g_inet_address_to_string (address) : NULL;
  return self;
}

BERTH_VALUE_GETTER (BerthTokenClaims, token_claims, const char *, object_id)
BERTH_VALUE_GETTER (BerthTokenClaims, token_claims, const char *, tenant_id)
BERTH_VALUE_GETTER (BerthTokenClaims, token_claims, const char *, user_name)

/**
 * berth_token_claims_get_address:
 *
 * Returns: (nullable): the address from which the person signed in (`ipaddr`), as Azure
 *   saw it
 */
const char *
berth_token_claims_get_address (BerthTokenClaims *self)
{
  g_return_val_if_fail (BERTH_IS_TOKEN_CLAIMS (self), NULL);

  return self->address;
}
