/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-subscription.h"

#include "berth-json.h"

/**
 * BerthSubscription:
 *
 * What machines are paid by.
 */
struct _BerthSubscription {
  GObject parent_instance;

  char *id;
  char *name;
  char *state;
  char *tenant_id;
  char *quota_id;
  char *spending_limit;
};

G_DEFINE_FINAL_TYPE (BerthSubscription, berth_subscription, G_TYPE_OBJECT)

static void
berth_subscription_finalize (GObject *object)
{
  BerthSubscription *self = BERTH_SUBSCRIPTION (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->tenant_id, g_free);
  g_clear_pointer (&self->quota_id, g_free);
  g_clear_pointer (&self->spending_limit, g_free);
  G_OBJECT_CLASS (berth_subscription_parent_class)->finalize (object);
}

static void
berth_subscription_class_init (BerthSubscriptionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_subscription_finalize;
}

static void
berth_subscription_init (BerthSubscription *self)
{
}

/**
 * berth_subscription_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_subscription_parse (JsonObject *object, GError **error)
{
  BerthSubscription *self = NULL;

  if (berth_json_require_string (object, "subscriptionId", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_SUBSCRIPTION, NULL);
  self->id = g_strdup (berth_json_get_string (object, "subscriptionId"));
  self->name = g_strdup (berth_json_get_string (object, "displayName"));
  self->state = g_strdup (berth_json_get_string (object, "state"));
  self->tenant_id = g_strdup (berth_json_get_string (object, "tenantId"));
  self->quota_id
    = g_strdup (berth_json_get_string (object, "subscriptionPolicies.quotaId"));
  self->spending_limit
    = g_strdup (berth_json_get_string (object, "subscriptionPolicies.spendingLimit"));
  return self;
}

/**
 * berth_subscription_get_id:
 *
 * Returns: (transfer none): its id, a UUID
 */
const char *
berth_subscription_get_id (BerthSubscription *self)
{
  g_return_val_if_fail (BERTH_IS_SUBSCRIPTION (self), NULL);

  return self->id;
}

/**
 * berth_subscription_get_name:
 *
 * Returns: (transfer none) (nullable): the name that the portal shows
 */
const char *
berth_subscription_get_name (BerthSubscription *self)
{
  g_return_val_if_fail (BERTH_IS_SUBSCRIPTION (self), NULL);

  return self->name;
}

/**
 * berth_subscription_get_state:
 *
 * Returns: (transfer none) (nullable): "Enabled", "Warned", "PastDue", "Disabled" or
 * another word
 */
const char *
berth_subscription_get_state (BerthSubscription *self)
{
  g_return_val_if_fail (BERTH_IS_SUBSCRIPTION (self), NULL);

  return self->state;
}

/**
 * berth_subscription_get_tenant_id:
 *
 * Returns: (transfer none) (nullable): the tenant it belongs to
 */
const char *
berth_subscription_get_tenant_id (BerthSubscription *self)
{
  g_return_val_if_fail (BERTH_IS_SUBSCRIPTION (self), NULL);

  return self->tenant_id;
}

/**
 * berth_subscription_get_quota_id:
 *
 * Returns: (transfer none) (nullable): the kind of offer
 */
const char *
berth_subscription_get_quota_id (BerthSubscription *self)
{
  g_return_val_if_fail (BERTH_IS_SUBSCRIPTION (self), NULL);

  return self->quota_id;
}

/**
 * berth_subscription_get_spending_limit:
 *
 * Returns: (transfer none) (nullable): "On", "Off" or "CurrentPeriodOff"
 */
const char *
berth_subscription_get_spending_limit (BerthSubscription *self)
{
  g_return_val_if_fail (BERTH_IS_SUBSCRIPTION (self), NULL);

  return self->spending_limit;
}
