/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-caching-credential.h"

#include "berth-future.h"

/**
 * BerthCachingCredential:
 *
 * A credential that can fetch a token again whenever it likes. The token is kept while it
 * is fresh, and requests that come while one is being fetched share it, except those that
 * have claims to meet.
 */
typedef struct {
  BerthClock *clock;
  BerthTokens *tokens;
  DexFuture *fetching;
} BerthCachingCredentialPrivate;

typedef struct {
  BerthCachingCredential *self;
  char *claims;
} Fetching;

static void credential_init (BerthCredentialInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (BerthCachingCredential,
                                  berth_caching_credential,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (BerthCachingCredential)
                                    G_IMPLEMENT_INTERFACE (BERTH_TYPE_CREDENTIAL,
                                                           credential_init))

static BerthCachingCredentialPrivate *
get_private (BerthCachingCredential *self)
{
  return berth_caching_credential_get_instance_private (self);
}

static void
fetching_free (gpointer data)
{
  Fetching *fetching = data;

  g_clear_object (&fetching->self);
  g_free (fetching->claims);
  g_free (fetching);
}

static DexFuture *
dup_token (BerthTokens *tokens)
{
  return dex_future_new_take_string (g_strdup (berth_tokens_get_access_token (tokens)));
}

static DexFuture *
fetch_fiber (gpointer data)
{
  Fetching *fetching = data;
  BerthCachingCredential *self = fetching->self;
  GError *error = NULL;
  g_autoptr (BerthTokens) tokens = dex_await_object (
    BERTH_CACHING_CREDENTIAL_GET_CLASS (self)->fetch (self, fetching->claims), &error);

  if (tokens == NULL)
    return dex_future_new_for_error (error);
  g_set_object (&get_private (self)->tokens, tokens);
  return dup_token (tokens);
}

static DexFuture *
on_fetched (DexFuture *future, gpointer self)
{
  dex_clear (&get_private (self)->fetching);
  return NULL;
}

static DexFuture *
fetch (BerthCachingCredential *self, const char *claims)
{
  Fetching *fetching = g_new0 (Fetching, 1);

  fetching->self = g_object_ref (self);
  fetching->claims = g_strdup (claims);
  return berth_future_spawn (fetch_fiber, fetching, fetching_free);
}

static DexFuture *
berth_caching_credential_get_token (BerthCredential *credential,
                                    const char *claims,
                                    GCancellable *cancellable)
{
  BerthCachingCredential *self = BERTH_CACHING_CREDENTIAL (credential);
  BerthCachingCredentialPrivate *priv = get_private (self);

  if (claims != NULL)
    return berth_future_cancellable (fetch (self, claims), cancellable);
  if (priv->tokens != NULL
      && berth_tokens_is_fresh (priv->tokens, berth_clock_get_now (priv->clock)))
    return dup_token (priv->tokens);
  if (priv->fetching == NULL)
    priv->fetching = dex_future_finally (fetch (self, NULL), on_fetched,
                                         g_object_ref (self), g_object_unref);
  return berth_future_cancellable (dex_ref (priv->fetching), cancellable);
}

static void
berth_caching_credential_forget_token (BerthCredential *credential, const char *token)
{
  BerthCachingCredentialPrivate *priv
    = get_private (BERTH_CACHING_CREDENTIAL (credential));

  if (priv->tokens != NULL
      && g_strcmp0 (berth_tokens_get_access_token (priv->tokens), token) == 0)
    g_clear_object (&priv->tokens);
}

static void
credential_init (BerthCredentialInterface *iface)
{
  iface->get_token = berth_caching_credential_get_token;
  iface->forget_token = berth_caching_credential_forget_token;
}

static void
berth_caching_credential_finalize (GObject *object)
{
  BerthCachingCredentialPrivate *priv = get_private (BERTH_CACHING_CREDENTIAL (object));

  dex_clear (&priv->fetching);
  g_clear_object (&priv->tokens);
  g_clear_object (&priv->clock);
  G_OBJECT_CLASS (berth_caching_credential_parent_class)->finalize (object);
}

static void
berth_caching_credential_class_init (BerthCachingCredentialClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_caching_credential_finalize;
}

static void
berth_caching_credential_init (BerthCachingCredential *self)
{
}

/**
 * berth_caching_credential_set_clock:
 * @clock: what a token's age is measured by
 *
 * For the types that are derived from it, before the first token.
 */
void
berth_caching_credential_set_clock (BerthCachingCredential *self, BerthClock *clock)
{
  g_return_if_fail (BERTH_IS_CACHING_CREDENTIAL (self));

  g_set_object (&get_private (self)->clock, clock);
}
