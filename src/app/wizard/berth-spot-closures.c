/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-closures.h"

#include "berth-config.h"
#include "berth-format.h"
#include "berth-spot-odds.h"
#include "berth-wizard-closures.h"

#include <glib/gi18n.h>
#include <math.h>

/* What is known of Spot, as sentences. Pure, as the other closures of the wizard. */

/**
 * berth_format_day:
 * @time: seconds since 1970
 *
 * Returns: (transfer full): "Nov 1, 2026", of the person's own day
 */
char *
berth_format_day (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time);

  if (date == NULL)
    return g_strdup ("–");
  /* Translators: how a day is written, as g_date_time_format() takes it */
  return g_date_time_format (date, _ ("%b %-d, %Y"));
}

/**
 * berth_format_eviction:
 * @bucket: (nullable): the service's bucket
 *
 * Returns: (transfer full): "5–10 % per hour", or that it is not known
 */
char *
berth_format_eviction (const char *bucket)
{
  double low, high;

  if (!berth_spot_odds_parse_rate (bucket, &low, &high))
    return g_strdup (_ ("Azure does not say how often this size is evicted here"));
  if (high >= 1)
    /* Translators: %.0f is a number of per cents */
    return g_strdup_printf (_ ("more than %.0f %% per hour"), low * 100);
  /* Translators: the numbers are per cents, from and to */
  return g_strdup_printf (_ ("%.0f–%.0f %% per hour"), low * 100, high * 100);
}

/**
 * berth_format_to_finish:
 * @bucket: (nullable): the service's bucket
 * @hours: how long the person wants to work at a stretch
 *
 * Returns: (transfer full): "66–81 %", or that it is not known
 */
char *
berth_format_to_finish (const char *bucket, guint hours)
{
  double least, most;

  if (!berth_spot_odds_to_finish (bucket, hours, &least, &most))
    return g_strdup (_ ("Not known"));
  if (least <= 0)
    /* Translators: %.0f is a number of per cents */
    return g_strdup_printf (_ ("less than %.0f %%"), ceil (most * 100));
  /* Translators: the numbers are per cents, from and to */
  return g_strdup_printf (_ ("%.0f–%.0f %%"), least * 100, most * 100);
}

/**
 * berth_format_to_finish_method:
 * @bucket: (nullable): the service's bucket
 * @hours: how long the person wants to work at a stretch
 *
 * Returns: (transfer full): how berth_format_to_finish() comes to what it says
 */
char *
berth_format_to_finish_method (const char *bucket, guint hours)
{
  double low, high;
  g_autofree char *answer = berth_format_to_finish (bucket, hours);

  if (!berth_spot_odds_parse_rate (bucket, &low, &high))
    return g_strdup (_ ("Azure says for most sizes how many of a hundred machines it "
                        "takes back within an hour. For this one it says nothing."));
  return g_strdup_printf (
    ngettext (
      /* Translators: per cents (from, to), hours, chances (from, to) such as 0.90, hours,
       * the result such as 66–81 % */
      "Azure takes back %.0f to %.0f of a hundred such machines within an hour. To stay "
      "for %u hour, the machine has to be spared: %.2f to %.2f, to the power of %u: %s.",
      "Azure takes back %.0f to %.0f of a hundred such machines within an hour. To stay "
      "for %u hours, the machine has to be spared each time: %.2f to %.2f, to the power "
      "of %u: %s.",
      hours),
    low * 100, high * 100, hours, 1 - high, 1 - low, hours, answer);
}

static const char *
explain_score (const char *score)
{
  if (g_ascii_strcasecmp (score, "High") == 0)
    return _ ("High: Azure has room for such a machine");
  if (g_ascii_strcasecmp (score, "Medium") == 0)
    return _ ("Medium: Azure may have room for such a machine");
  if (g_ascii_strcasecmp (score, "Low") == 0)
    return _ ("Low: Azure will most likely refuse it at the moment");
  if (g_ascii_strcasecmp (score, "DataNotFoundOrStale") == 0)
    return _ ("Azure does not know");
  if (g_ascii_strcasecmp (score, "RestrictedSkuNotAvailable") == 0)
    return _ ("This size is not offered to your subscription here");
  return score;
}

/**
 * berth_format_placement:
 * @score: (nullable): the service's word, any
 * @age_seconds: how long ago it said so
 *
 * Returns: (transfer full): what it means and how old it is, or that it is not known
 */
char *
berth_format_placement (const char *score, gint64 age_seconds)
{
  g_autofree char *age = berth_format_age (MAX (age_seconds, 0));

  if (score == NULL)
    return g_strdup (_ ("Not known"));
  /* Translators: what Azure says of its room, and how long ago */
  return g_strdup_printf (_ ("%s (%s)"), explain_score (score), age);
}

static char *
format_evictions (BerthSpotRecord *record, const char *since, double max_price)
{
  const guint n = berth_spot_record_count_evictions (record, max_price);
  g_autofree char *amount = berth_format_amount (max_price, NULL, 5);

  if (n == 0)
    /* Translators: an amount of money, a day */
    return g_strdup_printf (
      _ ("With at most %s, the machine would not have been evicted for its price since "
         "%s."),
      amount, since);
  return g_strdup_printf (
    ngettext (
      /* Translators: an amount of money, how often, a day */
      "With at most %s, the machine would have been evicted for its price %u time since "
      "%s.",
      "With at most %s, the machine would have been evicted for its price %u times since "
      "%s.",
      n),
    amount, n, since);
}

/**
 * berth_format_spot_record:
 * @record: prices so far
 * @max_price: the person's maximum; NaN for none
 *
 * Returns: (transfer full): how prices moved, and what @max_price would have meant
 */
char *
berth_format_spot_record (BerthSpotRecord *record, double max_price)
{
  double low, high;
  gint64 first = 0;
  g_autofree char *since = NULL;
  g_autofree char *cheapest = NULL;
  g_autofree char *dearest = NULL;

  if (!berth_spot_record_get_range (record, &low, &high))
    return g_strdup (_ ("Azure does not say what this size has cost here"));
  berth_spot_record_get_price (record, 0, &first);
  since = berth_format_day (first);
  if (isfinite (max_price))
    return format_evictions (record, since, max_price);
  cheapest = berth_format_hourly_amount (low, NULL);
  dearest = berth_format_hourly_amount (high, NULL);
  /* Translators: two amounts of money, a day */
  return g_strdup_printf (_ ("Between %s and %s per hour since %s."), cheapest, dearest,
                          since);
}
