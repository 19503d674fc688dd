/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-resource.h"

#include "berth-json.h"

/**
 * BerthResource:
 *
 * One thing in a resource group.
 */
struct _BerthResource {
  GObject parent_instance;

  char *id;
  char *name;
  char *resource_type;
  char *location;
  GHashTable *tags;
  char *managed_by;
};

G_DEFINE_FINAL_TYPE (BerthResource, berth_resource, G_TYPE_OBJECT)

static void
berth_resource_finalize (GObject *object)
{
  BerthResource *self = BERTH_RESOURCE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->resource_type, g_free);
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->tags, g_hash_table_unref);
  g_clear_pointer (&self->managed_by, g_free);
  G_OBJECT_CLASS (berth_resource_parent_class)->finalize (object);
}

static void
berth_resource_class_init (BerthResourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_resource_finalize;
}

static void
berth_resource_init (BerthResource *self)
{
}

/**
 * berth_resource_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_resource_parse (JsonObject *object, GError **error)
{
  BerthResource *self = NULL;

  if (berth_json_require_string (object, "id", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_RESOURCE, NULL);
  self->id = g_strdup (berth_json_get_string (object, "id"));
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->resource_type = g_strdup (berth_json_get_string (object, "type"));
  self->location = g_strdup (berth_json_get_string (object, "location"));
  self->tags = berth_json_dup_tags (object);
  self->managed_by = g_strdup (berth_json_get_string (object, "managedBy"));
  return self;
}

/**
 * berth_resource_get_id:
 *
 * Returns: (transfer none): its id
 */
const char *
berth_resource_get_id (BerthResource *self)
{
  g_return_val_if_fail (BERTH_IS_RESOURCE (self), NULL);

  return self->id;
}

/**
 * berth_resource_get_name:
 *
 * Returns: (transfer none) (nullable): its name
 */
const char *
berth_resource_get_name (BerthResource *self)
{
  g_return_val_if_fail (BERTH_IS_RESOURCE (self), NULL);

  return self->name;
}

/**
 * berth_resource_get_resource_type:
 *
 * Returns: (transfer none) (nullable): "Microsoft.Network/publicIPAddresses", say
 */
const char *
berth_resource_get_resource_type (BerthResource *self)
{
  g_return_val_if_fail (BERTH_IS_RESOURCE (self), NULL);

  return self->resource_type;
}

/**
 * berth_resource_get_location:
 *
 * Returns: (transfer none) (nullable): its region
 */
const char *
berth_resource_get_location (BerthResource *self)
{
  g_return_val_if_fail (BERTH_IS_RESOURCE (self), NULL);

  return self->location;
}

/**
 * berth_resource_get_tags:
 *
 * Returns: (transfer none): its tags, name → value
 */
GHashTable *
berth_resource_get_tags (BerthResource *self)
{
  g_return_val_if_fail (BERTH_IS_RESOURCE (self), NULL);

  return self->tags;
}

/**
 * berth_resource_get_managed_by:
 *
 * Returns: (transfer none) (nullable): the id of what uses it
 */
const char *
berth_resource_get_managed_by (BerthResource *self)
{
  g_return_val_if_fail (BERTH_IS_RESOURCE (self), NULL);

  return self->managed_by;
}
