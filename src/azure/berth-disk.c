/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-disk.h"

#include "berth-json.h"

/**
 * BerthDisk:
 *
 * A managed disk.
 */
struct _BerthDisk {
  GObject parent_instance;

  char *id;
  char *name;
  char *location;
  gint64 size_gib;
  char *sku;
  char *state;
  char *managed_by;
};

G_DEFINE_FINAL_TYPE (BerthDisk, berth_disk, G_TYPE_OBJECT)

static void
berth_disk_finalize (GObject *object)
{
  BerthDisk *self = BERTH_DISK (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->sku, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->managed_by, g_free);
  G_OBJECT_CLASS (berth_disk_parent_class)->finalize (object);
}

static void
berth_disk_class_init (BerthDiskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_disk_finalize;
}

static void
berth_disk_init (BerthDisk *self)
{
}

/**
 * berth_disk_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_disk_parse (JsonObject *object, GError **error)
{
  BerthDisk *self = NULL;

  if (berth_json_require_string (object, "id", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_DISK, NULL);
  self->id = g_strdup (berth_json_get_string (object, "id"));
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->location = g_strdup (berth_json_get_string (object, "location"));
  self->size_gib = berth_json_get_int (object, "properties.diskSizeGB", 0);
  self->sku = g_strdup (berth_json_get_string (object, "sku.name"));
  self->state = g_strdup (berth_json_get_string (object, "properties.diskState"));
  self->managed_by = g_strdup (berth_json_get_string (object, "managedBy"));
  return self;
}

/**
 * berth_disk_get_id:
 *
 * Returns: (transfer none): its id
 */
const char *
berth_disk_get_id (BerthDisk *self)
{
  g_return_val_if_fail (BERTH_IS_DISK (self), NULL);

  return self->id;
}

/**
 * berth_disk_get_name:
 *
 * Returns: (transfer none) (nullable): its name
 */
const char *
berth_disk_get_name (BerthDisk *self)
{
  g_return_val_if_fail (BERTH_IS_DISK (self), NULL);

  return self->name;
}

/**
 * berth_disk_get_location:
 *
 * Returns: (transfer none) (nullable): its region
 */
const char *
berth_disk_get_location (BerthDisk *self)
{
  g_return_val_if_fail (BERTH_IS_DISK (self), NULL);

  return self->location;
}

/**
 * berth_disk_get_size_gib:
 *
 * Returns: its size in GiB
 */
gint64
berth_disk_get_size_gib (BerthDisk *self)
{
  g_return_val_if_fail (BERTH_IS_DISK (self), 0);

  return self->size_gib;
}

/**
 * berth_disk_get_sku:
 *
 * Returns: (transfer none) (nullable): "Premium_LRS", say
 */
const char *
berth_disk_get_sku (BerthDisk *self)
{
  g_return_val_if_fail (BERTH_IS_DISK (self), NULL);

  return self->sku;
}

/**
 * berth_disk_get_state:
 *
 * Returns: (transfer none) (nullable): "Attached", "Unattached", "Reserved" or another
 * word
 */
const char *
berth_disk_get_state (BerthDisk *self)
{
  g_return_val_if_fail (BERTH_IS_DISK (self), NULL);

  return self->state;
}

/**
 * berth_disk_get_managed_by:
 *
 * Returns: (transfer none) (nullable): the id of the machine that uses it
 */
const char *
berth_disk_get_managed_by (BerthDisk *self)
{
  g_return_val_if_fail (BERTH_IS_DISK (self), NULL);

  return self->managed_by;
}
