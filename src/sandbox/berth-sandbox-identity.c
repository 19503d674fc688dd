/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-identity.h"

#include "berth-sandbox-json.h"

#include <gio/gio.h>
#include <string.h>

#define IDENTITY_FILE "identity.json"
#define MAX_TOKEN_BYTES 8192

/**
 * BerthSandboxIdentity:
 *
 * Who the cloud is and whom it lets in: its tenant, its subscription, the practice
 * application's secret, and the key that signs its tokens. Kept in a file of mode 0600 in
 * the state folder, so that a token outlives a restart.
 */
struct _BerthSandboxIdentity {
  GObject parent_instance;

  BerthClock *clock;
  JsonObject *object;
};

G_DEFINE_FINAL_TYPE (BerthSandboxIdentity, berth_sandbox_identity, G_TYPE_OBJECT)

static const char *const names[]
  = { "tenant", "subscription",       "clientId", "clientSecret",
      "userId", "servicePrincipalId", "key",      NULL };

static void
berth_sandbox_identity_finalize (GObject *object)
{
  BerthSandboxIdentity *self = BERTH_SANDBOX_IDENTITY (object);

  json_object_unref (self->object);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (berth_sandbox_identity_parent_class)->finalize (object);
}

static void
berth_sandbox_identity_class_init (BerthSandboxIdentityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_identity_finalize;
}

static void
berth_sandbox_identity_init (BerthSandboxIdentity *self)
{
}

static JsonObject *
load (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return json_object_new ();
  node = berth_sandbox_json_parse (text, length, NULL);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node)
                                                       : json_object_new ();
}

static void
save (JsonObject *object, const char *path)
{
  g_autoptr (JsonNode) node = berth_sandbox_json_node (object);
  g_autofree char *text = berth_sandbox_json_print (node);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_message ("[SANDBOX.IDENTITY] %s", error->message);
}

/**
 * berth_sandbox_identity_new:
 * @folder: the state folder
 * @clock: by which tokens expire
 *
 * Reads the identity or makes one. Blocks for a small file.
 */
BerthSandboxIdentity *
berth_sandbox_identity_new (const char *folder, BerthClock *clock)
{
  BerthSandboxIdentity *self = g_object_new (BERTH_TYPE_SANDBOX_IDENTITY, NULL);
  g_autofree char *path = g_build_filename (folder, IDENTITY_FILE, NULL);
  gboolean is_new = FALSE;

  self->clock = g_object_ref (clock);
  self->object = load (path);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *value = g_uuid_string_random ();

    if (berth_sandbox_json_string (self->object, names[i]) != NULL)
      continue;
    json_object_set_string_member (self->object, names[i], value);
    is_new = TRUE;
  }
  if (is_new)
    save (self->object, path);
  return self;
}

/**
 * berth_sandbox_identity_get:
 * @name: "tenant", "subscription", "clientId", "clientSecret", "userId"
 */
const char *
berth_sandbox_identity_get (BerthSandboxIdentity *self, const char *name)
{
  return json_object_get_string_member (self->object, name);
}

static char *
encode (const guchar *data, gsize length)
{
  char *text = g_base64_encode (data, length);
  char *end;

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  end = strchr (text, '=');
  if (end != NULL)
    *end = '\0';
  return text;
}

static char *
decode (const char *text)
{
  g_autofree char *padded = g_strconcat (text, "===", NULL);
  gsize length = 0;
  guchar *data;
  char *string;

  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  padded[strlen (padded) - 3 + (4 - strlen (text) % 4) % 4] = '\0';
  data = g_base64_decode (padded, &length);
  string = g_strndup ((const char *) data, length);
  g_free (data);
  return string;
}

static char *
sign (BerthSandboxIdentity *self, const char *text)
{
  const char *key = berth_sandbox_identity_get (self, "key");
  g_autoptr (GHmac) hmac
    = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key));
  guint8 digest[32];
  gsize length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) text, -1);
  g_hmac_get_digest (hmac, digest, &length);
  return encode (digest, length);
}

static JsonObject *
make_claims (BerthSandboxIdentity *self,
             const char *kind,
             const char *audience,
             const char *subject,
             const char *client_id,
             gint64 lifetime_seconds)
{
  gint64 now = berth_clock_get_now (self->clock) / G_USEC_PER_SEC;
  const char *tenant = berth_sandbox_identity_get (self, "tenant");
  g_autofree char *issuer = g_strdup_printf ("https://sts.windows.net/%s/", tenant);
  g_autofree char *id = g_uuid_string_random ();
  JsonObject *claims = json_object_new ();

  json_object_set_string_member (claims, "aud", audience);
  json_object_set_string_member (claims, "iss", issuer);
  json_object_set_int_member (claims, "iat", now);
  json_object_set_int_member (claims, "nbf", now);
  json_object_set_int_member (claims, "exp", now + lifetime_seconds);
  json_object_set_string_member (claims, "appid", client_id);
  json_object_set_string_member (claims, "ipaddr", "127.0.0.1");
  json_object_set_string_member (claims, "oid", subject);
  json_object_set_string_member (claims, "sub", subject);
  json_object_set_string_member (claims, "tid", tenant);
  json_object_set_string_member (claims, "uti", id);
  json_object_set_string_member (claims, "ver", "2.0");
  json_object_set_string_member (claims, "kind", kind);
  if (g_str_equal (subject, berth_sandbox_identity_get (self, "userId"))) {
    json_object_set_string_member (claims, "name", "Practice Person");
    json_object_set_string_member (claims, "preferred_username",
                                   "person@practice.invalid");
    json_object_set_string_member (claims, "upn", "person@practice.invalid");
  }
  return claims;
}

/**
 * berth_sandbox_identity_issue:
 * @kind: "access", "refresh" or "id"
 * @audience: whom it is for
 * @subject: the object id of the person or of the application
 * @client_id: the application that asked
 *
 * Returns: (transfer full): a token in the form of a JSON Web Token
 */
char *
berth_sandbox_identity_issue (BerthSandboxIdentity *self,
                              const char *kind,
                              const char *audience,
                              const char *subject,
                              const char *client_id,
                              gint64 lifetime_seconds)
{
  const char header[] = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *claims = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;

  json_node_take_object (
    node, make_claims (self, kind, audience, subject, client_id, lifetime_seconds));
  claims = berth_sandbox_json_print (node);
  first = encode ((const guchar *) header, strlen (header));
  second = encode ((const guchar *) claims, strlen (claims));
  text = g_strconcat (first, ".", second, NULL);
  signature = sign (self, text);
  return g_strconcat (text, ".", signature, NULL);
}

/**
 * berth_sandbox_identity_read:
 * @token: what a client showed
 * @kind: which one it should be
 * @expired: (out) (optional): whether it was good once
 *
 * Returns: (transfer full) (nullable): the claims of a token of ours that is valid now
 */
JsonObject *
berth_sandbox_identity_read (BerthSandboxIdentity *self,
                             const char *token,
                             const char *kind,
                             gboolean *expired)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *claims = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  gboolean is_late;

  if (strlen (token) > MAX_TOKEN_BYTES)
    return NULL;
  parts = g_strsplit (token, ".", 4);
  if (g_strv_length (parts) != 3)
    return NULL;
  text = g_strconcat (parts[0], ".", parts[1], NULL);
  signature = sign (self, text);
  if (!g_str_equal (signature, parts[2]))
    return NULL;
  claims = decode (parts[1]);
  node = berth_sandbox_json_parse (claims, strlen (claims), NULL);
  object
    = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (g_strcmp0 (berth_sandbox_json_string (object, "kind"), kind) != 0)
    return NULL;
  is_late = json_object_get_int_member (object, "exp")
            <= berth_clock_get_now (self->clock) / G_USEC_PER_SEC;
  if (expired != NULL)
    *expired = is_late;
  return is_late ? NULL : json_object_ref (object);
}

/**
 * berth_sandbox_identity_check_bearer:
 * @authorization: (nullable): the header of a request
 *
 * Returns: (transfer full) (nullable): %NULL when it may pass, or a 401
 */
GError *
berth_sandbox_identity_check_bearer (BerthSandboxIdentity *self,
                                     const char *authorization)
{
  g_autoptr (JsonObject) claims = NULL;
  gboolean expired = FALSE;

  if (authorization == NULL)
    return berth_sandbox_fault_new (
      401, "AuthenticationFailed",
      "Authentication failed. The 'Authorization' header is missing.");
  if (g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    claims = berth_sandbox_identity_read (self, authorization + 7, "access", &expired);
  if (claims != NULL)
    return NULL;
  if (expired)
    return berth_sandbox_fault_new (
      401, "ExpiredAuthenticationToken",
      "The access token expiry UTC time is earlier than current UTC time.");
  return berth_sandbox_fault_new (401, "InvalidAuthenticationToken",
                                  "The access token is invalid.");
}
