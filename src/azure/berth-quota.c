/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-quota.h"

#include "berth-json.h"

/**
 * BerthQuota:
 *
 * A quota and its limit.
 */
struct _BerthQuota {
  GObject parent_instance;

  char *id;
  char *name;
  char *localized_name;
  gint64 limit;
};

G_DEFINE_FINAL_TYPE (BerthQuota, berth_quota, G_TYPE_OBJECT)

static void
berth_quota_finalize (GObject *object)
{
  BerthQuota *self = BERTH_QUOTA (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->localized_name, g_free);
  G_OBJECT_CLASS (berth_quota_parent_class)->finalize (object);
}

static void
berth_quota_class_init (BerthQuotaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_quota_finalize;
}

static void
berth_quota_init (BerthQuota *self)
{
}

/**
 * berth_quota_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_quota_parse (JsonObject *object, GError **error)
{
  BerthQuota *self = NULL;

  if (berth_json_require_string (object, "properties.name.value", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_QUOTA, NULL);
  self->id = g_strdup (berth_json_get_string (object, "id"));
  self->name = g_strdup (berth_json_get_string (object, "properties.name.value"));
  self->localized_name
    = g_strdup (berth_json_get_string (object, "properties.name.localizedValue"));
  self->limit = berth_json_get_int (object, "properties.limit.value", 0);
  return self;
}

/**
 * berth_quota_get_id:
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
berth_quota_get_id (BerthQuota *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA (self), NULL);

  return self->id;
}

/**
 * berth_quota_get_name:
 *
 * Returns: (transfer none): its name, "lowPriorityCores" say
 */
const char *
berth_quota_get_name (BerthQuota *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA (self), NULL);

  return self->name;
}

/**
 * berth_quota_get_localized_name:
 *
 * Returns: (transfer none) (nullable): its name in words
 */
const char *
berth_quota_get_localized_name (BerthQuota *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA (self), NULL);

  return self->localized_name;
}

/**
 * berth_quota_get_limit:
 *
 * Returns: what may be used
 */
gint64
berth_quota_get_limit (BerthQuota *self)
{
  g_return_val_if_fail (BERTH_IS_QUOTA (self), 0);

  return self->limit;
}
