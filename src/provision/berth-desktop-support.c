/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-support.h"

#include "berth-config.h"

#include <glib/gi18n-lib.h>

/* On which images the first boot's script can install a desktop: those that have apt, and
 * the packages under the names that the script knows. */

typedef struct {
  const char *publisher;
  const char *offer; /* how it begins */
} Family;

static const Family families[] = {
  { "canonical", "0001-com-ubuntu-server" },
  { "canonical", "ubuntu-" },
  { "debian", "debian-" },
  { "nvidia", "ngc_azure_17_11" },
};

static gboolean
is_known (BerthImageChoice *image)
{
  g_autofree char *publisher
    = g_ascii_strdown (berth_image_choice_get_publisher (image), -1);
  g_autofree char *offer = g_ascii_strdown (berth_image_choice_get_offer (image), -1);

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++) {
    if (g_str_equal (publisher, families[i].publisher)
        && g_str_has_prefix (offer, families[i].offer))
      return TRUE;
  }
  return FALSE;
}

/**
 * berth_desktop_find_obstacle:
 * @image: (nullable): what a machine begins with
 *
 * Returns: (nullable): why no desktop can be installed on @image, in a sentence
 */
const char *
berth_desktop_find_obstacle (BerthImageChoice *image)
{
  const char *system
    = image != NULL ? berth_image_choice_get_operating_system (image) : NULL;

  if (image == NULL)
    return NULL;
  if (system != NULL && g_ascii_strcasecmp (system, "Windows") == 0)
    return _ ("Windows has a desktop of its own, which is not reached through SSH.");
  if (is_known (image))
    return NULL;
  if (berth_image_choice_has_plan (image))
    return _ ("The publisher of this image decides what is installed in it, so Berth "
              "leaves it as it is.");
  return _ ("Berth can install a desktop on Ubuntu, Debian and NVIDIA’s image. How "
            "software is installed in this one is not known.");
}

/**
 * berth_desktop_will_be_installed:
 * @spec: the choices
 *
 * Returns: whether a desktop is chosen and can be installed on the chosen image
 */
gboolean
berth_desktop_will_be_installed (BerthMachineSpec *spec)
{
  g_return_val_if_fail (BERTH_IS_MACHINE_SPEC (spec), FALSE);

  return berth_machine_spec_get_desktop (spec) != BERTH_DESKTOP_NONE
         && berth_desktop_find_obstacle (berth_machine_spec_get_image (spec)) == NULL;
}
