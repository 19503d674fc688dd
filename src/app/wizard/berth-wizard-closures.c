/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-wizard-closures.h"

#include "berth-config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <libdex.h>
#include <math.h>

/* Everything here is pure: a number or a word goes in, a sentence for the person comes
 * out. A negative amount or one that is not a number stands for "not known". */

static gboolean
is_known (double amount)
{
  return isfinite (amount) && amount >= 0;
}

/**
 * berth_format_saving:
 * @full: the pay-as-you-go price
 * @reduced: the Spot price
 *
 * Returns: (transfer full): "−81 %", or the empty string where there is nothing to
 * compare
 */
char *
berth_format_saving (double full, double reduced)
{
  if (!is_known (full) || !is_known (reduced) || full <= 0 || reduced >= full)
    return g_strdup ("");
  /* Translators: how much cheaper Spot is, in per cent; %d is a number such as 81 */
  return g_strdup_printf (_ ("−%d %%"), (int) round ((1 - reduced / full) * 100));
}

/**
 * berth_format_gib:
 * @gib: an amount of memory or storage; zero = there is none
 *
 * Returns: (transfer full): "28 GiB", "0.5 GiB" or "–"
 */
char *
berth_format_gib (double gib)
{
  if (!is_known (gib) || gib <= 0)
    return g_strdup ("–");
  if (gib >= 10 || gib == floor (gib))
    /* Translators: an amount of memory or storage */
    return g_strdup_printf (_ ("%.0f GiB"), gib);
  /* Translators: an amount of memory or storage, with one decimal */
  return g_strdup_printf (_ ("%.1f GiB"), gib);
}

/**
 * berth_format_gpu:
 * @count: number of GPUs
 * @name: (nullable): the model, such as "T4"
 * @memory_gib: memory of one GPU; zero = not known
 *
 * Returns: (transfer full): "1 × T4, 16 GiB", "–" when there is none
 */
char *
berth_format_gpu (guint count, const char *name, double memory_gib)
{
  g_autofree char *memory = berth_format_gib (memory_gib);
  const char *model = name != NULL && *name != '\0' ? name : _ ("GPU");

  if (count == 0)
    return g_strdup ("–");
  if (!is_known (memory_gib) || memory_gib <= 0)
    /* Translators: %u is how many, %s is the model of the graphics processor */
    return g_strdup_printf (_ ("%u × %s"), count, model);
  /* Translators: %u is how many, the first %s the model of the graphics processor, the
   * second %s its memory */
  return g_strdup_printf (_ ("%u × %s, %s"), count, model, memory);
}

/**
 * berth_format_age:
 * @seconds: how long ago; negative = never
 *
 * Returns: (transfer full): "just now", "5 minutes ago", "2 hours ago", "3 days ago"
 */
char *
berth_format_age (gint64 seconds)
{
  if (seconds < 0)
    return g_strdup (_ ("not checked yet"));
  if (seconds < 60)
    return g_strdup (_ ("just now"));
  if (seconds < 3600)
    return g_strdup_printf (
      ngettext ("%d minute ago", "%d minutes ago", (gulong) (seconds / 60)),
      (int) (seconds / 60));
  if (seconds < 86400)
    return g_strdup_printf (
      ngettext ("%d hour ago", "%d hours ago", (gulong) (seconds / 3600)),
      (int) (seconds / 3600));
  return g_strdup_printf (
    ngettext ("%d day ago", "%d days ago", (gulong) (seconds / 86400)),
    (int) (seconds / 86400));
}

/**
 * berth_max_price_is_valid:
 * @per_hour: a maximum price in USD
 *
 * Returns: whether Azure takes it: above zero and with at most five decimals
 */
gboolean
berth_max_price_is_valid (double per_hour)
{
  double scaled = per_hour * 1e5;

  return isfinite (per_hour) && per_hour > 0 && fabs (scaled - round (scaled)) < 1e-6;
}

/**
 * berth_error_is_cancelled:
 * @error: (nullable): why something ended
 *
 * Returns: whether it ended because nobody wants it any more, which is nothing to tell
 * people
 */
gboolean
berth_error_is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, DEX_ERROR, DEX_ERROR_FIBER_CANCELLED);
}
