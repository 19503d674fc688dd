/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-token-endpoint.h"

#include "berth-azure-error.h"
#include "berth-fault-parser.h"
#include "berth-future.h"
#include "berth-json.h"
#include "berth-secret.h"

#include <string.h>

#define MAX_ANSWER_BYTES (1024 * 1024)

/**
 * BerthTokenEndpoint:
 *
 * The sign-in side of a cloud, asked as one application for one kind of token (Microsoft
 * identity platform, v2.0 endpoints; RFC 6749). It keeps nothing.
 */
struct _BerthTokenEndpoint {
  GObject parent_instance;

  BerthHttpTransport *transport;
  BerthClock *clock;
  char *authority;
  char *client_id;
  char *scope;
};

typedef struct {
  BerthTokenEndpoint *self;
  char *url;
  char *form;
  GCancellable *cancellable;
} Question;

G_DEFINE_FINAL_TYPE (BerthTokenEndpoint, berth_token_endpoint, G_TYPE_OBJECT)

static void
berth_token_endpoint_finalize (GObject *object)
{
  BerthTokenEndpoint *self = BERTH_TOKEN_ENDPOINT (object);

  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->authority, g_free);
  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->scope, g_free);
  G_OBJECT_CLASS (berth_token_endpoint_parent_class)->finalize (object);
}

static void
berth_token_endpoint_class_init (BerthTokenEndpointClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_token_endpoint_finalize;
}

static void
berth_token_endpoint_init (BerthTokenEndpoint *self)
{
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->self);
  g_clear_object (&question->cancellable);
  g_free (question->url);
  berth_secret_free (question->form);
  g_free (question);
}

/* `application/x-www-form-urlencoded`, from names and values in turn. */
static char *
make_form (const char *const *fields)
{
  GString *form = g_string_new (NULL);

  for (gsize i = 0; fields[i] != NULL; i += 2) {
    if (form->len > 0)
      g_string_append_c (form, '&');
    g_string_append (form, fields[i]);
    g_string_append_c (form, '=');
    g_string_append_uri_escaped (form, fields[i + 1], NULL, FALSE);
  }
  return g_string_free_and_steal (form);
}

static BerthHttpRequest *
make_request (Question *question)
{
  BerthHttpRequest *request = berth_http_request_new ("POST", question->url);
  g_autoptr (GBytes) body = g_bytes_new (question->form, strlen (question->form));

  berth_http_request_set_body (request, body, "application/x-www-form-urlencoded");
  berth_http_request_set_header (request, "accept", "application/json");
  berth_http_request_set_max_body_bytes (request, MAX_ANSWER_BYTES);
  return request;
}

static JsonNode *
ask (Question *question, GError **error)
{
  g_autoptr (BerthHttpRequest) request = make_request (question);
  g_autoptr (BerthHttpResponse) response = dex_await_object (
    berth_http_transport_send (question->self->transport, request, question->cancellable),
    error);

  if (response == NULL)
    return NULL;
  if (berth_http_response_get_status (response) != 200) {
    g_propagate_error (error, berth_fault_parse_response (response));
    return NULL;
  }
  return berth_json_parse (berth_http_response_get_body (response), error);
}

static DexFuture *
post_fiber (gpointer data)
{
  GError *error = NULL;
  JsonNode *node = ask (data, &error);

  if (node == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (JSON_TYPE_NODE, node);
}

static DexFuture *
redeem_fiber (gpointer data)
{
  Question *question = data;
  const gint64 asked_usec = berth_clock_get_now (question->self->clock);
  GError *error = NULL;
  g_autoptr (JsonNode) node = ask (question, &error);
  JsonObject *root = node != NULL ? berth_json_require_root (node, &error) : NULL;
  BerthTokens *tokens
    = root != NULL ? berth_tokens_parse (root, asked_usec, &error) : NULL;

  if (tokens == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (tokens);
}

static Question *
question_new (BerthTokenEndpoint *self,
              const char *tenant,
              const char *path,
              const char *const *fields,
              GCancellable *cancellable)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->url = berth_token_endpoint_dup_url (self, tenant, path);
  question->form = make_form (fields);
  question->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return question;
}

/**
 * berth_token_endpoint_new:
 * @transport: what carries the requests; without a sign-in policy
 * @clock: what a token's age is measured by
 * @authority: the login endpoint, without a tenant
 * @client_id: the application that asks
 * @scope: what the tokens are for, see berth_cloud_dup_scope()
 */
BerthTokenEndpoint *
berth_token_endpoint_new (BerthHttpTransport *transport,
                          BerthClock *clock,
                          const char *authority,
                          const char *client_id,
                          const char *scope)
{
  BerthTokenEndpoint *self = g_object_new (BERTH_TYPE_TOKEN_ENDPOINT, NULL);

  self->transport = g_object_ref (transport);
  self->clock = g_object_ref (clock);
  self->authority = g_strdup (authority);
  self->client_id = g_strdup (client_id);
  self->scope = g_strdup (scope);
  return self;
}

/**
 * berth_token_endpoint_get_clock:
 *
 * Returns: (transfer none): what ages are measured by
 */
BerthClock *
berth_token_endpoint_get_clock (BerthTokenEndpoint *self)
{
  g_return_val_if_fail (BERTH_IS_TOKEN_ENDPOINT (self), NULL);

  return self->clock;
}

/**
 * berth_token_endpoint_get_authority:
 *
 * Returns: the login endpoint, without a tenant
 */
const char *
berth_token_endpoint_get_authority (BerthTokenEndpoint *self)
{
  g_return_val_if_fail (BERTH_IS_TOKEN_ENDPOINT (self), NULL);

  return self->authority;
}

/**
 * berth_token_endpoint_get_client_id:
 *
 * Returns: the application that asks
 */
const char *
berth_token_endpoint_get_client_id (BerthTokenEndpoint *self)
{
  g_return_val_if_fail (BERTH_IS_TOKEN_ENDPOINT (self), NULL);

  return self->client_id;
}

/**
 * berth_token_endpoint_get_scope:
 *
 * Returns: what the tokens are for
 */
const char *
berth_token_endpoint_get_scope (BerthTokenEndpoint *self)
{
  g_return_val_if_fail (BERTH_IS_TOKEN_ENDPOINT (self), NULL);

  return self->scope;
}

/**
 * berth_token_endpoint_dup_person_scope:
 *
 * Returns: (transfer full): the scope of a person, who gets a refresh token and a name
 * too
 */
char *
berth_token_endpoint_dup_person_scope (BerthTokenEndpoint *self)
{
  g_return_val_if_fail (BERTH_IS_TOKEN_ENDPOINT (self), NULL);

  return g_strconcat (self->scope, " offline_access openid profile", NULL);
}

/**
 * berth_token_endpoint_dup_url:
 * @tenant: a tenant's id or domain, or %BERTH_TENANT_ORGANIZATIONS
 * @path: "token", "devicecode" or "authorize"
 *
 * Returns: (transfer full): the address
 */
char *
berth_token_endpoint_dup_url (BerthTokenEndpoint *self,
                              const char *tenant,
                              const char *path)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (BERTH_IS_TOKEN_ENDPOINT (self), NULL);
  g_return_val_if_fail (tenant != NULL && path != NULL, NULL);

  escaped = g_uri_escape_string (tenant, NULL, FALSE);
  return g_strdup_printf ("%s/%s/oauth2/v2.0/%s", self->authority, escaped, path);
}

/**
 * berth_token_endpoint_post:
 * @tenant: as for berth_token_endpoint_dup_url()
 * @path: as for berth_token_endpoint_dup_url()
 * @fields: (array zero-terminated=1): names and values of the form in turn
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to the answer as a #JsonNode, or
 *   rejects with a #BerthNetError or with %BERTH_AZURE_ERROR_SIGNED_OUT, whose fault has
 *   the "AADSTS…" number as its code and OAuth's word as the outer one
 */
DexFuture *
berth_token_endpoint_post (BerthTokenEndpoint *self,
                           const char *tenant,
                           const char *path,
                           const char *const *fields,
                           GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_TOKEN_ENDPOINT (self), NULL);

  return berth_future_spawn (
    post_fiber, question_new (self, tenant, path, fields, cancellable), question_free);
}

/**
 * berth_token_endpoint_redeem:
 * @tenant: as for berth_token_endpoint_dup_url()
 * @fields: (array zero-terminated=1): names and values of the form in turn
 * @cancellable: (nullable): gives up
 *
 * Exchanges a grant for tokens.
 *
 * Returns: (transfer full): a future that resolves to #BerthTokens, or rejects as
 *   berth_token_endpoint_post()
 */
DexFuture *
berth_token_endpoint_redeem (BerthTokenEndpoint *self,
                             const char *tenant,
                             const char *const *fields,
                             GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_TOKEN_ENDPOINT (self), NULL);

  return berth_future_spawn (redeem_fiber,
                             question_new (self, tenant, "token", fields, cancellable),
                             question_free);
}
