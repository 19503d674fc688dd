/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-image-notes.h"

#include "berth-config.h"

#include <glib/gi18n.h>

/* The catalogue names images by publisher, offer and sku, and says nothing of what is
 * inside. These notes do, for the few that are recommended. */

static const BerthImageNote notes[] = {
  { N_ ("Ubuntu 24.04 LTS"),
    N_ ("Ubuntu server with security updates until 2029. No desktop, no Docker, no GPU "
        "driver; all of them can be installed."),
    "Canonical", "ubuntu-24_04-lts", "server", FALSE },
  { N_ ("Ubuntu 22.04 LTS"),
    N_ ("The Ubuntu server before that, with security updates until 2027. For software "
        "that "
        "does not know 24.04 yet."),
    "Canonical", "0001-com-ubuntu-server-jammy", "22_04-lts-gen2", FALSE },
  { N_ ("Debian 12"), N_ ("Small and steady. No desktop, no Docker, no GPU driver."),
    "Debian", "debian-12", "12-gen2", FALSE },
  { N_ ("NVIDIA GPU-Optimized"),
    N_ (
      "Ubuntu with NVIDIA's driver, Docker and the NVIDIA container toolkit: containers "
      "use the GPU at once. Needs a size with an NVIDIA GPU."),
    "nvidia", "ngc_azure_17_11", NULL, TRUE },
};

/**
 * berth_image_notes_get:
 * @n_notes: (out): how many
 *
 * Returns: (array length=n_notes): the recommended images; titles and texts untranslated
 */
const BerthImageNote *
berth_image_notes_get (gsize *n_notes)
{
  *n_notes = G_N_ELEMENTS (notes);
  return notes;
}

/**
 * berth_image_notes_find:
 * @publisher: (nullable): a publisher
 * @offer: (nullable): an offer of it
 *
 * Returns: (nullable): the note about it
 */
const BerthImageNote *
berth_image_notes_find (const char *publisher, const char *offer)
{
  if (publisher == NULL || offer == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    if (g_ascii_strcasecmp (notes[i].publisher, publisher) == 0
        && g_ascii_strcasecmp (notes[i].offer, offer) == 0)
      return &notes[i];
  return NULL;
}

/* The numbers in a sku that are its version: 23, 9, 1 in "ngc-base-version-23_09_1_gen2"
 * and in "ngc-base-version-25_9_1-gen2" alike. */
static gboolean
parse_version (const char *sku, guint numbers[3])
{
  g_autoptr (GRegex) regex
    = g_regex_new ("(\\d{2})[._-](\\d{1,2})(?:[._-](\\d{1,2}))?", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (sku == NULL || !g_regex_match (regex, sku, 0, &match))
    return FALSE;
  for (int i = 0; i < 3; i++) {
    g_autofree char *text = g_match_info_fetch (match, i + 1);

    numbers[i] = text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
  }
  return TRUE;
}

gboolean
berth_image_sku_is_gen2 (const char *sku)
{
  g_autofree char *folded = NULL;

  if (sku == NULL)
    return FALSE;
  folded = g_ascii_strdown (sku, -1);
  return g_str_has_suffix (folded, "gen2");
}

/**
 * berth_image_sku_dup_title:
 * @sku: a sku that is a version, such as "ngc-base-version-23_09_1_gen2"
 *
 * Returns: (transfer full): "23.09.1, generation 2", or @sku as it is
 */
char *
berth_image_sku_dup_title (const char *sku)
{
  guint numbers[3];

  if (!parse_version (sku, numbers))
    return g_strdup (sku);
  return g_strdup_printf (
    /* Translators: a version such as 23.09.1, and the generation of its virtual hardware
     */
    _ ("%u.%02u.%u, generation %d"), numbers[0], numbers[1], numbers[2],
    berth_image_sku_is_gen2 (sku) ? 2 : 1);
}

/**
 * berth_image_sku_compare:
 * @a: a sku
 * @b: another
 *
 * Returns: less than zero when @a is to be offered before @b: generation 2 first, then
 * newest
 */
int
berth_image_sku_compare (const char *a, const char *b)
{
  guint first[3] = { 0 }, second[3] = { 0 };
  int by_generation = berth_image_sku_is_gen2 (b) - berth_image_sku_is_gen2 (a);

  if (by_generation != 0)
    return by_generation;
  parse_version (a, first);
  parse_version (b, second);
  for (int i = 0; i < 3; i++)
    if (first[i] != second[i])
      return first[i] > second[i] ? -1 : 1;
  return g_ascii_strcasecmp (a, b);
}

static GDateTime *
find_date (const char *sku, const char *version)
{
  g_autoptr (GRegex) regex = g_regex_new ("(20\\d{2})(\\d{2})(\\d{2})", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint numbers[3];

  if (version != NULL && g_regex_match (regex, version, 0, &match)) {
    g_autofree char *year = g_match_info_fetch (match, 1);
    g_autofree char *month = g_match_info_fetch (match, 2);
    g_autofree char *day = g_match_info_fetch (match, 3);

    return g_date_time_new_utc (atoi (year), atoi (month), atoi (day), 0, 0, 0);
  }
  /* NVIDIA's versions begin with year and month; a distribution's release number does not
   * say when the image was made. */
  if (sku != NULL && g_str_has_prefix (sku, "ngc-") && parse_version (sku, numbers))
    return g_date_time_new_utc (2000 + (int) numbers[0], (int) numbers[1], 1, 0, 0, 0);
  return NULL;
}

/**
 * berth_image_months_old:
 * @sku: (nullable): the sku
 * @version: (nullable): the version, such as "24.04.202409120"
 * @now: the time to reckon from
 *
 * Returns: how many months ago the image was made as its names tell, −1 when they do not
 */
gint64
berth_image_months_old (const char *sku, const char *version, GDateTime *now)
{
  g_autoptr (GDateTime) made = find_date (sku, version);

  if (made == NULL || g_date_time_compare (made, now) > 0)
    return -1;
  return (g_date_time_get_year (now) - g_date_time_get_year (made)) * 12
         + g_date_time_get_month (now) - g_date_time_get_month (made);
}
