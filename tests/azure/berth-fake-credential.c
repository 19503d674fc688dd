/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-fake-credential.h"

#include "berth-azure-error.h"

/**
 * BerthFakeCredential:
 *
 * Gives `token-1` until that is forgotten, then `token-2`, and so on.
 */
struct _BerthFakeCredential {
  GObject parent_instance;

  guint forgotten;
  gboolean signed_out;
  char *claims;
};

static void credential_init (BerthCredentialInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthFakeCredential,
                               berth_fake_credential,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_CREDENTIAL,
                                                      credential_init))

static DexFuture *
berth_fake_credential_get_token (BerthCredential *credential,
                                 const char *claims,
                                 GCancellable *cancellable)
{
  BerthFakeCredential *self = BERTH_FAKE_CREDENTIAL (credential);

  g_set_str (&self->claims, claims);
  if (self->signed_out)
    return dex_future_new_reject (BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT,
                                  "Signed out");
  return dex_future_new_take_string (g_strdup_printf ("token-%u", self->forgotten + 1));
}

static void
berth_fake_credential_forget_token (BerthCredential *credential, const char *token)
{
  BERTH_FAKE_CREDENTIAL (credential)->forgotten++;
}

static void
credential_init (BerthCredentialInterface *iface)
{
  iface->get_token = berth_fake_credential_get_token;
  iface->forget_token = berth_fake_credential_forget_token;
}

static void
berth_fake_credential_finalize (GObject *object)
{
  g_clear_pointer (&BERTH_FAKE_CREDENTIAL (object)->claims, g_free);
  G_OBJECT_CLASS (berth_fake_credential_parent_class)->finalize (object);
}

static void
berth_fake_credential_class_init (BerthFakeCredentialClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_fake_credential_finalize;
}

static void
berth_fake_credential_init (BerthFakeCredential *self)
{
}

BerthFakeCredential *
berth_fake_credential_new (void)
{
  return g_object_new (BERTH_TYPE_FAKE_CREDENTIAL, NULL);
}

guint
berth_fake_credential_get_forgotten (BerthFakeCredential *self)
{
  return self->forgotten;
}

/* The claims of the last question. */
const char *
berth_fake_credential_get_claims (BerthFakeCredential *self)
{
  return self->claims;
}

void
berth_fake_credential_sign_out (BerthFakeCredential *self)
{
  self->signed_out = TRUE;
}
