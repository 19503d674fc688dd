/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-grant.h"

#include "berth-azure-error.h"
#include "berth-challenge.h"
#include "berth-future.h"
#include "berth-secret.h"

/**
 * BerthGrant:
 *
 * One person's sign-in: a refresh token that is exchanged for access tokens, tenant by
 * tenant. An exchange gives a new refresh token, which replaces the old one here and in
 * the keyring; so there is one exchange at a time, and requests that want the same token
 * share it. Only the keyring has the refresh token when the program ends.
 *
 * Main context only.
 */
struct _BerthGrant {
  GObject parent_instance;

  BerthTokenEndpoint *endpoint;
  BerthTokenStore *store;
  char *id;
  char *label;

  char *refresh_token;  /* %NULL until it is read from the store */
  GHashTable *tokens;   /* tenant → Kept */
  GHashTable *fetching; /* tenant and claims → DexFuture */
  DexFuture *turn;      /* of the exchange that is under way */
  DexFuture *saving;
  gboolean has_unsaved;
  gboolean is_persistent;
  gboolean is_gone; /* signed out by the person, or revoked */
  GError *refusal;
  char *refusing_tenant;
  char *refused_claims;
};

typedef struct {
  BerthTokens *tokens;
  char *claims;
} Kept;

typedef struct {
  BerthGrant *self;
  char *tenant;
  char *claims;
} Wish;

enum { REFUSAL_CHANGED, PERSISTENCE_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthGrant, berth_grant, G_TYPE_OBJECT)

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_object_unref (kept->tokens);
  g_free (kept->claims);
  g_free (kept);
}

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->self);
  g_free (wish->tenant);
  g_free (wish->claims);
  g_free (wish);
}

static void
set_refusal (BerthGrant *self, const GError *refusal, const char *tenant)
{
  if (self->refusal == NULL && refusal == NULL)
    return;
  g_clear_error (&self->refusal);
  self->refusal = refusal != NULL ? g_error_copy (refusal) : NULL;
  g_set_str (&self->refusing_tenant, tenant);
  g_signal_emit (self, signals[REFUSAL_CHANGED], 0);
}

/* The keyring may ask the person to unlock it, so nobody waits for this; what changes
 * meanwhile is saved next. */
static DexFuture *
save_fiber (gpointer data)
{
  BerthGrant *self = data;

  while (self->has_unsaved && self->refresh_token != NULL) {
    g_autoptr (GError) error = NULL;
    gboolean persistent;

    self->has_unsaved = FALSE;
    persistent = dex_await_boolean (
      berth_token_store_save (self->store, self->id, self->label, self->refresh_token),
      &error);
    if (error != NULL)
      g_debug ("[SIGN-IN] not kept: %s", error->message);
    if (persistent != self->is_persistent) {
      self->is_persistent = persistent;
      g_signal_emit (self, signals[PERSISTENCE_CHANGED], 0);
    }
  }
  dex_clear (&self->saving);
  return dex_future_new_true ();
}

static void
save (BerthGrant *self)
{
  self->has_unsaved = TRUE;
  if (self->saving == NULL)
    self->saving = berth_future_spawn (save_fiber, g_object_ref (self), g_object_unref);
}

static void
keep (BerthGrant *self, const char *tenant, BerthTokens *tokens, const char *claims)
{
  const char *refresh_token = berth_tokens_get_refresh_token (tokens);
  Kept *kept = g_new0 (Kept, 1);

  kept->tokens = g_object_ref (tokens);
  kept->claims = g_strdup (claims);
  g_hash_table_replace (self->tokens, g_ascii_strdown (tenant, -1), kept);
  if (refresh_token == NULL || g_strcmp0 (refresh_token, self->refresh_token) == 0)
    return;
  berth_secret_clear (&self->refresh_token);
  self->refresh_token = g_strdup (refresh_token);
  save (self);
}

static Kept *
find_kept (BerthGrant *self, const char *tenant)
{
  g_autofree char *folded = g_ascii_strdown (tenant, -1);

  return g_hash_table_lookup (self->tokens, folded);
}

/* OAuth's word for a grant that no exchange will ever bring anything for again. Others
 * ask for something more, such as a second factor for one tenant, and leave it alive. */
static gboolean
is_over (const GError *error)
{
  static const char *const over[]
    = { "AADSTS50173",   "AADSTS70043",  "AADSTS70008",  "AADSTS700082", "AADSTS700084",
        "AADSTS9002313", "AADSTS50057",  "AADSTS50034",  "AADSTS700016", "AADSTS65002",
        "AADSTS50133",   "AADSTS700003", "invalid_grant" };
  BerthFault *fault = berth_azure_error_get_fault (error);
  const char *code = fault != NULL ? berth_fault_get_code (fault) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (over); i++) {
    if (g_strcmp0 (code, over[i]) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The endpoint may ask for more than the service did. */
static const char *
find_claims (const GError *error, const char *asked)
{
  BerthFault *fault = berth_azure_error_get_fault (error);
  const char *claims = fault != NULL ? berth_fault_get_claims (fault) : NULL;

  return claims != NULL ? claims : asked;
}

static void
note_refusal (BerthGrant *self, const GError *error, const Wish *wish)
{
  if (!g_error_matches (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT))
    return;
  self->is_gone = is_over (error);
  g_set_str (&self->refused_claims, find_claims (error, wish->claims));
  set_refusal (self, error, wish->tenant);
}

static gboolean
require_refresh_token (BerthGrant *self, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (self->refresh_token != NULL)
    return TRUE;
  self->refresh_token
    = dex_await_string (berth_token_store_load (self->store, self->id), &problem);
  if (self->refresh_token != NULL) {
    self->is_persistent = TRUE;
    return TRUE;
  }
  g_set_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT,
               "No sign-in is kept on this computer (%s)", problem->message);
  return FALSE;
}

static BerthTokens *
exchange (Wish *wish, GError **error)
{
  BerthGrant *self = wish->self;
  g_autofree char *scope = berth_token_endpoint_dup_person_scope (self->endpoint);
  g_autofree char *claims = berth_challenge_add_capabilities (wish->claims);
  const char *fields[] = { "grant_type",
                           "refresh_token",
                           "client_id",
                           berth_token_endpoint_get_client_id (self->endpoint),
                           "refresh_token",
                           NULL,
                           "scope",
                           scope,
                           "claims",
                           claims,
                           NULL };

  if (!require_refresh_token (self, error))
    return NULL;
  fields[5] = self->refresh_token;
  return dex_await_object (
    berth_token_endpoint_redeem (self->endpoint, wish->tenant, fields, NULL), error);
}

static DexFuture *
dup_access_token (BerthTokens *tokens)
{
  return dex_future_new_take_string (g_strdup (berth_tokens_get_access_token (tokens)));
}

static DexFuture *
exchange_in_turn (Wish *wish)
{
  BerthGrant *self = wish->self;
  g_autoptr (BerthTokens) tokens = NULL;
  GError *error = NULL;

  if (self->is_gone && self->refusal != NULL)
    return dex_future_new_for_error (g_error_copy (self->refusal));
  tokens = exchange (wish, &error);
  if (tokens == NULL) {
    note_refusal (self, error, wish);
    return dex_future_new_for_error (error);
  }
  keep (self, wish->tenant, tokens, wish->claims);
  if (g_strcmp0 (self->refusing_tenant, wish->tenant) == 0)
    set_refusal (self, NULL, NULL);
  return dup_access_token (tokens);
}

static DexFuture *
fetch_fiber (gpointer data)
{
  Wish *wish = data;
  BerthGrant *self = wish->self;
  DexPromise *promise = dex_promise_new ();
  DexFuture *result;

  while (self->turn != NULL)
    dex_await (dex_ref (self->turn), NULL);
  self->turn = DEX_FUTURE (dex_ref (promise));
  result = exchange_in_turn (wish);
  dex_clear (&self->turn);
  dex_promise_resolve_boolean (promise, TRUE);
  dex_unref (promise);
  return result;
}

static char *
make_key (const char *tenant, const char *claims)
{
  g_autofree char *folded = g_ascii_strdown (tenant, -1);

  return g_strdup_printf ("%s %s", folded, claims != NULL ? claims : "");
}

static DexFuture *
on_fetched (DexFuture *future, gpointer data)
{
  Wish *wish = data;
  g_autofree char *key = make_key (wish->tenant, wish->claims);

  g_hash_table_remove (wish->self->fetching, key);
  return NULL;
}

static Wish *
wish_new (BerthGrant *self, const char *tenant, const char *claims)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->self = g_object_ref (self);
  wish->tenant = g_strdup (tenant);
  wish->claims = g_strdup (claims);
  return wish;
}

static DexFuture *
fetch (BerthGrant *self, const char *tenant, const char *claims)
{
  DexFuture *future
    = berth_future_spawn (fetch_fiber, wish_new (self, tenant, claims), wish_free);

  future
    = dex_future_finally (future, on_fetched, wish_new (self, tenant, claims), wish_free);
  if (dex_future_is_pending (future))
    g_hash_table_replace (self->fetching, make_key (tenant, claims), dex_ref (future));
  return future;
}

static void
berth_grant_finalize (GObject *object)
{
  BerthGrant *self = BERTH_GRANT (object);

  dex_clear (&self->turn);
  dex_clear (&self->saving);
  g_hash_table_unref (self->tokens);
  g_hash_table_unref (self->fetching);
  berth_secret_clear (&self->refresh_token);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->store);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->refusing_tenant, g_free);
  g_clear_pointer (&self->refused_claims, g_free);
  g_clear_error (&self->refusal);
  G_OBJECT_CLASS (berth_grant_parent_class)->finalize (object);
}

static void
berth_grant_class_init (BerthGrantClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_grant_finalize;

  /**
   * BerthGrant::refusal-changed:
   *
   * The person has to sign in again, or has done so: see berth_grant_get_refusal().
   */
  signals[REFUSAL_CHANGED]
    = g_signal_new ("refusal-changed", BERTH_TYPE_GRANT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);

  /**
   * BerthGrant::persistence-changed:
   *
   * See berth_grant_is_persistent().
   */
  signals[PERSISTENCE_CHANGED]
    = g_signal_new ("persistence-changed", BERTH_TYPE_GRANT, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
berth_grant_init (BerthGrant *self)
{
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kept_free);
  self->fetching = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, dex_unref);
}

/**
 * berth_grant_new:
 * @endpoint: where the refresh token is exchanged
 * @store: where it outlives the program
 * @id: its name in there
 * @label: what the keyring's own program calls it
 */
BerthGrant *
berth_grant_new (BerthTokenEndpoint *endpoint,
                 BerthTokenStore *store,
                 const char *id,
                 const char *label)
{
  BerthGrant *self = g_object_new (BERTH_TYPE_GRANT, NULL);

  self->endpoint = g_object_ref (endpoint);
  self->store = g_object_ref (store);
  self->id = g_strdup (id);
  self->label = g_strdup (label);
  return self;
}

/**
 * berth_grant_take:
 * @tenant: the tenant that was signed in to
 * @tokens: what a sign-in brought
 *
 * Begins, or begins anew after a refusal: whoever asks for a token gets one again.
 */
void
berth_grant_take (BerthGrant *self, const char *tenant, BerthTokens *tokens)
{
  g_return_if_fail (BERTH_IS_GRANT (self));
  g_return_if_fail (BERTH_IS_TOKENS (tokens));

  self->is_gone = FALSE;
  keep (self, tenant, tokens, NULL);
  set_refusal (self, NULL, NULL);
}

/**
 * berth_grant_get_token:
 * @tenant: the tenant whose resources are asked for
 * @claims: (nullable): JSON of a claims challenge that the token has to meet
 * @cancellable: (nullable): gives up, without taking the token from others who wait
 *
 * Returns: (transfer full): a future that resolves to an access token as a string, or
 *   rejects with %BERTH_AZURE_ERROR_SIGNED_OUT or a #BerthNetError
 */
DexFuture *
berth_grant_get_token (BerthGrant *self,
                       const char *tenant,
                       const char *claims,
                       GCancellable *cancellable)
{
  Kept *kept;
  DexFuture *pending;
  g_autofree char *key = NULL;

  g_return_val_if_fail (BERTH_IS_GRANT (self), NULL);
  g_return_val_if_fail (tenant != NULL, NULL);

  kept = find_kept (self, tenant);
  if (kept != NULL && (claims == NULL || g_strcmp0 (claims, kept->claims) == 0)
      && berth_tokens_is_fresh (
        kept->tokens,
        berth_clock_get_now (berth_token_endpoint_get_clock (self->endpoint))))
    return dup_access_token (kept->tokens);
  key = make_key (tenant, claims);
  pending = g_hash_table_lookup (self->fetching, key);
  return berth_future_cancellable (
    pending != NULL ? dex_ref (pending) : fetch (self, tenant, claims), cancellable);
}

/**
 * berth_grant_forget_token:
 * @tenant: whose token
 * @token: the token that was refused; a newer one stays
 */
void
berth_grant_forget_token (BerthGrant *self, const char *tenant, const char *token)
{
  Kept *kept;
  g_autofree char *folded = NULL;

  g_return_if_fail (BERTH_IS_GRANT (self));

  kept = find_kept (self, tenant);
  folded = g_ascii_strdown (tenant, -1);
  if (kept != NULL
      && g_strcmp0 (berth_tokens_get_access_token (kept->tokens), token) == 0)
    g_hash_table_remove (self->tokens, folded);
}

/**
 * berth_grant_flush:
 *
 * Returns: (transfer full): a future that resolves to %TRUE when the store has the newest
 *   refresh token
 */
DexFuture *
berth_grant_flush (BerthGrant *self)
{
  g_return_val_if_fail (BERTH_IS_GRANT (self), NULL);

  return self->saving != NULL ? dex_ref (self->saving) : dex_future_new_true ();
}

static DexFuture *
sign_out_fiber (gpointer data)
{
  BerthGrant *self = data;
  g_autoptr (GError) signed_out
    = g_error_new_literal (BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT, "Signed out");

  self->has_unsaved = FALSE;
  self->is_gone = TRUE;
  g_hash_table_remove_all (self->tokens);
  berth_secret_clear (&self->refresh_token);
  set_refusal (self, signed_out, NULL);
  dex_await (berth_grant_flush (self), NULL);
  return berth_token_store_remove (self->store, self->id);
}

/**
 * berth_grant_sign_out:
 *
 * Forgets all tokens, in the store too.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with what the
 *   keyring says
 */
DexFuture *
berth_grant_sign_out (BerthGrant *self)
{
  g_return_val_if_fail (BERTH_IS_GRANT (self), NULL);

  return berth_future_spawn (sign_out_fiber, g_object_ref (self), g_object_unref);
}

/**
 * berth_grant_get_endpoint:
 *
 * Returns: (transfer none): where it is exchanged
 */
BerthTokenEndpoint *
berth_grant_get_endpoint (BerthGrant *self)
{
  g_return_val_if_fail (BERTH_IS_GRANT (self), NULL);

  return self->endpoint;
}

/**
 * berth_grant_get_id:
 *
 * Returns: its name in the store
 */
const char *
berth_grant_get_id (BerthGrant *self)
{
  g_return_val_if_fail (BERTH_IS_GRANT (self), NULL);

  return self->id;
}

/**
 * berth_grant_get_refusal:
 *
 * Returns: (nullable): why the person has to sign in again
 */
const GError *
berth_grant_get_refusal (BerthGrant *self)
{
  g_return_val_if_fail (BERTH_IS_GRANT (self), NULL);

  return self->refusal;
}

/**
 * berth_grant_get_refusing_tenant:
 *
 * Returns: (nullable): the tenant that refuses
 */
const char *
berth_grant_get_refusing_tenant (BerthGrant *self)
{
  g_return_val_if_fail (BERTH_IS_GRANT (self), NULL);

  return self->refusing_tenant;
}

/**
 * berth_grant_get_refused_claims:
 *
 * Returns: (nullable): JSON of the claims that a new sign-in has to meet
 */
const char *
berth_grant_get_refused_claims (BerthGrant *self)
{
  g_return_val_if_fail (BERTH_IS_GRANT (self), NULL);

  return self->refusal != NULL ? self->refused_claims : NULL;
}

/**
 * berth_grant_is_persistent:
 *
 * Returns: whether the keyring has the refresh token, so that Berth opens again without
 *   asking
 */
gboolean
berth_grant_is_persistent (BerthGrant *self)
{
  g_return_val_if_fail (BERTH_IS_GRANT (self), FALSE);

  return self->is_persistent;
}
