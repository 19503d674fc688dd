/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-resource-group.h"

#include "berth-json.h"

/**
 * BerthResourceGroup:
 *
 * A folder of resources that live and go together.
 */
struct _BerthResourceGroup {
  GObject parent_instance;

  char *id;
  char *name;
  char *location;
  GHashTable *tags;
  char *provisioning_state;
};

G_DEFINE_FINAL_TYPE (BerthResourceGroup, berth_resource_group, G_TYPE_OBJECT)

static void
berth_resource_group_finalize (GObject *object)
{
  BerthResourceGroup *self = BERTH_RESOURCE_GROUP (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->tags, g_hash_table_unref);
  g_clear_pointer (&self->provisioning_state, g_free);
  G_OBJECT_CLASS (berth_resource_group_parent_class)->finalize (object);
}

static void
berth_resource_group_class_init (BerthResourceGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_resource_group_finalize;
}

static void
berth_resource_group_init (BerthResourceGroup *self)
{
}

/**
 * berth_resource_group_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_resource_group_parse (JsonObject *object, GError **error)
{
  BerthResourceGroup *self = NULL;

  if (berth_json_require_string (object, "id", error) == NULL)
    return NULL;
  if (berth_json_require_string (object, "name", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_RESOURCE_GROUP, NULL);
  self->id = g_strdup (berth_json_get_string (object, "id"));
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->location = g_strdup (berth_json_get_string (object, "location"));
  self->tags = berth_json_dup_tags (object);
  self->provisioning_state
    = g_strdup (berth_json_get_string (object, "properties.provisioningState"));
  return self;
}

/**
 * berth_resource_group_get_id:
 *
 * Returns: (transfer none): its id
 */
const char *
berth_resource_group_get_id (BerthResourceGroup *self)
{
  g_return_val_if_fail (BERTH_IS_RESOURCE_GROUP (self), NULL);

  return self->id;
}

/**
 * berth_resource_group_get_name:
 *
 * Returns: (transfer none): its name
 */
const char *
berth_resource_group_get_name (BerthResourceGroup *self)
{
  g_return_val_if_fail (BERTH_IS_RESOURCE_GROUP (self), NULL);

  return self->name;
}

/**
 * berth_resource_group_get_location:
 *
 * Returns: (transfer none) (nullable): the region of its own data
 */
const char *
berth_resource_group_get_location (BerthResourceGroup *self)
{
  g_return_val_if_fail (BERTH_IS_RESOURCE_GROUP (self), NULL);

  return self->location;
}

/**
 * berth_resource_group_get_tags:
 *
 * Returns: (transfer none): its tags, name → value
 */
GHashTable *
berth_resource_group_get_tags (BerthResourceGroup *self)
{
  g_return_val_if_fail (BERTH_IS_RESOURCE_GROUP (self), NULL);

  return self->tags;
}

/**
 * berth_resource_group_get_provisioning_state:
 *
 * Returns: (transfer none) (nullable): "Succeeded", "Deleting" or another word
 */
const char *
berth_resource_group_get_provisioning_state (BerthResourceGroup *self)
{
  g_return_val_if_fail (BERTH_IS_RESOURCE_GROUP (self), NULL);

  return self->provisioning_state;
}
