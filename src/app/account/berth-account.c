/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-account.h"
#include "berth-clouds.h"
#include "berth-folders.h"
#include "berth-notices.h"
#include "berth-practice-cloud.h"
#include "berth-practice-outside.h"

#include "berth-client-secret-credential.h"
#include "berth-cloud.h"
#include "berth-curl-transport.h"
#include "berth-future.h"
#include "berth-subscription.h"
#include "berth-subscriptions.h"

#include <glib/gi18n.h>

/**
 * BerthAccount:
 *
 * A cloud that somebody is signed in to, with one of its subscriptions, and what this
 * computer remembers of it. On the practice cloud it also owns the program that is the
 * cloud.
 */
struct _BerthAccount {
  GObject parent_instance;
  BerthHttpTransport *transport;
  BerthClock *clock;
  BerthCloud *cloud;
  BerthIdentity *identity; /* %NULL on the practice cloud */
  BerthArmClient *client;
  char *subscription_id;
  char *subscription_name;
  BerthHostKeys *host_keys;
  BerthMachineMemory *memory;
  BerthDesktopPasswords *desktop_passwords;
  BerthPracticeCloud *practice;
  BerthNotices *notices;
  gboolean is_lost;
  gboolean is_closing;
};

enum { PROP_0, PROP_LOST, N_PROPS };

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (BerthAccount, berth_account, G_TYPE_OBJECT)

static void
on_practice_running_changed (BerthAccount *self)
{
  gboolean is_lost
    = !self->is_closing && !berth_practice_cloud_is_running (self->practice);

  if (self->is_lost == is_lost)
    return;
  self->is_lost = is_lost;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOST]);
}

static gboolean
sign_in (BerthAccount *self, GCancellable *cancellable, GError **error)
{
  const BerthPracticeReady *ready = berth_practice_cloud_get_ready (self->practice);
  g_autofree char *scope = NULL;
  g_autoptr (BerthCredential) credential = NULL;

  self->transport = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (ready->ca_file));
  self->cloud = dex_await_object (
    berth_cloud_discover (self->transport, ready->endpoint, cancellable), error);
  if (self->cloud == NULL)
    return FALSE;
  scope = berth_cloud_dup_scope (self->cloud);
  credential = berth_client_secret_credential_new (
    self->transport, self->clock, ready->authority, ready->tenant, ready->client_id,
    ready->client_secret, scope);
  self->client
    = berth_arm_client_new (self->cloud, credential, self->transport, self->clock);
  return TRUE;
}

static void
set_subscription (BerthAccount *self, const char *id, const char *name)
{
  self->subscription_id = g_strdup (id);
  self->subscription_name = g_strdup (name != NULL ? name : id);
}

static gboolean
choose_subscription (BerthAccount *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (BerthSubscription) subscription = NULL;
  g_autoptr (GListModel) subscriptions
    = dex_await_object (berth_subscriptions_list (self->client, cancellable), error);

  if (subscriptions == NULL)
    return FALSE;
  subscription = g_list_model_get_item (subscriptions, 0);
  if (subscription != NULL) {
    set_subscription (self, berth_subscription_get_id (subscription),
                      berth_subscription_get_name (subscription));
    return TRUE;
  }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _ ("There is no subscription that this account may use."));
  return FALSE;
}

/* One that runs outside goes before the program that is here. */
static BerthPracticeCloud *
find_practice (const char *state, GError **error)
{
  g_autofree char *announced = berth_practice_outside_dup_path ();
  g_autofree char *program = NULL;

  if (g_file_test (announced, G_FILE_TEST_EXISTS))
    return berth_practice_cloud_new_outside (announced);
  program = berth_practice_cloud_find_program ();
  if (program != NULL)
    return berth_practice_cloud_new (program, state);
  g_set_error_literal (
    error, BERTH_PRACTICE_CLOUD_ERROR, BERTH_PRACTICE_CLOUD_ERROR_MISSING,
    _ ("The program of the practice cloud, berth-sandbox, is not installed."));
  return NULL;
}

static BerthAccount *
make_practice_account (GError **error)
{
  g_autoptr (BerthAccount) self = g_object_new (BERTH_TYPE_ACCOUNT, NULL);
  g_autofree char *state = berth_folders_dup_practice ();
  g_autofree char *hosts = g_build_filename (state, "known-hosts.json", NULL);
  g_autofree char *machines = g_build_filename (state, "machines.ini", NULL);

  self->clock = berth_clock_new (1);
  self->host_keys = berth_host_keys_new (hosts);
  self->memory = berth_machine_memory_new (machines);
  self->desktop_passwords = berth_desktop_passwords_new (TRUE);
  self->practice = find_practice (state, error);
  return self->practice != NULL ? g_steal_pointer (&self) : NULL;
}

/* What to do about a file that was left behind. */
static void
explain_outside (BerthAccount *self, GError **error)
{
  const char *file = berth_practice_cloud_get_ready_file (self->practice);

  if (file != NULL && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    /* Translators: %s is a file's path. A reason follows behind this, as a sentence */
    g_prefix_error (error,
                    _ ("The practice cloud that %s tells of does not answer. Start it "
                       "again, or remove that file. "),
                    file);
}

static DexFuture *
open_practice_fiber (gpointer data)
{
  GCancellable *cancellable = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthAccount) self = make_practice_account (&error);

  if (self == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!dex_await (berth_practice_cloud_start (self->practice, cancellable), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!sign_in (self, cancellable, &error)
      || !choose_subscription (self, cancellable, &error)) {
    dex_await (berth_practice_cloud_stop (self->practice), NULL);
    explain_outside (self, &error);
    return dex_future_new_for_error (g_steal_pointer (&error));
  }
  g_signal_connect_object (self->practice, "notify::running",
                           G_CALLBACK (on_practice_running_changed), self,
                           G_CONNECT_SWAPPED);
  on_practice_running_changed (self);
  return dex_future_new_take_object (g_steal_pointer (&self));
}

static void
berth_account_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_LOST:
    g_value_set_boolean (value, BERTH_ACCOUNT (object)->is_lost);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_account_dispose (GObject *object)
{
  BerthAccount *self = BERTH_ACCOUNT (object);

  if (self->notices != NULL)
    berth_notices_close (self->notices);
  g_clear_object (&self->notices);
  g_clear_object (&self->client);
  g_clear_object (&self->identity);
  g_clear_object (&self->cloud);
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  g_clear_object (&self->host_keys);
  g_clear_object (&self->memory);
  g_clear_object (&self->desktop_passwords);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->subscription_id, g_free);
  g_clear_pointer (&self->subscription_name, g_free);
  G_OBJECT_CLASS (berth_account_parent_class)->dispose (object);
}

static void
berth_account_class_init (BerthAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = berth_account_get_property;
  object_class->dispose = berth_account_dispose;

  props[PROP_LOST] = g_param_spec_boolean ("lost", NULL, NULL, FALSE,
                                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                             | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
berth_account_init (BerthAccount *self)
{
}

/**
 * berth_account_open_practice:
 * @cancellable: (nullable): gives up; the practice cloud is stopped again
 *
 * Starts the practice cloud, signs in to it and takes its first subscription.
 *
 * Returns: (transfer full): a future that resolves to a #BerthAccount, or rejects with
 *   %BERTH_PRACTICE_CLOUD_ERROR, %BERTH_NET_ERROR, %BERTH_AZURE_ERROR or %G_IO_ERROR
 */
DexFuture *
berth_account_open_practice (GCancellable *cancellable)
{
  g_autoptr (GCancellable) own
    = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();

  return berth_future_spawn (open_practice_fiber, g_steal_pointer (&own), g_object_unref);
}

/* Kept by resource id, so all accounts share them. */
static void
remember_in_azure (BerthAccount *self)
{
  g_autofree char *folder = berth_folders_dup_azure ();
  g_autofree char *hosts = g_build_filename (folder, "known-hosts.json", NULL);
  g_autofree char *machines = g_build_filename (folder, "machines.ini", NULL);

  self->host_keys = berth_host_keys_new (hosts);
  self->memory = berth_machine_memory_new (machines);
  self->desktop_passwords = berth_desktop_passwords_new (TRUE);
}

/**
 * berth_account_new_signed_in:
 * @identity: who is signed in
 * @subscription_id: what machines are made in and paid by
 * @subscription_name: (nullable): what it is called
 * @tenant: (nullable): the tenant it belongs to
 *
 * Opens without asking anybody; what the cloud says about the subscription comes later,
 * see berth_account_get_notices().
 *
 * Returns: (transfer full): the account
 */
BerthAccount *
berth_account_new_signed_in (BerthIdentity *identity,
                             const char *subscription_id,
                             const char *subscription_name,
                             const char *tenant)
{
  BerthAccount *self;
  g_autoptr (BerthCredential) credential = NULL;

  g_return_val_if_fail (BERTH_IS_IDENTITY (identity), NULL);
  g_return_val_if_fail (subscription_id != NULL, NULL);

  self = g_object_new (BERTH_TYPE_ACCOUNT, NULL);
  self->identity = g_object_ref (identity);
  self->cloud = g_object_ref (berth_identity_get_cloud (identity));
  self->clock = g_object_ref (berth_identity_get_clock (identity));
  self->transport = g_object_ref (berth_identity_get_transport (identity));
  credential = berth_identity_dup_credential (identity, tenant);
  self->client
    = berth_arm_client_new (self->cloud, credential, self->transport, self->clock);
  set_subscription (self, subscription_id, subscription_name);
  remember_in_azure (self);
  self->notices = berth_notices_new (self->client, credential, subscription_id);
  return self;
}

/* The keyring has to have the newest refresh token when the program ends. */
static DexFuture *
flush_sign_in (BerthAccount *self)
{
  BerthGrant *grant
    = self->identity != NULL ? berth_identity_get_grant (self->identity) : NULL;

  return grant != NULL ? berth_grant_flush (grant) : dex_future_new_true ();
}

/**
 * berth_account_close:
 *
 * Leaves the account. Its practice cloud stops, and the machines there with it; a
 * sign-in stays.
 *
 * Returns: (transfer full): a future that resolves to %TRUE
 */
DexFuture *
berth_account_close (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), NULL);

  if (self->practice == NULL)
    return flush_sign_in (self);
  self->is_closing = TRUE;
  return berth_practice_cloud_stop (self->practice);
}

/**
 * berth_account_get_client:
 *
 * Returns: (transfer none): what speaks to the resource manager
 */
BerthArmClient *
berth_account_get_client (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), NULL);

  return self->client;
}

/**
 * berth_account_get_clock:
 *
 * Returns: (transfer none): the time that polling goes by
 */
BerthClock *
berth_account_get_clock (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), NULL);

  return self->clock;
}

/**
 * berth_account_get_host_keys:
 *
 * Returns: (transfer none): the host keys of this cloud's machines
 */
BerthHostKeys *
berth_account_get_host_keys (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), NULL);

  return self->host_keys;
}

/**
 * berth_account_get_memory:
 *
 * Returns: (transfer none): where the private keys of this cloud's machines lie
 */
BerthMachineMemory *
berth_account_get_memory (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), NULL);

  return self->memory;
}

/**
 * berth_account_get_desktop_passwords:
 *
 * Returns: (transfer none): the passwords of the desktops of this cloud's machines
 */
BerthDesktopPasswords *
berth_account_get_desktop_passwords (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), NULL);

  return self->desktop_passwords;
}

/**
 * berth_account_get_subscription_id:
 *
 * Returns: the subscription that machines are made in and listed from
 */
const char *
berth_account_get_subscription_id (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), NULL);

  return self->subscription_id;
}

/**
 * berth_account_get_subscription_name:
 *
 * Returns: what the subscription is called
 */
const char *
berth_account_get_subscription_name (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), NULL);

  return self->subscription_name;
}

/**
 * berth_account_get_identity:
 *
 * Returns: (transfer none) (nullable): who is signed in; %NULL on the practice cloud
 */
BerthIdentity *
berth_account_get_identity (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), NULL);

  return self->identity;
}

/**
 * berth_account_get_notices:
 *
 * Returns: (transfer none) (nullable): a list of #GtkStringObject, what a person should
 *   know about the subscription before they choose a machine; %NULL on the practice cloud
 */
GListModel *
berth_account_get_notices (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), NULL);

  return self->notices != NULL ? berth_notices_get_list (self->notices) : NULL;
}

/**
 * berth_account_get_address:
 *
 * Returns: (nullable): the address that this computer is seen by, as far as it is known
 */
const char *
berth_account_get_address (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), NULL);

  if (self->practice != NULL)
    return "127.0.0.1";
  return berth_notices_get_address (self->notices);
}

/**
 * berth_account_get_cloud_label:
 *
 * Returns: what the cloud is called, for people
 */
const char *
berth_account_get_cloud_label (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), NULL);

  return self->practice != NULL ? _ ("Practice cloud")
                                : berth_clouds_get_label (self->cloud);
}

/**
 * berth_account_is_practice:
 *
 * Returns: whether nothing here costs money
 */
gboolean
berth_account_is_practice (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), FALSE);

  return self->practice != NULL;
}

/**
 * berth_account_is_walled:
 *
 * Returns: whether this is a practice cloud inside a Flatpak, whose machines nobody can
 *   enter
 */
gboolean
berth_account_is_walled (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), FALSE);

  return self->practice != NULL
         && berth_practice_cloud_get_ready_file (self->practice) == NULL
         && berth_practice_outside_is_walled ();
}

/**
 * berth_account_is_lost:
 *
 * Returns: whether the practice cloud ended by itself; nothing can be asked any more then
 */
gboolean
berth_account_is_lost (BerthAccount *self)
{
  g_return_val_if_fail (BERTH_IS_ACCOUNT (self), FALSE);

  return self->is_lost;
}
