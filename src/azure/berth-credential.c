/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-credential.h"

/**
 * BerthCredential:
 *
 * Who asks: it gives the token that a request carries, a fresh one when the old one is
 * about to expire.
 */
G_DEFINE_INTERFACE (BerthCredential, berth_credential, G_TYPE_OBJECT)

static void
berth_credential_default_init (BerthCredentialInterface *iface)
{
}

/**
 * berth_credential_get_token:
 * @claims: (nullable): JSON of a claims challenge that the new token has to meet; never
 *   answered from what was fetched without them
 * @cancellable: (nullable): gives up
 *
 * Returns: (transfer full): a future that resolves to the token as a string, or rejects
 * with %BERTH_AZURE_ERROR_SIGNED_OUT or a #BerthNetError
 */
DexFuture *
berth_credential_get_token (BerthCredential *self,
                            const char *claims,
                            GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_CREDENTIAL (self), NULL);

  return BERTH_CREDENTIAL_GET_IFACE (self)->get_token (self, claims, cancellable);
}

/**
 * berth_credential_forget_token:
 * @token: what the service has refused
 *
 * Drops the token that is kept if it is @token. Of many requests that are refused at
 * once, the last may come when there is a newer one already.
 */
void
berth_credential_forget_token (BerthCredential *self, const char *token)
{
  g_return_if_fail (BERTH_IS_CREDENTIAL (self));

  BERTH_CREDENTIAL_GET_IFACE (self)->forget_token (self, token);
}
