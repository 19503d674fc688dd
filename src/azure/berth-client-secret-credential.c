/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-client-secret-credential.h"

#include "berth-azure-error.h"
#include "berth-fault-parser.h"
#include "berth-future.h"
#include "berth-json.h"

#include <string.h>

/* A token is renewed this long before it expires. */
#define EARLY_USEC (5 * 60 * G_USEC_PER_SEC)
#define MAX_ANSWER_BYTES (1024 * 1024)
/* Tokens live for an hour, with continuous access evaluation for about a day. */
#define MAX_LIFETIME_SECONDS (2 * 24 * 60 * 60)

/**
 * BerthClientSecretCredential:
 *
 * Signs in as an application (OAuth 2.0 client credentials, RFC 6749 4.4). The secret and
 * the token stay in memory. Requests that come while a token is being fetched share it,
 * except those that have claims to meet.
 */
struct _BerthClientSecretCredential {
  GObject parent_instance;

  BerthHttpTransport *transport;
  BerthClock *clock;
  char *url;
  char *client_id;
  char *client_secret;
  char *scope;
  char *token;
  gint64 expires_usec;
  DexFuture *fetching;
};

typedef struct {
  BerthClientSecretCredential *self;
  char *claims;
} Fetching;

static void credential_init (BerthCredentialInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthClientSecretCredential,
                               berth_client_secret_credential,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_CREDENTIAL,
                                                      credential_init))

static void
fetching_free (gpointer data)
{
  Fetching *fetching = data;

  g_clear_object (&fetching->self);
  g_free (fetching->claims);
  g_free (fetching);
}

static void
append_field (GString *form, const char *name, const char *value)
{
  if (form->len > 0)
    g_string_append_c (form, '&');
  g_string_append (form, name);
  g_string_append_c (form, '=');
  g_string_append_uri_escaped (form, value, NULL, FALSE);
}

static BerthHttpRequest *
make_request (BerthClientSecretCredential *self, const char *claims)
{
  BerthHttpRequest *request = berth_http_request_new ("POST", self->url);
  g_autoptr (GString) form = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;

  append_field (form, "grant_type", "client_credentials");
  append_field (form, "client_id", self->client_id);
  append_field (form, "client_secret", self->client_secret);
  append_field (form, "scope", self->scope);
  if (claims != NULL)
    append_field (form, "claims", claims);
  body = g_bytes_new (form->str, form->len);
  berth_http_request_set_body (request, body, "application/x-www-form-urlencoded");
  berth_http_request_set_max_body_bytes (request, MAX_ANSWER_BYTES);
  return request;
}

/* It becomes a part of a header (RFC 6750 2.1). */
static const char *
require_token (JsonObject *root, GError **error)
{
  const char *token = berth_json_require_string (root, "access_token", error);
  gboolean fine = token != NULL && *token != '\0';

  for (const char *at = token; fine && *at != '\0'; at++)
    fine = g_ascii_isgraph (*at);
  if (token != NULL && !fine)
    g_propagate_error (error, berth_azure_error_new_malformed (
                                "The service’s token has characters that none may have"));
  return fine ? token : NULL;
}

static gboolean
keep_token (BerthClientSecretCredential *self,
            BerthHttpResponse *response,
            GError **error)
{
  g_autoptr (JsonNode) node
    = berth_json_parse (berth_http_response_get_body (response), error);
  JsonObject *root = node != NULL ? berth_json_require_root (node, error) : NULL;
  const char *token = root != NULL ? require_token (root, error) : NULL;

  if (token == NULL)
    return FALSE;
  g_set_str (&self->token, token);
  self->expires_usec
    = berth_clock_get_now (self->clock)
      + CLAMP (berth_json_get_int (root, "expires_in", 3600), 0, MAX_LIFETIME_SECONDS)
          * G_USEC_PER_SEC;
  return TRUE;
}

static DexFuture *
fetch_fiber (gpointer data)
{
  Fetching *fetching = data;
  BerthClientSecretCredential *self = fetching->self;
  g_autoptr (BerthHttpRequest) request = make_request (self, fetching->claims);
  g_autoptr (BerthHttpResponse) response = NULL;
  GError *error = NULL;

  response = dex_await_object (berth_http_transport_send (self->transport, request, NULL),
                               &error);
  if (response == NULL)
    return dex_future_new_for_error (error);
  if (berth_http_response_get_status (response) != 200)
    return dex_future_new_for_error (berth_fault_parse_response (response));
  if (!keep_token (self, response, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_for_string (self->token);
}

static DexFuture *
on_fetched (DexFuture *future, gpointer user_data)
{
  BerthClientSecretCredential *self = user_data;

  dex_clear (&self->fetching);
  return NULL;
}

static DexFuture *
fetch (BerthClientSecretCredential *self, const char *claims)
{
  Fetching *fetching = g_new0 (Fetching, 1);

  fetching->self = g_object_ref (self);
  fetching->claims = g_strdup (claims);
  return berth_future_spawn (fetch_fiber, fetching, fetching_free);
}

static DexFuture *
berth_client_secret_credential_get_token (BerthCredential *credential,
                                          const char *claims,
                                          GCancellable *cancellable)
{
  BerthClientSecretCredential *self = BERTH_CLIENT_SECRET_CREDENTIAL (credential);

  if (claims != NULL)
    return berth_future_cancellable (fetch (self, claims), cancellable);
  if (self->token != NULL
      && berth_clock_get_now (self->clock) + EARLY_USEC < self->expires_usec)
    return dex_future_new_for_string (self->token);
  if (self->fetching == NULL)
    self->fetching = dex_future_finally (fetch (self, NULL), on_fetched,
                                         g_object_ref (self), g_object_unref);
  return berth_future_cancellable (dex_ref (self->fetching), cancellable);
}

static void
berth_client_secret_credential_forget_token (BerthCredential *credential)
{
  g_clear_pointer (&BERTH_CLIENT_SECRET_CREDENTIAL (credential)->token, g_free);
}

static void
credential_init (BerthCredentialInterface *iface)
{
  iface->get_token = berth_client_secret_credential_get_token;
  iface->forget_token = berth_client_secret_credential_forget_token;
}

static void
clear_secret (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static void
berth_client_secret_credential_finalize (GObject *object)
{
  BerthClientSecretCredential *self = BERTH_CLIENT_SECRET_CREDENTIAL (object);

  clear_secret (&self->client_secret);
  clear_secret (&self->token);
  dex_clear (&self->fetching);
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->scope, g_free);
  G_OBJECT_CLASS (berth_client_secret_credential_parent_class)->finalize (object);
}

static void
berth_client_secret_credential_class_init (BerthClientSecretCredentialClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_client_secret_credential_finalize;
}

static void
berth_client_secret_credential_init (BerthClientSecretCredential *self)
{
}

/**
 * berth_client_secret_credential_new:
 * @transport: what carries the token request; without a sign-in policy
 * @clock: what a token's age is measured by
 * @authority: the login endpoint, without a tenant
 * @tenant: the tenant's id
 * @client_id: the application's id
 * @client_secret: the application's secret; kept in memory only
 * @scope: what the token is for, see berth_cloud_dup_scope()
 */
BerthCredential *
berth_client_secret_credential_new (BerthHttpTransport *transport,
                                    BerthClock *clock,
                                    const char *authority,
                                    const char *tenant,
                                    const char *client_id,
                                    const char *client_secret,
                                    const char *scope)
{
  BerthClientSecretCredential *self
    = g_object_new (BERTH_TYPE_CLIENT_SECRET_CREDENTIAL, NULL);

  self->transport = g_object_ref (transport);
  self->clock = g_object_ref (clock);
  self->url = g_strdup_printf ("%s/%s/oauth2/v2.0/token", authority, tenant);
  self->client_id = g_strdup (client_id);
  self->client_secret = g_strdup (client_secret);
  self->scope = g_strdup (scope);
  return BERTH_CREDENTIAL (self);
}
