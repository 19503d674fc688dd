/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-client-secret-credential.h"

#include "berth-secret.h"
#include "berth-token-endpoint.h"

/**
 * BerthClientSecretCredential:
 *
 * Signs in as an application (OAuth 2.0 client credentials, RFC 6749 4.4). The secret and
 * the token stay in memory.
 */
struct _BerthClientSecretCredential {
  BerthCachingCredential parent_instance;

  BerthTokenEndpoint *endpoint;
  char *tenant;
  char *client_secret;
};

G_DEFINE_FINAL_TYPE (BerthClientSecretCredential,
                     berth_client_secret_credential,
                     BERTH_TYPE_CACHING_CREDENTIAL)

static DexFuture *
berth_client_secret_credential_fetch (BerthCachingCredential *credential,
                                      const char *claims)
{
  BerthClientSecretCredential *self = BERTH_CLIENT_SECRET_CREDENTIAL (credential);
  const char *fields[] = {
    "grant_type",
    "client_credentials",
    "client_id",
    berth_token_endpoint_get_client_id (self->endpoint),
    "client_secret",
    self->client_secret,
    "scope",
    berth_token_endpoint_get_scope (self->endpoint),
    NULL,
    NULL,
    NULL,
  };

  if (claims != NULL) {
    fields[8] = "claims";
    fields[9] = claims;
  }
  return berth_token_endpoint_redeem (self->endpoint, self->tenant, fields, NULL);
}

static void
berth_client_secret_credential_finalize (GObject *object)
{
  BerthClientSecretCredential *self = BERTH_CLIENT_SECRET_CREDENTIAL (object);

  berth_secret_clear (&self->client_secret);
  g_clear_object (&self->endpoint);
  g_clear_pointer (&self->tenant, g_free);
  G_OBJECT_CLASS (berth_client_secret_credential_parent_class)->finalize (object);
}

static void
berth_client_secret_credential_class_init (BerthClientSecretCredentialClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_client_secret_credential_finalize;
  BERTH_CACHING_CREDENTIAL_CLASS (klass)->fetch = berth_client_secret_credential_fetch;
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

  berth_caching_credential_set_clock (BERTH_CACHING_CREDENTIAL (self), clock);
  self->endpoint
    = berth_token_endpoint_new (transport, clock, authority, client_id, scope);
  self->tenant = g_strdup (tenant);
  self->client_secret = g_strdup (client_secret);
  return BERTH_CREDENTIAL (self);
}
