/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-identity.h"

#include "berth-azure-error.h"
#include "berth-cli-credential.h"
#include "berth-client-secret-credential.h"
#include "berth-future.h"
#include "berth-grant-credential.h"
#include "berth-subscriptions.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * BerthIdentity:
 *
 * Somebody who is signed in to a cloud, with all that they may use there: a person, the
 * application that the environment names, or whoever is signed in to `az`.
 */
struct _BerthIdentity {
  GObject parent_instance;

  BerthIdentityKind kind;
  BerthCloud *cloud;
  BerthHttpTransport *transport;
  BerthClock *clock;
  BerthGrant *grant; /* of a person */
  char *id;
  char *user_name;
  char *tenant;
};

typedef struct {
  BerthIdentity *self;
  GCancellable *cancellable;
  GListStore *found;
} Listing;

G_DEFINE_FINAL_TYPE (BerthIdentity, berth_identity, G_TYPE_OBJECT)

static void
berth_identity_finalize (GObject *object)
{
  BerthIdentity *self = BERTH_IDENTITY (object);

  g_clear_object (&self->cloud);
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  g_clear_object (&self->grant);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->user_name, g_free);
  g_clear_pointer (&self->tenant, g_free);
  G_OBJECT_CLASS (berth_identity_parent_class)->finalize (object);
}

static void
berth_identity_class_init (BerthIdentityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_identity_finalize;
}

static void
berth_identity_init (BerthIdentity *self)
{
}

static BerthIdentity *
identity_new (BerthIdentityKind kind,
              BerthCloud *cloud,
              BerthHttpTransport *transport,
              BerthClock *clock)
{
  BerthIdentity *self = g_object_new (BERTH_TYPE_IDENTITY, NULL);

  self->kind = kind;
  self->cloud = g_object_ref (cloud);
  self->transport = g_object_ref (transport);
  self->clock = g_object_ref (clock);
  return self;
}

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_object_unref (listing->self);
  g_clear_object (&listing->cancellable);
  g_object_unref (listing->found);
  g_free (listing);
}

static gboolean
has_subscription (GListStore *store, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++) {
    g_autoptr (BerthSubscription) known = g_list_model_get_item (G_LIST_MODEL (store), i);

    if (g_ascii_strcasecmp (berth_subscription_get_id (known), id) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
add_subscriptions (Listing *listing, const char *tenant, GError **error)
{
  g_autoptr (BerthArmClient) client = berth_identity_dup_client (listing->self, tenant);
  g_autoptr (GListModel) page
    = dex_await_object (berth_subscriptions_list (client, listing->cancellable), error);

  for (guint i = 0; page != NULL && i < g_list_model_get_n_items (page); i++) {
    g_autoptr (BerthSubscription) subscription = g_list_model_get_item (page, i);

    if (!has_subscription (listing->found, berth_subscription_get_id (subscription)))
      g_list_store_append (listing->found, subscription);
  }
  return page != NULL;
}

/* A tenant that wants more of the person than the others do, a second factor say, has its
 * subscriptions left out; what it wants is told by the grant. */
static gboolean
add_other_tenants (Listing *listing, GError **error)
{
  BerthIdentity *self = listing->self;
  g_autoptr (BerthArmClient) client = berth_identity_dup_client (self, self->tenant);
  g_autoptr (GListModel) tenants = dex_await_object (
    berth_subscriptions_list_tenants (client, listing->cancellable), error);

  for (guint i = 0; tenants != NULL && i < g_list_model_get_n_items (tenants); i++) {
    g_autoptr (BerthTenant) tenant = g_list_model_get_item (tenants, i);
    g_autoptr (GError) problem = NULL;

    if (g_ascii_strcasecmp (berth_tenant_get_id (tenant), self->tenant) == 0
        || add_subscriptions (listing, berth_tenant_get_id (tenant), &problem))
      continue;
    if (!g_error_matches (problem, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT)) {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  }
  return tenants != NULL;
}

static DexFuture *
list_fiber (gpointer data)
{
  Listing *listing = data;
  GError *error = NULL;

  if (!add_subscriptions (listing, listing->self->tenant, &error)
      || (listing->self->kind == BERTH_IDENTITY_PERSON
          && !add_other_tenants (listing, &error)))
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (g_object_ref (listing->found));
}

/**
 * berth_identity_new_person:
 * @cloud: where they signed in
 * @transport: what carries requests
 * @clock: the time
 * @store: where the refresh token is
 * @client_id: the application that asks in their name
 * @id: who it is, different for any two people in any two clouds
 * @user_name: (nullable): what they call themselves
 * @tenant: the tenant they belong to
 *
 * Returns: (transfer full): somebody who has signed in, now or when Berth ran before
 */
BerthIdentity *
berth_identity_new_person (BerthCloud *cloud,
                           BerthHttpTransport *transport,
                           BerthClock *clock,
                           BerthTokenStore *store,
                           const char *client_id,
                           const char *id,
                           const char *user_name,
                           const char *tenant)
{
  BerthIdentity *self = identity_new (BERTH_IDENTITY_PERSON, cloud, transport, clock);
  g_autofree char *scope = berth_cloud_dup_scope (cloud);
  g_autoptr (BerthTokenEndpoint) endpoint = berth_token_endpoint_new (
    transport, clock, berth_cloud_get_login_endpoint (cloud), client_id, scope);
  /* Translators: an entry in the keyring; %s is a user name or a cloud */
  g_autofree char *label
    = g_strdup_printf (_ ("Berth's sign-in of %s"),
                       user_name != NULL ? user_name : berth_cloud_get_name (cloud));

  self->id = g_strdup (id);
  self->user_name = g_strdup (user_name);
  self->tenant = g_strdup (tenant);
  self->grant = berth_grant_new (endpoint, store, id, label);
  return self;
}

static const char *
get_variable (const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL && *value != '\0' ? value : NULL;
}

/**
 * berth_identity_has_environment:
 *
 * Returns: whether `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and `AZURE_CLIENT_SECRET` name an
 *   application
 */
gboolean
berth_identity_has_environment (void)
{
  return get_variable ("AZURE_TENANT_ID") != NULL
         && get_variable ("AZURE_CLIENT_ID") != NULL
         && get_variable ("AZURE_CLIENT_SECRET") != NULL;
}

/**
 * berth_identity_new_application:
 *
 * Returns: (transfer full) (nullable): the application that the environment names; %NULL
 *   where it names none
 */
BerthIdentity *
berth_identity_new_application (BerthCloud *cloud,
                                BerthHttpTransport *transport,
                                BerthClock *clock)
{
  BerthIdentity *self;

  if (!berth_identity_has_environment ())
    return NULL;
  self = identity_new (BERTH_IDENTITY_APPLICATION, cloud, transport, clock);
  self->id = g_strdup ("environment");
  self->user_name = g_strdup (get_variable ("AZURE_CLIENT_ID"));
  self->tenant = g_strdup (get_variable ("AZURE_TENANT_ID"));
  return self;
}

/**
 * berth_identity_new_cli:
 *
 * Returns: (transfer full): whoever is signed in to `az`
 */
BerthIdentity *
berth_identity_new_cli (BerthCloud *cloud,
                        BerthHttpTransport *transport,
                        BerthClock *clock)
{
  BerthIdentity *self = identity_new (BERTH_IDENTITY_CLI, cloud, transport, clock);

  self->id = g_strdup ("az");
  self->user_name = g_strdup ("az");
  return self;
}

/**
 * berth_identity_get_kind:
 *
 * Returns: what it is
 */
BerthIdentityKind
berth_identity_get_kind (BerthIdentity *self)
{
  g_return_val_if_fail (BERTH_IS_IDENTITY (self), BERTH_IDENTITY_PERSON);

  return self->kind;
}

/**
 * berth_identity_get_id:
 *
 * Returns: who it is, different for any two
 */
const char *
berth_identity_get_id (BerthIdentity *self)
{
  g_return_val_if_fail (BERTH_IS_IDENTITY (self), NULL);

  return self->id;
}

/**
 * berth_identity_get_user_name:
 *
 * Returns: (nullable): what they call themselves; an application's id
 */
const char *
berth_identity_get_user_name (BerthIdentity *self)
{
  g_return_val_if_fail (BERTH_IS_IDENTITY (self), NULL);

  return self->user_name;
}

/**
 * berth_identity_get_tenant:
 *
 * Returns: (nullable): the tenant they belong to; %NULL for the one that az has chosen
 */
const char *
berth_identity_get_tenant (BerthIdentity *self)
{
  g_return_val_if_fail (BERTH_IS_IDENTITY (self), NULL);

  return self->tenant;
}

/**
 * berth_identity_get_cloud:
 *
 * Returns: (transfer none): where they are signed in
 */
BerthCloud *
berth_identity_get_cloud (BerthIdentity *self)
{
  g_return_val_if_fail (BERTH_IS_IDENTITY (self), NULL);

  return self->cloud;
}

/**
 * berth_identity_get_clock:
 *
 * Returns: (transfer none): the time that tokens and polling go by
 */
BerthClock *
berth_identity_get_clock (BerthIdentity *self)
{
  g_return_val_if_fail (BERTH_IS_IDENTITY (self), NULL);

  return self->clock;
}

/**
 * berth_identity_get_transport:
 *
 * Returns: (transfer none): what carries their requests
 */
BerthHttpTransport *
berth_identity_get_transport (BerthIdentity *self)
{
  g_return_val_if_fail (BERTH_IS_IDENTITY (self), NULL);

  return self->transport;
}

/**
 * berth_identity_get_grant:
 *
 * Returns: (transfer none) (nullable): a person's sign-in
 */
BerthGrant *
berth_identity_get_grant (BerthIdentity *self)
{
  g_return_val_if_fail (BERTH_IS_IDENTITY (self), NULL);

  return self->grant;
}

static BerthCredential *
make_application_credential (BerthIdentity *self)
{
  const char *authority = get_variable ("AZURE_AUTHORITY_HOST");
  g_autofree char *scope = berth_cloud_dup_scope (self->cloud);
  g_autofree char *bare = g_strdup (
    authority != NULL ? authority : berth_cloud_get_login_endpoint (self->cloud));

  while (g_str_has_suffix (bare, "/"))
    bare[strlen (bare) - 1] = '\0';
  return berth_client_secret_credential_new (
    self->transport, self->clock, bare, self->tenant, self->user_name,
    get_variable ("AZURE_CLIENT_SECRET") != NULL ? get_variable ("AZURE_CLIENT_SECRET")
                                                 : "",
    scope);
}

/**
 * berth_identity_dup_credential:
 * @tenant: (nullable): the tenant whose resources are asked for
 *
 * Returns: (transfer full): a credential
 */
BerthCredential *
berth_identity_dup_credential (BerthIdentity *self, const char *tenant)
{
  g_return_val_if_fail (BERTH_IS_IDENTITY (self), NULL);

  switch (self->kind) {
  case BERTH_IDENTITY_APPLICATION:
    return make_application_credential (self);
  case BERTH_IDENTITY_CLI:
    return berth_cli_credential_new (self->clock, berth_cloud_get_audience (self->cloud),
                                     tenant);
  case BERTH_IDENTITY_PERSON:
  default:
    return berth_grant_credential_new (self->grant,
                                       tenant != NULL ? tenant : self->tenant);
  }
}

/**
 * berth_identity_dup_client:
 * @tenant: (nullable): the tenant whose resources are asked for
 *
 * Returns: (transfer full): what speaks to the resource manager
 */
BerthArmClient *
berth_identity_dup_client (BerthIdentity *self, const char *tenant)
{
  g_autoptr (BerthCredential) credential = berth_identity_dup_credential (self, tenant);

  return berth_arm_client_new (self->cloud, credential, self->transport, self->clock);
}

/**
 * berth_identity_list_subscriptions:
 * @cancellable: (nullable): gives up
 *
 * Lists the subscriptions of all tenants that let this identity in.
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of
 *   #BerthSubscription; rejects as berth_arm_client_send()
 */
DexFuture *
berth_identity_list_subscriptions (BerthIdentity *self, GCancellable *cancellable)
{
  Listing *listing;

  g_return_val_if_fail (BERTH_IS_IDENTITY (self), NULL);

  listing = g_new0 (Listing, 1);
  listing->self = g_object_ref (self);
  listing->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  listing->found = g_list_store_new (BERTH_TYPE_SUBSCRIPTION);
  return berth_future_spawn (list_fiber, listing, listing_free);
}

/**
 * berth_identity_sign_out:
 *
 * Forgets the tokens of a person, in the keyring too. The environment and az are not
 * Berth's to sign out.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with what the
 *   keyring says
 */
DexFuture *
berth_identity_sign_out (BerthIdentity *self)
{
  g_return_val_if_fail (BERTH_IS_IDENTITY (self), NULL);

  return self->grant != NULL ? berth_grant_sign_out (self->grant)
                             : dex_future_new_true ();
}
