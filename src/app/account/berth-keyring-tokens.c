/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-keyring-tokens.h"

#include <libsecret/secret.h>

#define ATTRIBUTE_ACCOUNT "account"

static const SecretSchema schema = {
  "io.github.berth.Berth.SignIn",
  SECRET_SCHEMA_NONE,
  {
    { ATTRIBUTE_ACCOUNT, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/**
 * BerthKeyringTokens:
 *
 * Refresh tokens in the desktop's keyring (libsecret; in a Flatpak through the portal).
 * What the keyring does not take is kept nowhere.
 */
struct _BerthKeyringTokens {
  GObject parent_instance;
};

static void store_init (BerthTokenStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthKeyringTokens,
                               berth_keyring_tokens,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_TOKEN_STORE, store_init))

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;
  char *token = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    dex_promise_reject (promise, g_steal_pointer (&error));
  else if (token == NULL)
    dex_promise_reject (
      promise, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                    "the keyring has no sign-in of this account"));
  else
    dex_promise_resolve_string (promise, g_strdup (token));
  g_clear_pointer (&token, secret_password_free);
}

static DexFuture *
berth_keyring_tokens_load (BerthTokenStore *store, const char *id)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();

  secret_password_lookup (&schema, NULL, on_loaded, dex_ref (promise), ATTRIBUTE_ACCOUNT,
                          id, NULL);
  return dex_ref (DEX_FUTURE (promise));
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

static DexFuture *
berth_keyring_tokens_save (BerthTokenStore *store,
                           const char *id,
                           const char *label,
                           const char *token)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, token, NULL, on_saved,
                         dex_ref (promise), ATTRIBUTE_ACCOUNT, id, NULL);
  return dex_ref (DEX_FUTURE (promise));
}

static void
on_removed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error == NULL)
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
}

static DexFuture *
berth_keyring_tokens_remove (BerthTokenStore *store, const char *id)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();

  secret_password_clear (&schema, NULL, on_removed, dex_ref (promise), ATTRIBUTE_ACCOUNT,
                         id, NULL);
  return dex_ref (DEX_FUTURE (promise));
}

static void
store_init (BerthTokenStoreInterface *iface)
{
  iface->load = berth_keyring_tokens_load;
  iface->save = berth_keyring_tokens_save;
  iface->remove = berth_keyring_tokens_remove;
}

static void
berth_keyring_tokens_class_init (BerthKeyringTokensClass *klass)
{
}

static void
berth_keyring_tokens_init (BerthKeyringTokens *self)
{
}

/**
 * berth_keyring_tokens_new:
 *
 * Returns: (transfer full): the keyring; whether there is one shows when it is used
 */
BerthTokenStore *
berth_keyring_tokens_new (void)
{
  return g_object_new (BERTH_TYPE_KEYRING_TOKENS, NULL);
}
