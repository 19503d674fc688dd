/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sign-ins.h"

#include "berth-curl-transport.h"
#include "berth-future.h"
#include "berth-token-claims.h"

#include <glib/gstdio.h>

#define MAX_FILE_BYTES (1024 * 1024)
#define MAIN_GROUP "Berth"
#define KEY_LAST "last"
#define KEY_ENDPOINT "endpoint"
#define KEY_CLIENT "client"
#define KEY_USER "user"
#define KEY_TENANT "tenant"
#define KEY_SUBSCRIPTION "subscription"
#define KEY_SUBSCRIPTION_NAME "subscription-name"
#define KEY_SUBSCRIPTION_TENANT "subscription-tenant"

/**
 * BerthSignIns:
 *
 * All who are signed in, with the subscription that each used last. A file remembers who
 * they are, so that Berth opens where it was closed; it holds no secret. Those that the
 * environment or `az` name are here until Berth ends, and are not remembered.
 */
struct _BerthSignIns {
  GObject parent_instance;

  char *path;
  BerthTokenStore *store;
  BerthHttpTransport *transport;
  BerthClock *clock;
  GListStore *identities;
  GKeyFile *file;
  DexFuture *saving;
  gboolean has_unsaved;
};

typedef struct {
  BerthSignIns *self;
  BerthIdentity *identity;
  GCancellable *cancellable;
} Work;

typedef struct {
  char *path;
  char *text;
} Writing;

G_DEFINE_FINAL_TYPE (BerthSignIns, berth_sign_ins, G_TYPE_OBJECT)

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->self);
  g_clear_object (&work->identity);
  g_clear_object (&work->cancellable);
  g_free (work);
}

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_free (writing->path);
  g_free (writing->text);
  g_free (writing);
}

static DexFuture *
write_in_thread (gpointer data)
{
  Writing *writing = data;
  g_autofree char *folder = g_path_get_dirname (writing->path);
  GError *error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (writing->path, writing->text, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

static DexFuture *
write_file (BerthSignIns *self)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->path = g_strdup (self->path);
  writing->text = g_key_file_to_data (self->file, NULL, NULL);
  return berth_future_spawn_thread (write_in_thread, writing, writing_free);
}

static DexFuture *
save_fiber (gpointer data)
{
  BerthSignIns *self = data;

  while (self->has_unsaved) {
    g_autoptr (GError) error = NULL;

    self->has_unsaved = FALSE;
    if (!dex_await (write_file (self), &error))
      g_message ("[SIGN-IN] %s", error->message);
  }
  dex_clear (&self->saving);
  return dex_future_new_true ();
}

static void
save (BerthSignIns *self)
{
  self->has_unsaved = TRUE;
  if (self->saving == NULL)
    self->saving = berth_future_spawn (save_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
read_in_thread (gpointer data)
{
  const char *path = data;
  g_autofree char *text = NULL;
  GError *error = NULL;
  GStatBuf info;

  if (g_stat (path, &info) != 0 || info.st_size > MAX_FILE_BYTES)
    return dex_future_new_take_string (g_strdup (""));
  if (!g_file_get_contents (path, &text, NULL, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_string (g_steal_pointer (&text));
}

static char *
dup_value (BerthSignIns *self, const char *group, const char *key)
{
  return g_key_file_get_string (self->file, group, key, NULL);
}

static BerthIdentity *
find_identity (BerthSignIns *self, const char *id)
{
  GListModel *model = G_LIST_MODEL (self->identities);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (BerthIdentity) identity = g_list_model_get_item (model, i);

    if (g_strcmp0 (berth_identity_get_id (identity), id) == 0)
      return g_steal_pointer (&identity);
  }
  return NULL;
}

/* A group's name takes neither brackets nor lines. */
static char *
make_id (BerthCloud *cloud, BerthTokenClaims *claims)
{
  const char *object_id
    = claims != NULL ? berth_token_claims_get_object_id (claims) : NULL;
  const char *tenant = claims != NULL ? berth_token_claims_get_tenant_id (claims) : NULL;
  g_autofree char *plain = g_strdup_printf (
    "%s.%s %s", object_id != NULL ? object_id : "", tenant != NULL ? tenant : "",
    berth_cloud_get_arm_endpoint (cloud));

  return g_uri_escape_string (plain, ":/", FALSE);
}

static BerthIdentity *
make_known (BerthSignIns *self, const char *group, BerthCloud *cloud)
{
  g_autofree char *client = dup_value (self, group, KEY_CLIENT);
  g_autofree char *user = dup_value (self, group, KEY_USER);
  g_autofree char *tenant = dup_value (self, group, KEY_TENANT);

  if (client == NULL || tenant == NULL)
    return NULL;
  return berth_identity_new_person (cloud, self->transport, self->clock, self->store,
                                    client, group, user, tenant);
}

static BerthCloud *
find_cloud (Work *work, const char *endpoint)
{
  g_autoptr (BerthCloud) public_cloud = berth_cloud_new_public ();
  g_autoptr (GError) error = NULL;
  BerthCloud *cloud;

  if (endpoint == NULL)
    return NULL;
  if (g_str_equal (endpoint, berth_cloud_get_arm_endpoint (public_cloud)))
    return g_steal_pointer (&public_cloud);
  cloud = dex_await_object (
    berth_cloud_discover (work->self->transport, endpoint, work->cancellable), &error);
  if (cloud == NULL)
    g_debug ("[SIGN-IN] %s: %s", endpoint, error->message);
  return cloud;
}

static void
open_known (Work *work, const char *group)
{
  BerthSignIns *self = work->self;
  g_autofree char *endpoint = dup_value (self, group, KEY_ENDPOINT);
  g_autoptr (BerthCloud) cloud = find_cloud (work, endpoint);
  g_autoptr (BerthIdentity) there = find_identity (self, group);
  g_autoptr (BerthIdentity) identity
    = cloud != NULL && there == NULL ? make_known (self, group, cloud) : NULL;

  if (identity != NULL)
    g_list_store_append (self->identities, identity);
}

static DexFuture *
load_fiber (gpointer data)
{
  Work *work = data;
  BerthSignIns *self = work->self;
  g_autofree char *text = dex_await_string (
    berth_future_spawn_thread (read_in_thread, g_strdup (self->path), g_free), NULL);
  g_auto (GStrv) groups = NULL;

  if (text == NULL
      || !g_key_file_load_from_data (self->file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return dex_future_new_false ();
  groups = g_key_file_get_groups (self->file, NULL);
  for (gsize i = 0; groups[i] != NULL; i++) {
    if (!g_str_equal (groups[i], MAIN_GROUP))
      open_known (work, groups[i]);
  }
  return dex_future_new_true ();
}

static void
berth_sign_ins_finalize (GObject *object)
{
  BerthSignIns *self = BERTH_SIGN_INS (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->store);
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  g_clear_object (&self->identities);
  g_clear_pointer (&self->file, g_key_file_unref);
  dex_clear (&self->saving);
  G_OBJECT_CLASS (berth_sign_ins_parent_class)->finalize (object);
}

static void
berth_sign_ins_class_init (BerthSignInsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sign_ins_finalize;
}

static void
berth_sign_ins_init (BerthSignIns *self)
{
  self->identities = g_list_store_new (BERTH_TYPE_IDENTITY);
  self->file = g_key_file_new ();
  self->clock = berth_clock_new (1);
  self->transport = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (NULL));
}

/**
 * berth_sign_ins_new:
 * @path: the file that remembers who is signed in
 * @store: where their refresh tokens are
 *
 * Returns: (transfer full): nobody yet, see berth_sign_ins_load()
 */
BerthSignIns *
berth_sign_ins_new (const char *path, BerthTokenStore *store)
{
  BerthSignIns *self = g_object_new (BERTH_TYPE_SIGN_INS, NULL);

  self->path = g_strdup (path);
  self->store = g_object_ref (store);
  return self;
}

static Work *
work_new (BerthSignIns *self, BerthIdentity *identity, GCancellable *cancellable)
{
  Work *work = g_new0 (Work, 1);

  work->self = g_object_ref (self);
  work->identity = identity != NULL ? g_object_ref (identity) : NULL;
  work->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return work;
}

/**
 * berth_sign_ins_load:
 * @cancellable: (nullable): gives up
 *
 * Reads who was signed in. Nobody is asked for anything: the keyring is read with the
 * first request. A cloud other than public Azure is asked about itself; people of one
 * that cannot be reached are not there, but stay remembered.
 *
 * Returns: (transfer full): a future that resolves to whether there was something to read
 */
DexFuture *
berth_sign_ins_load (BerthSignIns *self, GCancellable *cancellable)
{
  g_return_val_if_fail (BERTH_IS_SIGN_INS (self), NULL);

  return berth_future_spawn (load_fiber, work_new (self, NULL, cancellable), work_free);
}

/**
 * berth_sign_ins_get_identities:
 *
 * Returns: (transfer none): a list of #BerthIdentity
 */
GListModel *
berth_sign_ins_get_identities (BerthSignIns *self)
{
  g_return_val_if_fail (BERTH_IS_SIGN_INS (self), NULL);

  return G_LIST_MODEL (self->identities);
}

/**
 * berth_sign_ins_get_transport:
 *
 * Returns: (transfer none): what carries the requests of all of them
 */
BerthHttpTransport *
berth_sign_ins_get_transport (BerthSignIns *self)
{
  g_return_val_if_fail (BERTH_IS_SIGN_INS (self), NULL);

  return self->transport;
}

/**
 * berth_sign_ins_get_clock:
 *
 * Returns: (transfer none): the time that tokens and polling go by
 */
BerthClock *
berth_sign_ins_get_clock (BerthSignIns *self)
{
  g_return_val_if_fail (BERTH_IS_SIGN_INS (self), NULL);

  return self->clock;
}

static void
remember (BerthSignIns *self, BerthIdentity *identity, const char *client_id)
{
  const char *id = berth_identity_get_id (identity);

  g_key_file_set_string (
    self->file, id, KEY_ENDPOINT,
    berth_cloud_get_arm_endpoint (berth_identity_get_cloud (identity)));
  g_key_file_set_string (self->file, id, KEY_CLIENT, client_id);
  g_key_file_set_string (self->file, id, KEY_TENANT,
                         berth_identity_get_tenant (identity));
  if (berth_identity_get_user_name (identity) != NULL)
    g_key_file_set_string (self->file, id, KEY_USER,
                           berth_identity_get_user_name (identity));
  save (self);
}

/**
 * berth_sign_ins_add_person:
 * @cloud: where they signed in
 * @client_id: the application that asked in their name
 * @tokens: what the sign-in brought
 *
 * Adds who has just signed in. Somebody who was signed in already goes on with the new
 * tokens: what waited for them goes on too.
 *
 * Returns: (transfer full): who it is
 */
BerthIdentity *
berth_sign_ins_add_person (BerthSignIns *self,
                           BerthCloud *cloud,
                           const char *client_id,
                           BerthTokens *tokens)
{
  g_autoptr (BerthTokenClaims) claims
    = berth_token_claims_read (berth_tokens_get_id_token (tokens));
  g_autofree char *id = NULL;
  BerthIdentity *identity;
  const char *tenant;

  g_return_val_if_fail (BERTH_IS_SIGN_INS (self), NULL);

  if (claims == NULL)
    claims = berth_token_claims_read (berth_tokens_get_access_token (tokens));
  tenant = claims != NULL && berth_token_claims_get_tenant_id (claims) != NULL
             ? berth_token_claims_get_tenant_id (claims)
             : BERTH_TENANT_ORGANIZATIONS;
  id = make_id (cloud, claims);
  identity = find_identity (self, id);
  if (identity == NULL) {
    identity = berth_identity_new_person (
      cloud, self->transport, self->clock, self->store, client_id, id,
      claims != NULL ? berth_token_claims_get_user_name (claims) : NULL, tenant);
    g_list_store_append (self->identities, identity);
  }
  berth_grant_take (berth_identity_get_grant (identity), tenant, tokens);
  remember (self, identity, client_id);
  return identity;
}

/**
 * berth_sign_ins_add:
 * @identity: an application, or whoever is signed in to az
 *
 * Returns: (transfer full): @identity, or the one of its kind that was there already
 */
BerthIdentity *
berth_sign_ins_add (BerthSignIns *self, BerthIdentity *identity)
{
  BerthIdentity *known;

  g_return_val_if_fail (BERTH_IS_SIGN_INS (self), NULL);
  g_return_val_if_fail (BERTH_IS_IDENTITY (identity), NULL);

  known = find_identity (self, berth_identity_get_id (identity));
  if (known != NULL)
    return known;
  g_list_store_append (self->identities, identity);
  return g_object_ref (identity);
}

/**
 * berth_sign_ins_choose:
 * @identity: whose
 * @subscription: the subscription to use from now on
 *
 * Returns: (transfer full): the account to open; Berth opens it again the next time
 */
BerthAccount *
berth_sign_ins_choose (BerthSignIns *self,
                       BerthIdentity *identity,
                       BerthSubscription *subscription)
{
  const char *id = berth_identity_get_id (identity);
  const char *name = berth_subscription_get_name (subscription);
  const char *tenant = berth_subscription_get_tenant_id (subscription);
  const char *subscription_id = berth_subscription_get_id (subscription);

  g_return_val_if_fail (BERTH_IS_SIGN_INS (self), NULL);

  if (berth_identity_get_kind (identity) == BERTH_IDENTITY_PERSON) {
    g_key_file_set_string (self->file, MAIN_GROUP, KEY_LAST, id);
    g_key_file_set_string (self->file, id, KEY_SUBSCRIPTION, subscription_id);
    g_key_file_set_string (self->file, id, KEY_SUBSCRIPTION_NAME,
                           name != NULL ? name : subscription_id);
    if (tenant != NULL)
      g_key_file_set_string (self->file, id, KEY_SUBSCRIPTION_TENANT, tenant);
    save (self);
  }
  return berth_account_new_signed_in (identity, subscription_id, name, tenant);
}

/**
 * berth_sign_ins_dup_last:
 *
 * Returns: (transfer full) (nullable): the account that was open when Berth was closed
 */
BerthAccount *
berth_sign_ins_dup_last (BerthSignIns *self)
{
  g_autofree char *id = NULL;
  g_autofree char *subscription = NULL;
  g_autofree char *name = NULL;
  g_autofree char *tenant = NULL;
  g_autoptr (BerthIdentity) identity = NULL;

  g_return_val_if_fail (BERTH_IS_SIGN_INS (self), NULL);

  id = dup_value (self, MAIN_GROUP, KEY_LAST);
  identity = id != NULL ? find_identity (self, id) : NULL;
  if (identity == NULL)
    return NULL;
  subscription = dup_value (self, id, KEY_SUBSCRIPTION);
  name = dup_value (self, id, KEY_SUBSCRIPTION_NAME);
  tenant = dup_value (self, id, KEY_SUBSCRIPTION_TENANT);
  if (subscription == NULL)
    return NULL;
  return berth_account_new_signed_in (identity, subscription, name, tenant);
}

/**
 * berth_sign_ins_leave:
 *
 * Another cloud is used now: Berth does not open the last account again the next time.
 */
void
berth_sign_ins_leave (BerthSignIns *self)
{
  g_return_if_fail (BERTH_IS_SIGN_INS (self));

  if (g_key_file_remove_key (self->file, MAIN_GROUP, KEY_LAST, NULL))
    save (self);
}

static DexFuture *
remove_fiber (gpointer data)
{
  Work *work = data;
  BerthSignIns *self = work->self;
  const char *id = berth_identity_get_id (work->identity);
  g_autofree char *last = dup_value (self, MAIN_GROUP, KEY_LAST);
  guint position;

  if (g_list_store_find (self->identities, work->identity, &position))
    g_list_store_remove (self->identities, position);
  g_key_file_remove_group (self->file, id, NULL);
  if (g_strcmp0 (last, id) == 0)
    g_key_file_remove_key (self->file, MAIN_GROUP, KEY_LAST, NULL);
  save (self);
  return berth_identity_sign_out (work->identity);
}

/**
 * berth_sign_ins_remove:
 * @identity: who signs out
 *
 * Forgets @identity and its tokens, in the keyring too.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with what the
 *   keyring says
 */
DexFuture *
berth_sign_ins_remove (BerthSignIns *self, BerthIdentity *identity)
{
  g_return_val_if_fail (BERTH_IS_SIGN_INS (self), NULL);
  g_return_val_if_fail (BERTH_IS_IDENTITY (identity), NULL);

  return berth_future_spawn (remove_fiber, work_new (self, identity, NULL), work_free);
}

static DexFuture *
flush_fiber (gpointer data)
{
  Work *work = data;
  GListModel *model = G_LIST_MODEL (work->self->identities);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (BerthIdentity) identity = g_list_model_get_item (model, i);

    if (berth_identity_get_grant (identity) != NULL)
      dex_await (berth_grant_flush (berth_identity_get_grant (identity)), NULL);
  }
  if (work->self->saving != NULL)
    dex_await (dex_ref (work->self->saving), NULL);
  return dex_future_new_true ();
}

/**
 * berth_sign_ins_flush:
 *
 * Returns: (transfer full): a future that resolves to %TRUE when the file and the keyring
 *   have all that there is; for the end of the program
 */
DexFuture *
berth_sign_ins_flush (BerthSignIns *self)
{
  g_return_val_if_fail (BERTH_IS_SIGN_INS (self), NULL);

  return berth_future_spawn (flush_fiber, work_new (self, NULL, NULL), work_free);
}
