/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-grant-credential.h"

/**
 * BerthGrantCredential:
 *
 * A person's sign-in as one tenant sees it. Several share one #BerthGrant.
 */
struct _BerthGrantCredential {
  GObject parent_instance;

  BerthGrant *grant;
  char *tenant;
};

static void credential_init (BerthCredentialInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthGrantCredential,
                               berth_grant_credential,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_CREDENTIAL,
                                                      credential_init))

static DexFuture *
berth_grant_credential_get_token (BerthCredential *credential,
                                  const char *claims,
                                  GCancellable *cancellable)
{
  BerthGrantCredential *self = BERTH_GRANT_CREDENTIAL (credential);

  return berth_grant_get_token (self->grant, self->tenant, claims, cancellable);
}

static void
berth_grant_credential_forget_token (BerthCredential *credential, const char *token)
{
  BerthGrantCredential *self = BERTH_GRANT_CREDENTIAL (credential);

  berth_grant_forget_token (self->grant, self->tenant, token);
}

static void
credential_init (BerthCredentialInterface *iface)
{
  iface->get_token = berth_grant_credential_get_token;
  iface->forget_token = berth_grant_credential_forget_token;
}

static void
berth_grant_credential_finalize (GObject *object)
{
  BerthGrantCredential *self = BERTH_GRANT_CREDENTIAL (object);

  g_clear_object (&self->grant);
  g_clear_pointer (&self->tenant, g_free);
  G_OBJECT_CLASS (berth_grant_credential_parent_class)->finalize (object);
}

static void
berth_grant_credential_class_init (BerthGrantCredentialClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_grant_credential_finalize;
}

static void
berth_grant_credential_init (BerthGrantCredential *self)
{
}

/**
 * berth_grant_credential_new:
 * @grant: the person's sign-in
 * @tenant: the tenant whose resources are asked for
 */
BerthCredential *
berth_grant_credential_new (BerthGrant *grant, const char *tenant)
{
  BerthGrantCredential *self = g_object_new (BERTH_TYPE_GRANT_CREDENTIAL, NULL);

  self->grant = g_object_ref (grant);
  self->tenant = g_strdup (tenant);
  return BERTH_CREDENTIAL (self);
}
