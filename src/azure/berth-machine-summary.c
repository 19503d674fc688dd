/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-summary.h"

#include "berth-json.h"
#include "berth-priority.h"

/**
 * BerthMachineSummary:
 *
 * One row of the list of all machines.
 */
struct _BerthMachineSummary {
  GObject parent_instance;

  char *id;
  char *name;
  char *location;
  char *group;
  char *subscription_id;
  char *size;
  char *priority;
  char *power;
  GHashTable *tags;
};

G_DEFINE_FINAL_TYPE (BerthMachineSummary, berth_machine_summary, G_TYPE_OBJECT)

static void
berth_machine_summary_finalize (GObject *object)
{
  BerthMachineSummary *self = BERTH_MACHINE_SUMMARY (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->subscription_id, g_free);
  g_clear_pointer (&self->size, g_free);
  g_clear_pointer (&self->priority, g_free);
  g_clear_pointer (&self->power, g_free);
  g_clear_pointer (&self->tags, g_hash_table_unref);
  G_OBJECT_CLASS (berth_machine_summary_parent_class)->finalize (object);
}

static void
berth_machine_summary_class_init (BerthMachineSummaryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_machine_summary_finalize;
}

static void
berth_machine_summary_init (BerthMachineSummary *self)
{
}

/**
 * berth_machine_summary_get_power_state:
 *
 * Returns: whether it runs, as far as the list knows
 */
BerthPowerState
berth_machine_summary_get_power_state (BerthMachineSummary *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SUMMARY (self), BERTH_POWER_STATE_UNKNOWN);

  return berth_power_state_from_code (self->power);
}

/**
 * berth_machine_summary_is_spot:
 *
 * Returns: whether it runs on spare capacity
 */
gboolean
berth_machine_summary_is_spot (BerthMachineSummary *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SUMMARY (self), FALSE);

  return berth_priority_is_spot (self->priority);
}

/**
 * berth_machine_summary_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_machine_summary_parse (JsonObject *object, GError **error)
{
  BerthMachineSummary *self = NULL;

  if (berth_json_require_string (object, "id", error) == NULL)
    return NULL;
  if (berth_json_require_string (object, "name", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_MACHINE_SUMMARY, NULL);
  self->id = g_strdup (berth_json_get_string (object, "id"));
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->location = g_strdup (berth_json_get_string (object, "location"));
  self->group = g_strdup (berth_json_get_string (object, "resourceGroup"));
  self->subscription_id = g_strdup (berth_json_get_string (object, "subscriptionId"));
  self->size = g_strdup (berth_json_get_string (object, "size"));
  self->priority = g_strdup (berth_json_get_string (object, "priority"));
  self->power = g_strdup (berth_json_get_string (object, "power"));
  self->tags = berth_json_dup_tags (object);
  return self;
}

/**
 * berth_machine_summary_get_id:
 *
 * Returns: (transfer none): its id
 */
const char *
berth_machine_summary_get_id (BerthMachineSummary *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SUMMARY (self), NULL);

  return self->id;
}

/**
 * berth_machine_summary_get_name:
 *
 * Returns: (transfer none): its name
 */
const char *
berth_machine_summary_get_name (BerthMachineSummary *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SUMMARY (self), NULL);

  return self->name;
}

/**
 * berth_machine_summary_get_location:
 *
 * Returns: (transfer none) (nullable): its region
 */
const char *
berth_machine_summary_get_location (BerthMachineSummary *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SUMMARY (self), NULL);

  return self->location;
}

/**
 * berth_machine_summary_get_group:
 *
 * Returns: (transfer none) (nullable): its resource group
 */
const char *
berth_machine_summary_get_group (BerthMachineSummary *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SUMMARY (self), NULL);

  return self->group;
}

/**
 * berth_machine_summary_get_subscription_id:
 *
 * Returns: (transfer none) (nullable): its subscription
 */
const char *
berth_machine_summary_get_subscription_id (BerthMachineSummary *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SUMMARY (self), NULL);

  return self->subscription_id;
}

/**
 * berth_machine_summary_get_size:
 *
 * Returns: (transfer none) (nullable): its size
 */
const char *
berth_machine_summary_get_size (BerthMachineSummary *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SUMMARY (self), NULL);

  return self->size;
}

/**
 * berth_machine_summary_get_priority:
 *
 * Returns: (transfer none) (nullable): "Regular", "Spot" or another word
 */
const char *
berth_machine_summary_get_priority (BerthMachineSummary *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SUMMARY (self), NULL);

  return self->priority;
}

/**
 * berth_machine_summary_get_power:
 *
 * Returns: (transfer none) (nullable): "PowerState/running" or another word
 */
const char *
berth_machine_summary_get_power (BerthMachineSummary *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SUMMARY (self), NULL);

  return self->power;
}

/**
 * berth_machine_summary_get_tags:
 *
 * Returns: (transfer none): its tags, name → value
 */
GHashTable *
berth_machine_summary_get_tags (BerthMachineSummary *self)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SUMMARY (self), NULL);

  return self->tags;
}
