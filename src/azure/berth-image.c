/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-image.h"

#include "berth-json.h"

/**
 * BerthImage:
 *
 * A version of an image, with what it needs from a machine.
 */
struct _BerthImage {
  GObject parent_instance;

  char *id;
  char *version;
  char *generation;
  char *architecture;
  char *plan_publisher;
  char *plan_product;
  char *plan_name;
  char *operating_system;
  guint os_disk_gib;
  char *deprecation;
  char *deprecation_date;
};

G_DEFINE_FINAL_TYPE (BerthImage, berth_image, G_TYPE_OBJECT)

static void
berth_image_finalize (GObject *object)
{
  BerthImage *self = BERTH_IMAGE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->generation, g_free);
  g_clear_pointer (&self->architecture, g_free);
  g_clear_pointer (&self->plan_publisher, g_free);
  g_clear_pointer (&self->plan_product, g_free);
  g_clear_pointer (&self->plan_name, g_free);
  g_clear_pointer (&self->operating_system, g_free);
  g_clear_pointer (&self->deprecation, g_free);
  g_clear_pointer (&self->deprecation_date, g_free);
  G_OBJECT_CLASS (berth_image_parent_class)->finalize (object);
}

static void
berth_image_class_init (BerthImageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_image_finalize;
}

static void
berth_image_init (BerthImage *self)
{
}

/**
 * berth_image_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_image_parse (JsonObject *object, GError **error)
{
  BerthImage *self = NULL;

  if (berth_json_require_string (object, "name", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_IMAGE, NULL);
  self->id = g_strdup (berth_json_get_string (object, "id"));
  self->version = g_strdup (berth_json_get_string (object, "name"));
  self->generation
    = g_strdup (berth_json_get_string (object, "properties.hyperVGeneration"));
  self->architecture
    = g_strdup (berth_json_get_string (object, "properties.architecture"));
  self->plan_publisher
    = g_strdup (berth_json_get_string (object, "properties.plan.publisher"));
  self->plan_product
    = g_strdup (berth_json_get_string (object, "properties.plan.product"));
  self->plan_name = g_strdup (berth_json_get_string (object, "properties.plan.name"));
  self->operating_system
    = g_strdup (berth_json_get_string (object, "properties.osDiskImage.operatingSystem"));
  self->os_disk_gib
    = (guint) berth_json_get_int (object, "properties.osDiskImage.sizeInGb", 0);
  self->deprecation = g_strdup (
    berth_json_get_string (object, "properties.imageDeprecationStatus.imageState"));
  self->deprecation_date = g_strdup (berth_json_get_string (
    object, "properties.imageDeprecationStatus.scheduledDeprecationTime"));
  return self;
}

/**
 * berth_image_get_id:
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
berth_image_get_id (BerthImage *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE (self), NULL);

  return self->id;
}

/**
 * berth_image_get_version:
 *
 * Returns: (transfer none): its version
 */
const char *
berth_image_get_version (BerthImage *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE (self), NULL);

  return self->version;
}

/**
 * berth_image_get_generation:
 *
 * Returns: (transfer none) (nullable): "V1" or "V2"
 */
const char *
berth_image_get_generation (BerthImage *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE (self), NULL);

  return self->generation;
}

/**
 * berth_image_get_architecture:
 *
 * Returns: (transfer none) (nullable): "x64" or "Arm64"
 */
const char *
berth_image_get_architecture (BerthImage *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE (self), NULL);

  return self->architecture;
}

/**
 * berth_image_get_plan_publisher:
 *
 * Returns: (transfer none) (nullable): the publisher of its plan; %NULL when it has none
 */
const char *
berth_image_get_plan_publisher (BerthImage *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE (self), NULL);

  return self->plan_publisher;
}

/**
 * berth_image_get_plan_product:
 *
 * Returns: (transfer none) (nullable): the product of its plan
 */
const char *
berth_image_get_plan_product (BerthImage *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE (self), NULL);

  return self->plan_product;
}

/**
 * berth_image_get_plan_name:
 *
 * Returns: (transfer none) (nullable): the name of its plan
 */
const char *
berth_image_get_plan_name (BerthImage *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE (self), NULL);

  return self->plan_name;
}

/**
 * berth_image_get_operating_system:
 *
 * Returns: (transfer none) (nullable): "Linux" or "Windows"
 */
const char *
berth_image_get_operating_system (BerthImage *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE (self), NULL);

  return self->operating_system;
}

/**
 * berth_image_get_os_disk_gib:
 *
 * Returns: the size of its disk in GiB; 0 where it is not said
 */
guint
berth_image_get_os_disk_gib (BerthImage *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE (self), 0);

  return self->os_disk_gib;
}

/**
 * berth_image_get_deprecation:
 *
 * Returns: (transfer none) (nullable): "Active", "ScheduledForDeprecation" or
 * "Deprecated"
 */
const char *
berth_image_get_deprecation (BerthImage *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE (self), NULL);

  return self->deprecation;
}

/**
 * berth_image_get_deprecation_date:
 *
 * Returns: (transfer none) (nullable): when it will be withdrawn, ISO 8601
 */
const char *
berth_image_get_deprecation_date (BerthImage *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE (self), NULL);

  return self->deprecation_date;
}
