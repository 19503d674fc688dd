/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-image-details.h"

#include "berth-config.h"
#include "berth-image-notes.h"

#include <glib/gi18n.h>

/* From this age on, drivers and packages are old enough to be told. */
#define OLD_MONTHS 18

/* What is known of an image, in words. Pure functions. */

/**
 * berth_image_details_dup_machine:
 * @architecture: (nullable): "x64" or "Arm64"
 * @generation: (nullable): "V1" or "V2"
 * @disk_gib: size of its disk, zero when not known
 *
 * Returns: (transfer full): "x64 machines of generation 2, disk of 30 GiB"
 */
char *
berth_image_details_dup_machine (const char *architecture,
                                 const char *generation,
                                 guint disk_gib)
{
  const char *processor = architecture != NULL ? architecture : "x64";
  int number = g_strcmp0 (generation, "V2") == 0 ? 2 : 1;

  if (disk_gib == 0)
    /* Translators: processor architecture, and generation of the virtual hardware */
    return g_strdup_printf (_ ("%s machines of generation %d"), processor, number);
  return g_strdup_printf (
    /* Translators: processor architecture, generation of the virtual hardware, disk size
     */
    _ ("%s machines of generation %d; its disk has %u GiB"), processor, number, disk_gib);
}

/**
 * berth_image_details_dup_plan:
 * @publisher: (nullable): of the plan, %NULL when the image has no plan
 * @product: (nullable): of the plan
 * @name: (nullable): of the plan
 *
 * Returns: (transfer full): whether the image has a plan with terms
 */
char *
berth_image_details_dup_plan (const char *publisher,
                              const char *product,
                              const char *name)
{
  if (publisher == NULL)
    return g_strdup (_ ("No plan, no extra terms"));
  return g_strdup_printf (
    /* Translators: the plan's publisher, product and name */
    _ ("Plan %s / %s / %s; its terms have to be accepted once for a subscription"),
    publisher, product, name);
}

static char *
say_age (gint64 months)
{
  if (months < 0)
    return g_strdup (_ ("Its name does not tell"));
  if (months < 1)
    return g_strdup (_ ("Made this month"));
  if (months < 24)
    return g_strdup_printf (
      ngettext ("Made %d month ago", "Made %d months ago", (gulong) months),
      (int) months);
  return g_strdup_printf (
    ngettext ("Made %d year ago", "Made %d years ago", (gulong) (months / 12)),
    (int) (months / 12));
}

/**
 * berth_image_details_dup_age:
 * @sku: (nullable): the image's sku
 * @version: (nullable): the image's version
 * @deprecation: (nullable): the service's word for its state
 * @now: the time to reckon from
 *
 * Returns: (transfer full): how old the image is, and what follows from that
 */
char *
berth_image_details_dup_age (const char *sku,
                             const char *version,
                             const char *deprecation,
                             GDateTime *now)
{
  gint64 months = berth_image_months_old (sku, version, now);
  g_autofree char *age = say_age (months);

  if (g_strcmp0 (deprecation, "Deprecated") == 0)
    /* Translators: %s says how old the image is */
    return g_strdup_printf (_ ("%s. Withdrawn: Azure may refuse it."), age);
  if (g_strcmp0 (deprecation, "ScheduledForDeprecation") == 0)
    /* Translators: %s says how old the image is */
    return g_strdup_printf (_ ("%s. Will be withdrawn soon."), age);
  if (months >= OLD_MONTHS)
    /* Translators: %s says how old the image is */
    return g_strdup_printf (
      _ ("%s. Drivers and packages are as old; expect a large update."), age);
  return g_steal_pointer (&age);
}
