/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-challenge.h"
#include "berth-sandbox-form.h"
#include "berth-sandbox-grants.h"
#include "berth-sandbox-json.h"
#include "berth-sandbox-private.h"

#include <string.h>

#define ACCESS_SECONDS 3599
#define REFRESH_SECONDS (90 * 86400)
#define GRANT_SECONDS 900
#define POLL_SECONDS 5

/* Where the store keeps the refresh tokens that have been exchanged. */
#define SPENT_ID "/practice/spentTokens"

static BerthSandboxGrants *
get_grants (BerthSandbox *sandbox)
{
  return berth_sandbox_get_data (sandbox, "grants");
}

static BerthSandboxReply *
refuse (BerthSandbox *sandbox,
        guint status,
        const char *error,
        guint number,
        const char *message)
{
  g_autofree char *trace = g_uuid_string_random ();
  g_autofree char *description = NULL;
  g_autofree char *timestamp = NULL;
  g_autoptr (GDateTime) now = berth_clock_dup_now_utc (berth_sandbox_get_clock (sandbox));
  JsonObject *object = json_object_new ();
  JsonArray *codes = json_array_new ();

  timestamp = g_date_time_format (now, "%Y-%m-%d %H:%M:%SZ");
  description = g_strdup_printf ("AADSTS%u: %s Trace ID: %s Correlation ID: %s "
                                 "Timestamp: %s",
                                 number, message, trace, trace, timestamp);
  json_array_add_int_element (codes, number);
  json_object_set_string_member (object, "error", error);
  json_object_set_string_member (object, "error_description", description);
  json_object_set_array_member (object, "error_codes", codes);
  json_object_set_string_member (object, "timestamp", timestamp);
  json_object_set_string_member (object, "trace_id", trace);
  json_object_set_string_member (object, "correlation_id", trace);
  return berth_sandbox_reply_new_object (status, object);
}

static char *
trim_slashes (const char *text)
{
  char *trimmed = g_strdup (text);

  for (gsize n = strlen (trimmed); n > 0 && trimmed[n - 1] == '/'; n--)
    trimmed[n - 1] = '\0';
  return trimmed;
}

/* The audience among the words of a scope: "<audience>/.default" or a permission of it.
 */
static char *
find_audience (BerthSandbox *sandbox, const char *scope)
{
  g_auto (GStrv) words = g_strsplit (scope != NULL ? scope : "", " ", 20);
  g_auto (GStrv) audiences = berth_sandbox_dup_audiences (sandbox);

  for (guint i = 0; words[i] != NULL; i++) {
    for (guint j = 0; audiences[j] != NULL; j++) {
      g_autofree char *trimmed = trim_slashes (audiences[j]);

      if (g_str_has_prefix (words[i], trimmed)
          && (words[i][strlen (trimmed)] == '/' || words[i][strlen (trimmed)] == '\0'))
        return g_strdup (audiences[j]);
    }
  }
  return NULL;
}

static BerthSandboxReply *
give_tokens (BerthSandbox *sandbox,
             const char *scope,
             const char *client_id,
             const char *subject,
             gboolean with_refresh)
{
  BerthSandboxIdentity *identity = berth_sandbox_get_identity (sandbox);
  g_autofree char *audience = find_audience (sandbox, scope);
  g_autofree char *access = NULL;
  JsonObject *object;

  if (audience == NULL)
    return refuse (sandbox, 400, "invalid_resource", 500011,
                   "The resource principal named in the scope was not found in the "
                   "tenant.");
  access = berth_sandbox_identity_issue (identity, "access", audience, subject, client_id,
                                         ACCESS_SECONDS);
  object = json_object_new ();
  json_object_set_string_member (object, "token_type", "Bearer");
  json_object_set_string_member (object, "scope", scope);
  json_object_set_int_member (object, "expires_in", ACCESS_SECONDS);
  json_object_set_int_member (object, "ext_expires_in", ACCESS_SECONDS);
  json_object_set_string_member (object, "access_token", access);
  if (with_refresh) {
    g_autofree char *refresh = berth_sandbox_identity_issue (
      identity, "refresh", audience, subject, client_id, REFRESH_SECONDS);
    g_autofree char *id = berth_sandbox_identity_issue (
      identity, "id", client_id, subject, client_id, ACCESS_SECONDS);

    json_object_set_string_member (object, "refresh_token", refresh);
    json_object_set_string_member (object, "id_token", id);
  }
  return berth_sandbox_reply_new_object (200, object);
}

static BerthSandboxReply *
give_person_tokens (BerthSandbox *sandbox, const char *scope, const char *client_id)
{
  const char *user
    = berth_sandbox_identity_get (berth_sandbox_get_identity (sandbox), "userId");

  return give_tokens (sandbox, scope, client_id, user, TRUE);
}

static BerthSandboxReply *
take_client_credentials (BerthSandbox *sandbox, GHashTable *form)
{
  BerthSandboxIdentity *identity = berth_sandbox_get_identity (sandbox);
  const char *client_id = g_hash_table_lookup (form, "client_id");
  const char *secret = g_hash_table_lookup (form, "client_secret");

  if (g_strcmp0 (client_id, berth_sandbox_identity_get (identity, "clientId")) != 0)
    return refuse (sandbox, 400, "unauthorized_client", 700016,
                   "Application with that identifier was not found in the directory "
                   "'Practice'.");
  if (g_strcmp0 (secret, berth_sandbox_identity_get (identity, "clientSecret")) != 0)
    return refuse (sandbox, 401, "invalid_client", 7000215,
                   "Invalid client secret provided. Ensure the secret being sent in the "
                   "request is the client secret value, not the client secret ID.");
  return give_tokens (sandbox, g_hash_table_lookup (form, "scope"), client_id,
                      berth_sandbox_identity_get (identity, "servicePrincipalId"), FALSE);
}

/* A scenario can approve by itself after a while, where no person sits at a browser. */
static gboolean
is_approved (BerthSandbox *sandbox, BerthSandboxGrant *grant)
{
  BerthSandboxScenario *scenario = berth_sandbox_get_scenario (sandbox);
  gint64 now = berth_clock_get_now (berth_sandbox_get_clock (sandbox));
  JsonNode *after = berth_sandbox_json_member (
    berth_sandbox_scenario_get_object (scenario), "signIn.approveAfter");

  return grant->approved
         || (after != NULL && JSON_NODE_HOLDS_VALUE (after)
             && (double) (now - grant->created_usec)
                  >= json_node_get_double (after) * G_USEC_PER_SEC);
}

static gboolean
is_too_eager (BerthSandbox *sandbox, BerthSandboxGrant *grant)
{
  gint64 now = berth_clock_get_now (berth_sandbox_get_clock (sandbox));
  gint64 before = grant->polled_usec;

  grant->polled_usec = now;
  return before != 0 && now - before < (POLL_SECONDS - 1) * G_USEC_PER_SEC;
}

static BerthSandboxReply *
take_device_code (BerthSandbox *sandbox, GHashTable *form)
{
  const char *code = g_hash_table_lookup (form, "device_code");
  BerthSandboxGrant *grant
    = code != NULL ? berth_sandbox_grants_find (get_grants (sandbox), code) : NULL;
  BerthSandboxReply *reply;

  if (grant == NULL || grant->redirect_uri != NULL
      || g_strcmp0 (g_hash_table_lookup (form, "client_id"), grant->client_id) != 0)
    return refuse (sandbox, 400, "bad_verification_code", 7000104,
                   "The device_code is not valid.");
  if (grant->expires_usec <= berth_clock_get_now (berth_sandbox_get_clock (sandbox)))
    return refuse (sandbox, 400, "expired_token", 70020,
                   "The provided value for the input parameter 'device_code' is not "
                   "valid. This device code has expired.");
  if (grant->declined)
    return refuse (sandbox, 400, "authorization_declined", 70018,
                   "The person declined the request.");
  if (is_too_eager (sandbox, grant))
    return refuse (sandbox, 400, "slow_down", 70016,
                   "The application polls more often than it was told to.");
  if (!is_approved (sandbox, grant))
    return refuse (sandbox, 400, "authorization_pending", 70016,
                   "OAuth 2.0 device flow error. Authorization is pending. Continue "
                   "polling.");
  reply = give_person_tokens (sandbox, grant->scope, grant->client_id);
  berth_sandbox_grants_remove (get_grants (sandbox), grant);
  return reply;
}

static gboolean
verifies (const char *verifier, const char *challenge)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *text = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  if (verifier == NULL || challenge == NULL)
    return FALSE;
  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  text = g_base64_encode (digest, length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  g_strdelimit (text, "=", '\0');
  return g_str_equal (text, challenge);
}

static BerthSandboxReply *
take_authorization_code (BerthSandbox *sandbox, GHashTable *form)
{
  const char *code = g_hash_table_lookup (form, "code");
  BerthSandboxGrant *grant
    = code != NULL ? berth_sandbox_grants_find (get_grants (sandbox), code) : NULL;
  g_autofree char *scope = NULL;
  g_autofree char *client_id = NULL;
  gboolean good;

  if (grant == NULL || !grant->approved || grant->redirect_uri == NULL
      || grant->expires_usec <= berth_clock_get_now (berth_sandbox_get_clock (sandbox)))
    return refuse (sandbox, 400, "invalid_grant", 70008,
                   "The provided authorization code or refresh token has expired due to "
                   "inactivity.");
  good
    = verifies (g_hash_table_lookup (form, "code_verifier"), grant->challenge)
      && g_strcmp0 (g_hash_table_lookup (form, "redirect_uri"), grant->redirect_uri) == 0
      && g_strcmp0 (g_hash_table_lookup (form, "client_id"), grant->client_id) == 0;
  scope = g_strdup (grant->scope);
  client_id = g_strdup (grant->client_id);
  berth_sandbox_grants_remove (get_grants (sandbox), grant);
  if (!good)
    return refuse (sandbox, 400, "invalid_grant", 501481,
                   "The Code_Verifier does not match the code_challenge supplied in the "
                   "authorization request.");
  return give_person_tokens (sandbox, scope, client_id);
}

/* A refresh token is good for one exchange, and stays spent when the cloud is started
 * again. Those that have expired need not be remembered. */
static gboolean
spend (BerthSandbox *sandbox, JsonObject *claims)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  const char *id = berth_sandbox_json_string (claims, "uti");
  const gint64 now
    = berth_clock_get_now (berth_sandbox_get_clock (sandbox)) / G_USEC_PER_SEC;
  JsonObject *known = berth_sandbox_store_get (store, SPENT_ID);
  g_autoptr (JsonObject) spent = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *expiry;

  if (known != NULL && json_object_has_member (known, id))
    return FALSE;
  json_object_set_int_member (spent, id, json_object_get_int_member (claims, "exp"));
  if (known != NULL)
    json_object_iter_init (&iter, known);
  while (known != NULL && json_object_iter_next (&iter, &name, &expiry)) {
    if (json_node_get_int (expiry) > now)
      json_object_set_int_member (spent, name, json_node_get_int (expiry));
  }
  berth_sandbox_store_put (store, SPENT_ID, spent);
  return TRUE;
}

static BerthSandboxReply *
take_refresh_token (BerthSandbox *sandbox, GHashTable *form)
{
  const char *token = g_hash_table_lookup (form, "refresh_token");
  const char *scope = g_hash_table_lookup (form, "scope");
  g_autoptr (JsonObject) claims = NULL;
  gboolean expired = FALSE;

  if (token != NULL)
    claims = berth_sandbox_identity_read (berth_sandbox_get_identity (sandbox), token,
                                          "refresh", &expired);
  if (claims == NULL && expired)
    return refuse (sandbox, 400, "invalid_grant", 700082,
                   "The refresh token has expired due to inactivity.");
  if (claims == NULL
      || g_strcmp0 (berth_sandbox_json_string (claims, "appid"),
                    g_hash_table_lookup (form, "client_id"))
           != 0)
    return refuse (sandbox, 400, "invalid_grant", 9002313,
                   "Invalid request. Request is malformed or invalid.");
  if (!spend (sandbox, claims))
    return refuse (sandbox, 400, "invalid_grant", 50173,
                   "The provided grant has expired due to it being revoked.");
  return give_person_tokens (
    sandbox, scope != NULL ? scope : berth_sandbox_json_string (claims, "aud"),
    berth_sandbox_json_string (claims, "appid"));
}

gboolean
berth_sandbox_knows_tenant (BerthSandbox *sandbox, const char *tenant)
{
  return g_ascii_strcasecmp (tenant, berth_sandbox_get_tenant_id (sandbox)) == 0
         || g_ascii_strcasecmp (tenant, "common") == 0
         || g_ascii_strcasecmp (tenant, "organizations") == 0;
}

/* @error: "invalid_request", or "invalid_tenant" where there is nothing else in the
 * request. */
BerthSandboxReply *
berth_sandbox_refuse_tenant (BerthSandbox *sandbox, const char *error)
{
  return refuse (
    sandbox, 400, error, 90002,
    "Tenant not found. Check to make sure you have the correct tenant ID and "
    "are signing into the correct cloud.");
}

/* What the scenario says about a token request of this kind. */
static BerthSandboxReply *
refuse_by_scenario (BerthSandbox *sandbox, const char *grant_type)
{
  JsonObject *rule = berth_sandbox_scenario_take_refusal (
    berth_sandbox_get_scenario (sandbox), grant_type != NULL ? grant_type : "");
  const char *error = rule != NULL ? berth_sandbox_json_string (rule, "error") : NULL;
  BerthSandboxReply *reply;

  if (error == NULL)
    return NULL;
  reply = refuse (sandbox, 400, error,
                  (guint) json_object_get_int_member_with_default (rule, "number", 50173),
                  "The scenario of the practice cloud refuses this.");
  if (berth_sandbox_json_string (rule, "claims") != NULL)
    json_object_set_string_member (
      json_node_get_object (berth_sandbox_reply_get_node (reply)), "claims",
      berth_sandbox_json_string (rule, "claims"));
  return reply;
}

static BerthSandboxReply *
answer_token (BerthSandboxRequest *request, gpointer data)
{
  const struct {
    const char *type;
    BerthSandboxReply *(*take) (BerthSandbox *sandbox, GHashTable *form);
  } grants[] = {
    { "client_credentials", take_client_credentials },
    { "urn:ietf:params:oauth:grant-type:device_code", take_device_code },
    { "device_code", take_device_code },
    { "authorization_code", take_authorization_code },
    { "refresh_token", take_refresh_token },
  };
  BerthSandbox *sandbox = data;
  g_autoptr (GHashTable) form = berth_sandbox_form_read (request);
  const char *type = g_hash_table_lookup (form, "grant_type");
  BerthSandboxReply *refusal;

  if (!berth_sandbox_knows_tenant (sandbox,
                                   berth_sandbox_request_get_capture (request, "tenant")))
    return berth_sandbox_refuse_tenant (sandbox, "invalid_request");
  refusal = refuse_by_scenario (sandbox, type);
  if (refusal != NULL)
    return refusal;
  berth_sandbox_challenge_meet (sandbox, g_hash_table_lookup (form, "claims"));
  for (gsize i = 0; i < G_N_ELEMENTS (grants); i++) {
    if (g_strcmp0 (grants[i].type, type) == 0)
      return grants[i].take (sandbox, form);
  }
  return refuse (sandbox, 400, "unsupported_grant_type", 70003,
                 "The app requested an unsupported grant type.");
}

static BerthSandboxReply *
answer_device_code (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  g_autoptr (GHashTable) form = berth_sandbox_form_read (request);
  const char *client_id = g_hash_table_lookup (form, "client_id");
  g_autofree char *url = NULL;
  g_autofree char *message = NULL;
  BerthSandboxGrant *grant;
  JsonObject *object;

  if (!berth_sandbox_knows_tenant (sandbox,
                                   berth_sandbox_request_get_capture (request, "tenant")))
    return berth_sandbox_refuse_tenant (sandbox, "invalid_request");
  if (client_id == NULL)
    return refuse (sandbox, 400, "invalid_request", 900144,
                   "The request body must contain the following parameter: 'client_id'.");
  grant = berth_sandbox_grants_add (get_grants (sandbox), client_id,
                                    g_hash_table_lookup (form, "scope"), GRANT_SECONDS);
  url = g_strconcat (berth_sandbox_request_get_base_url (request), "/devicelogin", NULL);
  message
    = g_strdup_printf ("To sign in, use a web browser to open the page %s and enter "
                       "the code %s to authenticate.",
                       url, grant->user_code);
  object = json_object_new ();
  json_object_set_string_member (object, "user_code", grant->user_code);
  json_object_set_string_member (object, "device_code", grant->secret);
  json_object_set_string_member (object, "verification_uri", url);
  json_object_set_int_member (object, "expires_in", GRANT_SECONDS);
  json_object_set_int_member (object, "interval", POLL_SECONDS);
  json_object_set_string_member (object, "message", message);
  return berth_sandbox_reply_new_object (200, object);
}

static BerthSandboxReply *
show_device_page (BerthSandboxRequest *request, gpointer data)
{
  return berth_sandbox_form_page (
    200, "Sign in to the practice cloud",
    "<form method=\"post\" action=\"/devicelogin\"><label>Code "
    "<input name=\"code\" autofocus></label> <button>Approve</button> "
    "<button name=\"decline\" value=\"1\">Decline</button></form>");
}

static BerthSandboxReply *
take_device_page (BerthSandboxRequest *request, gpointer data)
{
  g_autoptr (GHashTable) form = berth_sandbox_form_read (request);
  const char *code = g_hash_table_lookup (form, "code");
  BerthSandboxGrant *grant
    = code != NULL ? berth_sandbox_grants_find_user_code (get_grants (data), code) : NULL;

  if (grant == NULL)
    return berth_sandbox_form_page (404, "That code is not known",
                                    "<p>Look at the application's window again.</p>");
  grant->declined = g_hash_table_contains (form, "decline");
  grant->approved = !grant->declined;
  return berth_sandbox_form_page (200, grant->approved ? "You are signed in" : "Declined",
                                  "<p>You may close this page.</p>");
}

/* Only a program on this very computer can be sent a code. The word has to be localhost:
 * an address is another redirect than the one that is registered. */
static gboolean
is_local (const char *uri)
{
  g_autoptr (GUri) parsed
    = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;

  return host != NULL && g_strcmp0 (g_uri_get_scheme (parsed), "http") == 0
         && g_str_equal (host, "localhost");
}

static BerthSandboxReply *
show_authorize_page (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  const char *redirect = berth_sandbox_request_get_query (request, "redirect_uri");
  const char *client_id = berth_sandbox_request_get_query (request, "client_id");
  const char *state = berth_sandbox_request_get_query (request, "state");
  const char *challenge = berth_sandbox_request_get_query (request, "code_challenge");
  g_autofree char *body = NULL;
  BerthSandboxGrant *grant;

  if (!is_local (redirect) || client_id == NULL || challenge == NULL
      || g_strcmp0 (berth_sandbox_request_get_query (request, "code_challenge_method"),
                    "S256")
           != 0)
    return berth_sandbox_form_page (
      400, "The application asked in a way that cannot be answered",
      "<p>AADSTS50011: the redirect URI or the code challenge is not acceptable.</p>");
  grant = berth_sandbox_grants_add (get_grants (sandbox), client_id,
                                    berth_sandbox_request_get_query (request, "scope"),
                                    GRANT_SECONDS);
  grant->redirect_uri = g_strdup (redirect);
  grant->challenge = g_strdup (challenge);
  body = g_markup_printf_escaped (
    "<p>Practice Person (person@practice.invalid)</p>"
    "<form method=\"post\" action=\"/practice/approve\">"
    "<input type=\"hidden\" name=\"ticket\" value=\"%s\">"
    "<input type=\"hidden\" name=\"state\" value=\"%s\">"
    "<button autofocus>Approve</button> "
    "<button name=\"decline\" value=\"1\">Decline</button></form>",
    grant->user_code, state != NULL ? state : "");
  return berth_sandbox_form_page (200, "Sign in to the practice cloud", body);
}

static BerthSandboxReply *
take_authorize_page (BerthSandboxRequest *request, gpointer data)
{
  g_autoptr (GHashTable) form = berth_sandbox_form_read (request);
  const char *ticket = g_hash_table_lookup (form, "ticket");
  const char *state = g_hash_table_lookup (form, "state");
  BerthSandboxGrant *grant
    = ticket != NULL ? berth_sandbox_grants_find_user_code (get_grants (data), ticket)
                     : NULL;
  g_autofree char *escaped
    = g_uri_escape_string (state != NULL ? state : "", NULL, FALSE);
  g_autofree char *location = NULL;
  BerthSandboxReply *reply;

  if (grant == NULL || grant->redirect_uri == NULL)
    return berth_sandbox_form_page (404, "This page is too old",
                                    "<p>Begin again in the application.</p>");
  grant->approved = !g_hash_table_contains (form, "decline");
  location = g_strdup_printf (
    "%s%s%s%s&state=%s", grant->redirect_uri,
    strchr (grant->redirect_uri, '?') != NULL ? "&" : "?",
    grant->approved ? "code=" : "error=access_denied&error_description=Declined",
    grant->approved ? grant->secret : "", escaped);
  reply = berth_sandbox_reply_new_empty (302);
  berth_sandbox_reply_set_header (reply, "Location", location);
  return reply;
}

void
berth_sandbox_sign_in_install (BerthSandbox *self)
{
  berth_sandbox_set_data (self, "grants",
                          berth_sandbox_grants_new (berth_sandbox_get_clock (self)),
                          g_object_unref);
  berth_sandbox_add_open_route (self, "POST", "/{tenant}/oauth2/v2.0/token",
                                answer_token);
  berth_sandbox_add_open_route (self, "POST", "/{tenant}/oauth2/v2.0/devicecode",
                                answer_device_code);
  berth_sandbox_add_open_route (self, "GET", "/{tenant}/oauth2/v2.0/authorize",
                                show_authorize_page);
  berth_sandbox_add_open_route (self, "POST", "/practice/approve", take_authorize_page);
  berth_sandbox_add_open_route (self, "GET", "/devicelogin", show_device_page);
  berth_sandbox_add_open_route (self, "POST", "/devicelogin", take_device_page);
}
