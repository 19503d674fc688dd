/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-image-name.h"

#include "berth-json.h"

/**
 * BerthImageName:
 *
 * One step on the way to an image: a publisher, an offer, a sku or a version.
 */
struct _BerthImageName {
  GObject parent_instance;

  char *name;
  char *location;
};

G_DEFINE_FINAL_TYPE (BerthImageName, berth_image_name, G_TYPE_OBJECT)

static void
berth_image_name_finalize (GObject *object)
{
  BerthImageName *self = BERTH_IMAGE_NAME (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->location, g_free);
  G_OBJECT_CLASS (berth_image_name_parent_class)->finalize (object);
}

static void
berth_image_name_class_init (BerthImageNameClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_image_name_finalize;
}

static void
berth_image_name_init (BerthImageName *self)
{
}

/**
 * berth_image_name_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_image_name_parse (JsonObject *object, GError **error)
{
  BerthImageName *self = NULL;

  if (berth_json_require_string (object, "name", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_IMAGE_NAME, NULL);
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->location = g_strdup (berth_json_get_string (object, "location"));
  return self;
}

/**
 * berth_image_name_get_name:
 *
 * Returns: (transfer none): its name
 */
const char *
berth_image_name_get_name (BerthImageName *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE_NAME (self), NULL);

  return self->name;
}

/**
 * berth_image_name_get_location:
 *
 * Returns: (transfer none) (nullable): the region it was asked for
 */
const char *
berth_image_name_get_location (BerthImageName *self)
{
  g_return_val_if_fail (BERTH_IS_IMAGE_NAME (self), NULL);

  return self->location;
}
