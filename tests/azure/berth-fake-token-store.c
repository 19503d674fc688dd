/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-fake-token-store.h"

/**
 * BerthFakeTokenStore:
 *
 * A keyring that a test looks into.
 */
struct _BerthFakeTokenStore {
  GObject parent_instance;

  GHashTable *tokens;
  gboolean persistent;
  guint saves;
};

static void store_init (BerthTokenStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthFakeTokenStore,
                               berth_fake_token_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_TOKEN_STORE, store_init))

static DexFuture *
berth_fake_token_store_load (BerthTokenStore *store, const char *id)
{
  const char *token = berth_fake_token_store_get (BERTH_FAKE_TOKEN_STORE (store), id);

  if (token == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such token");
  return dex_future_new_take_string (g_strdup (token));
}

static DexFuture *
berth_fake_token_store_save (BerthTokenStore *store,
                             const char *id,
                             const char *label,
                             const char *token)
{
  BerthFakeTokenStore *self = BERTH_FAKE_TOKEN_STORE (store);

  self->saves++;
  if (self->persistent)
    berth_fake_token_store_set (self, id, token);
  return dex_future_new_for_boolean (self->persistent);
}

static DexFuture *
berth_fake_token_store_remove (BerthTokenStore *store, const char *id)
{
  g_hash_table_remove (BERTH_FAKE_TOKEN_STORE (store)->tokens, id);
  return dex_future_new_true ();
}

static void
store_init (BerthTokenStoreInterface *iface)
{
  iface->load = berth_fake_token_store_load;
  iface->save = berth_fake_token_store_save;
  iface->remove = berth_fake_token_store_remove;
}

static void
berth_fake_token_store_finalize (GObject *object)
{
  g_hash_table_unref (BERTH_FAKE_TOKEN_STORE (object)->tokens);
  G_OBJECT_CLASS (berth_fake_token_store_parent_class)->finalize (object);
}

static void
berth_fake_token_store_class_init (BerthFakeTokenStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_fake_token_store_finalize;
}

static void
berth_fake_token_store_init (BerthFakeTokenStore *self)
{
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->persistent = TRUE;
}

BerthFakeTokenStore *
berth_fake_token_store_new (void)
{
  return g_object_new (BERTH_TYPE_FAKE_TOKEN_STORE, NULL);
}

const char *
berth_fake_token_store_get (BerthFakeTokenStore *self, const char *id)
{
  return g_hash_table_lookup (self->tokens, id);
}

void
berth_fake_token_store_set (BerthFakeTokenStore *self, const char *id, const char *token)
{
  g_hash_table_replace (self->tokens, g_strdup (id), g_strdup (token));
}

guint
berth_fake_token_store_get_saves (BerthFakeTokenStore *self)
{
  return self->saves;
}

void
berth_fake_token_store_set_persistent (BerthFakeTokenStore *self, gboolean persistent)
{
  self->persistent = persistent;
}
