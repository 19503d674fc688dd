/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-notices.h"

#include "berth-future.h"
#include "berth-offer.h"
#include "berth-permissions.h"
#include "berth-subscriptions.h"
#include "berth-token-claims.h"

#include <gtk/gtk.h>

/**
 * BerthNotices:
 *
 * What a person should know about their subscription before they choose a machine: what
 * its offer cannot do, which rights are missing. A fact that could not be had is left
 * out. Beside it the address that the sign-in came from.
 */
struct _BerthNotices {
  GObject parent_instance;

  BerthArmClient *client;
  BerthCredential *credential;
  GCancellable *cancellable;
  char *subscription_id;
  char *address;
  GtkStringList *list;
};

G_DEFINE_FINAL_TYPE (BerthNotices, berth_notices, G_TYPE_OBJECT)

static void
add (BerthNotices *self, const char *notice)
{
  if (notice != NULL && !g_cancellable_is_cancelled (self->cancellable))
    gtk_string_list_append (self->list, notice);
}

static gboolean
learn_address (BerthNotices *self)
{
  g_autofree char *token = dex_await_string (
    berth_credential_get_token (self->credential, NULL, self->cancellable), NULL);
  g_autoptr (BerthTokenClaims) claims = berth_token_claims_read (token);

  if (claims != NULL)
    g_set_str (&self->address, berth_token_claims_get_address (claims));
  return token != NULL;
}

static void
learn_offer (BerthNotices *self)
{
  g_autoptr (BerthSubscription) subscription = dex_await_object (
    berth_subscriptions_get (self->client, self->subscription_id, self->cancellable),
    NULL);

  if (subscription == NULL)
    return;
  add (self, berth_offer_explain_state (berth_subscription_get_state (subscription)));
  add (self, berth_offer_explain (berth_subscription_get_quota_id (subscription),
                                  berth_subscription_get_spending_limit (subscription)));
}

static void
learn_rights (BerthNotices *self)
{
  g_autoptr (GListModel) permissions = dex_await_object (
    berth_permissions_list (self->client, self->subscription_id, self->cancellable),
    NULL);

  if (permissions != NULL)
    add (self, berth_offer_explain_rights (permissions));
}

static DexFuture *
learn_fiber (gpointer data)
{
  BerthNotices *self = data;

  if (learn_address (self)) {
    learn_offer (self);
    learn_rights (self);
  }
  return dex_future_new_true ();
}

static void
berth_notices_finalize (GObject *object)
{
  BerthNotices *self = BERTH_NOTICES (object);

  g_clear_object (&self->client);
  g_clear_object (&self->credential);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->list);
  g_clear_pointer (&self->subscription_id, g_free);
  g_clear_pointer (&self->address, g_free);
  G_OBJECT_CLASS (berth_notices_parent_class)->finalize (object);
}

static void
berth_notices_class_init (BerthNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_notices_finalize;
}

static void
berth_notices_init (BerthNotices *self)
{
  self->cancellable = g_cancellable_new ();
  self->list = gtk_string_list_new (NULL);
}

/**
 * berth_notices_new:
 * @client: what speaks to the resource manager
 * @credential: whose token tells the address
 * @subscription_id: the subscription
 *
 * Begins to ask at once.
 */
BerthNotices *
berth_notices_new (BerthArmClient *client,
                   BerthCredential *credential,
                   const char *subscription_id)
{
  BerthNotices *self = g_object_new (BERTH_TYPE_NOTICES, NULL);

  self->client = g_object_ref (client);
  self->credential = g_object_ref (credential);
  self->subscription_id = g_strdup (subscription_id);
  dex_future_disown (
    berth_future_spawn (learn_fiber, g_object_ref (self), g_object_unref));
  return self;
}

/**
 * berth_notices_close:
 *
 * Asks no further.
 */
void
berth_notices_close (BerthNotices *self)
{
  g_return_if_fail (BERTH_IS_NOTICES (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * berth_notices_get_list:
 *
 * Returns: (transfer none): a list of #GtkStringObject, sentences for a person
 */
GListModel *
berth_notices_get_list (BerthNotices *self)
{
  g_return_val_if_fail (BERTH_IS_NOTICES (self), NULL);

  return G_LIST_MODEL (self->list);
}

/**
 * berth_notices_get_address:
 *
 * Returns: (nullable): the address that the sign-in came from; %NULL where it is not
 * known
 */
const char *
berth_notices_get_address (BerthNotices *self)
{
  g_return_val_if_fail (BERTH_IS_NOTICES (self), NULL);

  return self->address;
}
