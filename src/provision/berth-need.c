/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-need.h"

#include <math.h>

/* When another size, or another region, serves the same need. Pure. */

#define EARTH_RADIUS_KM 6371.0
/* Nobody who wants 4 cores wants to be told of 64. */
#define MOST_TIMES 2

static gboolean
is_between (double value, double least, double most)
{
  return value >= least && value <= most;
}

/**
 * berth_need_is_met:
 * @wanted: what the person chose
 * @size: another size
 *
 * Returns: whether @size is as good and not much more: the same GPUs, no fewer cores and
 *   no less memory
 */
gboolean
berth_need_is_met (BerthSize *wanted, BerthSize *size)
{
  const double cores = berth_size_get_vcpus (wanted);

  if (berth_size_get_gpus (wanted) != berth_size_get_gpus (size)
      || g_strcmp0 (berth_size_get_gpu_name (wanted), berth_size_get_gpu_name (size))
           != 0)
    return FALSE;
  return is_between (berth_size_get_vcpus (size), cores, cores * MOST_TIMES)
         && berth_size_get_memory_gib (size) >= berth_size_get_memory_gib (wanted);
}

/**
 * berth_need_image_fits:
 * @image: (nullable): the chosen image
 *
 * Returns: whether @image starts on @size
 */
gboolean
berth_need_image_fits (BerthImageChoice *image, BerthSize *size)
{
  const char *architecture;

  if (image == NULL)
    return TRUE;
  architecture = berth_image_choice_get_architecture (image);
  if (architecture != NULL
      && g_ascii_strcasecmp (architecture, berth_size_get_architecture (size)) != 0)
    return FALSE;
  return g_strcmp0 (berth_image_choice_get_generation (image), "V2") == 0
           ? berth_size_supports_gen2 (size)
           : berth_size_supports_gen1 (size);
}

/**
 * berth_need_can_be_had:
 *
 * Returns: whether the subscription may use @size in its region, on Spot if @spot
 */
gboolean
berth_need_can_be_had (BerthSize *size, gboolean spot)
{
  return berth_size_get_restriction (size) != BERTH_SIZE_RESTRICTION_LOCATION
         && (!spot || berth_size_is_spot_capable (size));
}

static double
to_radians (double degrees)
{
  return degrees * G_PI / 180;
}

/**
 * berth_need_get_distance:
 *
 * Returns: kilometres along the surface (haversine); infinite where a place is not known
 */
double
berth_need_get_distance (double latitude1,
                         double longitude1,
                         double latitude2,
                         double longitude2)
{
  const double across = sin (to_radians (latitude2 - latitude1) / 2);
  const double along = sin (to_radians (longitude2 - longitude1) / 2);
  const double part
    = across * across
      + cos (to_radians (latitude1)) * cos (to_radians (latitude2)) * along * along;
  const double km = 2 * EARTH_RADIUS_KM * asin (sqrt (CLAMP (part, 0, 1)));

  return isfinite (km) ? km : (double) INFINITY;
}
