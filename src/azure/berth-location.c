/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-location.h"

#include "berth-json.h"

#include <math.h>

/**
 * BerthLocation:
 *
 * A region.
 */
struct _BerthLocation {
  GObject parent_instance;

  char *name;
  char *display_name;
  char *geography;
  char *region_type;
  char *category;
  double latitude;  /* NaN where it is not told */
  double longitude; /* NaN where it is not told */
};

G_DEFINE_FINAL_TYPE (BerthLocation, berth_location, G_TYPE_OBJECT)

static void
berth_location_finalize (GObject *object)
{
  BerthLocation *self = BERTH_LOCATION (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->display_name, g_free);
  g_clear_pointer (&self->geography, g_free);
  g_clear_pointer (&self->region_type, g_free);
  g_clear_pointer (&self->category, g_free);
  G_OBJECT_CLASS (berth_location_parent_class)->finalize (object);
}

static void
berth_location_class_init (BerthLocationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_location_finalize;
}

static void
berth_location_init (BerthLocation *self)
{
}

/* Older answers have it at the top level. */
static double
get_degrees (JsonObject *object, const char *name)
{
  g_autofree char *path = g_strconcat ("metadata.", name, NULL);

  return berth_json_get_double (object, path,
                                berth_json_get_double (object, name, (double) NAN));
}

/**
 * berth_location_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_location_parse (JsonObject *object, GError **error)
{
  BerthLocation *self = NULL;

  if (berth_json_require_string (object, "name", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_LOCATION, NULL);
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->display_name = g_strdup (berth_json_get_string (object, "displayName"));
  self->geography = g_strdup (berth_json_get_string (object, "metadata.geographyGroup"));
  self->region_type = g_strdup (berth_json_get_string (object, "metadata.regionType"));
  self->category = g_strdup (berth_json_get_string (object, "metadata.regionCategory"));
  self->latitude = get_degrees (object, "latitude");
  self->longitude = get_degrees (object, "longitude");
  return self;
}

/**
 * berth_location_get_name:
 *
 * Returns: (transfer none): "koreacentral", say
 */
const char *
berth_location_get_name (BerthLocation *self)
{
  g_return_val_if_fail (BERTH_IS_LOCATION (self), NULL);

  return self->name;
}

/**
 * berth_location_get_display_name:
 *
 * Returns: (transfer none) (nullable): "Korea Central", say
 */
const char *
berth_location_get_display_name (BerthLocation *self)
{
  g_return_val_if_fail (BERTH_IS_LOCATION (self), NULL);

  return self->display_name;
}

/**
 * berth_location_get_geography:
 *
 * Returns: (transfer none) (nullable): "Asia Pacific", say
 */
const char *
berth_location_get_geography (BerthLocation *self)
{
  g_return_val_if_fail (BERTH_IS_LOCATION (self), NULL);

  return self->geography;
}

/**
 * berth_location_get_region_type:
 *
 * Returns: (transfer none) (nullable): "Physical" or "Logical"
 */
const char *
berth_location_get_region_type (BerthLocation *self)
{
  g_return_val_if_fail (BERTH_IS_LOCATION (self), NULL);

  return self->region_type;
}

/**
 * berth_location_get_category:
 *
 * Returns: (transfer none) (nullable): "Recommended" or "Other"
 */
const char *
berth_location_get_category (BerthLocation *self)
{
  g_return_val_if_fail (BERTH_IS_LOCATION (self), NULL);

  return self->category;
}

/**
 * berth_location_get_latitude:
 *
 * Returns: degrees north; NaN where it is not told
 */
double
berth_location_get_latitude (BerthLocation *self)
{
  g_return_val_if_fail (BERTH_IS_LOCATION (self), (double) NAN);

  return self->latitude;
}

/**
 * berth_location_get_longitude:
 *
 * Returns: degrees east; NaN where it is not told
 */
double
berth_location_get_longitude (BerthLocation *self)
{
  g_return_val_if_fail (BERTH_IS_LOCATION (self), (double) NAN);

  return self->longitude;
}
