/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-token-store.h"

/**
 * BerthTokenStore:
 *
 * Where refresh tokens outlive the program: a keyring. Never a file of our own.
 */
G_DEFINE_INTERFACE (BerthTokenStore, berth_token_store, G_TYPE_OBJECT)

static void
berth_token_store_default_init (BerthTokenStoreInterface *iface)
{
}

/**
 * berth_token_store_load:
 * @id: whose token
 *
 * Returns: (transfer full): a future that resolves to the token as a string, or rejects
 *   with %G_IO_ERROR_NOT_FOUND, or with what the keyring says
 */
DexFuture *
berth_token_store_load (BerthTokenStore *self, const char *id)
{
  g_return_val_if_fail (BERTH_IS_TOKEN_STORE (self), NULL);

  return BERTH_TOKEN_STORE_GET_IFACE (self)->load (self, id);
}

/**
 * berth_token_store_save:
 * @id: whose token
 * @label: what the keyring's own program calls it
 * @token: the token; it replaces the one before
 *
 * Returns: (transfer full): a future that resolves to whether the token outlives the
 *   program
 */
DexFuture *
berth_token_store_save (BerthTokenStore *self,
                        const char *id,
                        const char *label,
                        const char *token)
{
  g_return_val_if_fail (BERTH_IS_TOKEN_STORE (self), NULL);

  return BERTH_TOKEN_STORE_GET_IFACE (self)->save (self, id, label, token);
}

/**
 * berth_token_store_remove:
 * @id: whose token
 *
 * Returns: (transfer full): a future that resolves to %TRUE when there is none any more,
 *   or rejects with what the keyring says
 */
DexFuture *
berth_token_store_remove (BerthTokenStore *self, const char *id)
{
  g_return_val_if_fail (BERTH_IS_TOKEN_STORE (self), NULL);

  return BERTH_TOKEN_STORE_GET_IFACE (self)->remove (self, id);
}
