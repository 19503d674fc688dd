/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-usage.h"

#include "berth-json.h"

/**
 * BerthUsage:
 *
 * How much of a quota is used.
 */
struct _BerthUsage {
  GObject parent_instance;

  char *name;
  char *localized_name;
  gint64 current;
  gint64 limit;
};

G_DEFINE_FINAL_TYPE (BerthUsage, berth_usage, G_TYPE_OBJECT)

static void
berth_usage_finalize (GObject *object)
{
  BerthUsage *self = BERTH_USAGE (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->localized_name, g_free);
  G_OBJECT_CLASS (berth_usage_parent_class)->finalize (object);
}

static void
berth_usage_class_init (BerthUsageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_usage_finalize;
}

static void
berth_usage_init (BerthUsage *self)
{
}

/**
 * berth_usage_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_usage_parse (JsonObject *object, GError **error)
{
  BerthUsage *self = NULL;

  if (berth_json_require_string (object, "name.value", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_USAGE, NULL);
  self->name = g_strdup (berth_json_get_string (object, "name.value"));
  self->localized_name = g_strdup (berth_json_get_string (object, "name.localizedValue"));
  self->current = berth_json_get_int (object, "currentValue", 0);
  self->limit = berth_json_get_int (object, "limit", 0);
  return self;
}

/**
 * berth_usage_get_name:
 *
 * Returns: (transfer none): the quota's name, "lowPriorityCores" say
 */
const char *
berth_usage_get_name (BerthUsage *self)
{
  g_return_val_if_fail (BERTH_IS_USAGE (self), NULL);

  return self->name;
}

/**
 * berth_usage_get_localized_name:
 *
 * Returns: (transfer none) (nullable): its name in words
 */
const char *
berth_usage_get_localized_name (BerthUsage *self)
{
  g_return_val_if_fail (BERTH_IS_USAGE (self), NULL);

  return self->localized_name;
}

/**
 * berth_usage_get_current:
 *
 * Returns: what is used
 */
gint64
berth_usage_get_current (BerthUsage *self)
{
  g_return_val_if_fail (BERTH_IS_USAGE (self), 0);

  return self->current;
}

/**
 * berth_usage_get_limit:
 *
 * Returns: what may be used
 */
gint64
berth_usage_get_limit (BerthUsage *self)
{
  g_return_val_if_fail (BERTH_IS_USAGE (self), 0);

  return self->limit;
}
