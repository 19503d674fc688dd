/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sign-in-target.h"

#include "berth-future.h"
#include "berth-token-claims.h"

/**
 * BerthSignInTarget:
 *
 * Where somebody signs in, by which application, and what the sign-in has to bring if it
 * is not their first.
 */
struct _BerthSignInTarget {
  GObject parent_instance;

  char *arm_endpoint;
  char *client_id;
  char *tenant;
  char *claims;
  BerthIdentity *identity; /* who signs in again */
  BerthCloud *cloud;
};

typedef struct {
  BerthSignInTarget *self;
  BerthSignIns *sign_ins;
  GCancellable *cancellable;
} Preparing;

G_DEFINE_FINAL_TYPE (BerthSignInTarget, berth_sign_in_target, G_TYPE_OBJECT)

static void
berth_sign_in_target_finalize (GObject *object)
{
  BerthSignInTarget *self = BERTH_SIGN_IN_TARGET (object);

  g_clear_pointer (&self->arm_endpoint, g_free);
  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->tenant, g_free);
  g_clear_pointer (&self->claims, g_free);
  g_clear_object (&self->identity);
  g_clear_object (&self->cloud);
  G_OBJECT_CLASS (berth_sign_in_target_parent_class)->finalize (object);
}

static void
berth_sign_in_target_class_init (BerthSignInTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sign_in_target_finalize;
}

static void
berth_sign_in_target_init (BerthSignInTarget *self)
{
}

static void
preparing_free (gpointer data)
{
  Preparing *preparing = data;

  g_object_unref (preparing->self);
  g_object_unref (preparing->sign_ins);
  g_clear_object (&preparing->cancellable);
  g_free (preparing);
}

static gboolean
require_cloud (Preparing *preparing, GError **error)
{
  BerthSignInTarget *self = preparing->self;
  g_autoptr (BerthCloud) public_cloud = berth_cloud_new_public ();

  if (self->cloud != NULL)
    return TRUE;
  if (g_strcmp0 (self->arm_endpoint, berth_cloud_get_arm_endpoint (public_cloud)) == 0)
    self->cloud = g_steal_pointer (&public_cloud);
  else
    self->cloud = dex_await_object (
      berth_cloud_discover (berth_sign_ins_get_transport (preparing->sign_ins),
                            self->arm_endpoint, preparing->cancellable),
      error);
  return self->cloud != NULL;
}

static DexFuture *
prepare_fiber (gpointer data)
{
  Preparing *preparing = data;
  BerthSignInTarget *self = preparing->self;
  g_autofree char *scope = NULL;
  GError *error = NULL;

  if (!require_cloud (preparing, &error))
    return dex_future_new_for_error (error);
  scope = berth_cloud_dup_scope (self->cloud);
  return dex_future_new_take_object (berth_token_endpoint_new (
    berth_sign_ins_get_transport (preparing->sign_ins),
    berth_sign_ins_get_clock (preparing->sign_ins),
    berth_cloud_get_login_endpoint (self->cloud), self->client_id, scope));
}

/**
 * berth_sign_in_target_new:
 * @arm_endpoint: the cloud's resource manager
 * @client_id: the application that asks
 * @tenant: (nullable): the tenant; %NULL for the one that the person belongs to
 *
 * Returns: (transfer full): where anybody may sign in
 */
BerthSignInTarget *
berth_sign_in_target_new (const char *arm_endpoint,
                          const char *client_id,
                          const char *tenant)
{
  BerthSignInTarget *self = g_object_new (BERTH_TYPE_SIGN_IN_TARGET, NULL);

  self->arm_endpoint = g_strdup (arm_endpoint);
  self->client_id = g_strdup (client_id);
  self->tenant = g_strdup (tenant != NULL ? tenant : BERTH_TENANT_ORGANIZATIONS);
  return self;
}

/**
 * berth_sign_in_target_new_again:
 * @identity: a person whose sign-in was refused
 *
 * Returns: (transfer full): what mends it
 */
BerthSignInTarget *
berth_sign_in_target_new_again (BerthIdentity *identity)
{
  BerthGrant *grant = berth_identity_get_grant (identity);
  const char *refusing = berth_grant_get_refusing_tenant (grant);
  BerthSignInTarget *self = berth_sign_in_target_new (
    berth_cloud_get_arm_endpoint (berth_identity_get_cloud (identity)),
    berth_token_endpoint_get_client_id (berth_grant_get_endpoint (grant)),
    refusing != NULL ? refusing : berth_identity_get_tenant (identity));

  self->identity = g_object_ref (identity);
  self->cloud = g_object_ref (berth_identity_get_cloud (identity));
  self->claims = g_strdup (berth_grant_get_refused_claims (grant));
  return self;
}

/**
 * berth_sign_in_target_prepare:
 * @sign_ins: all who are signed in
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to the #BerthTokenEndpoint to ask, or
 *   rejects as berth_cloud_discover()
 */
DexFuture *
berth_sign_in_target_prepare (BerthSignInTarget *self,
                              BerthSignIns *sign_ins,
                              GCancellable *cancellable)
{
  Preparing *preparing = g_new0 (Preparing, 1);

  preparing->self = g_object_ref (self);
  preparing->sign_ins = g_object_ref (sign_ins);
  preparing->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return berth_future_spawn (prepare_fiber, preparing, preparing_free);
}

/* A guest has another id in each tenant, but one name. */
static gboolean
is_same_person (BerthSignInTarget *self, BerthTokenClaims *claims)
{
  const char *known = berth_identity_get_user_name (self->identity);
  const char *name = claims != NULL ? berth_token_claims_get_user_name (claims) : NULL;

  return known != NULL && name != NULL && g_ascii_strcasecmp (known, name) == 0;
}

/**
 * berth_sign_in_target_take:
 * @sign_ins: all who are signed in
 * @tokens: what the sign-in brought
 *
 * Returns: (transfer full): who it is: the one who signed in again, or somebody else
 */
BerthIdentity *
berth_sign_in_target_take (BerthSignInTarget *self,
                           BerthSignIns *sign_ins,
                           BerthTokens *tokens)
{
  g_autoptr (BerthTokenClaims) claims
    = berth_token_claims_read (berth_tokens_get_id_token (tokens));

  if (self->identity == NULL || !is_same_person (self, claims))
    return berth_sign_ins_add_person (sign_ins, self->cloud, self->client_id, tokens);
  berth_grant_take (berth_identity_get_grant (self->identity), self->tenant, tokens);
  return g_object_ref (self->identity);
}

/**
 * berth_sign_in_target_get_identity:
 *
 * Returns: (transfer none) (nullable): who signs in again
 */
BerthIdentity *
berth_sign_in_target_get_identity (BerthSignInTarget *self)
{
  g_return_val_if_fail (BERTH_IS_SIGN_IN_TARGET (self), NULL);

  return self->identity;
}

/**
 * berth_sign_in_target_get_cloud:
 *
 * Returns: (transfer none) (nullable): the cloud, once berth_sign_in_target_prepare() has
 *   found it
 */
BerthCloud *
berth_sign_in_target_get_cloud (BerthSignInTarget *self)
{
  g_return_val_if_fail (BERTH_IS_SIGN_IN_TARGET (self), NULL);

  return self->cloud;
}

/**
 * berth_sign_in_target_get_tenant:
 *
 * Returns: the tenant to sign in to
 */
const char *
berth_sign_in_target_get_tenant (BerthSignInTarget *self)
{
  g_return_val_if_fail (BERTH_IS_SIGN_IN_TARGET (self), NULL);

  return self->tenant;
}

/**
 * berth_sign_in_target_get_login_hint:
 *
 * Returns: (nullable): the name of who signs in again
 */
const char *
berth_sign_in_target_get_login_hint (BerthSignInTarget *self)
{
  g_return_val_if_fail (BERTH_IS_SIGN_IN_TARGET (self), NULL);

  return self->identity != NULL ? berth_identity_get_user_name (self->identity) : NULL;
}

/**
 * berth_sign_in_target_get_claims:
 *
 * Returns: (nullable): JSON of the claims that the sign-in has to meet
 */
const char *
berth_sign_in_target_get_claims (BerthSignInTarget *self)
{
  g_return_val_if_fail (BERTH_IS_SIGN_IN_TARGET (self), NULL);

  return self->claims;
}
