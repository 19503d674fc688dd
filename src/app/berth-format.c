/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-format.h"

#include "berth-config.h"

#include <glib/gi18n.h>
#include <math.h>

/* Money and durations as every page writes them. Pure; a negative amount or one that is
 * not a number stands for "not known". */

static gboolean
is_known (double amount)
{
  return isfinite (amount) && amount >= 0;
}

/* Three figures are what a person compares; the fourth appears where prices are small. */
static int
digits_for_hour (double per_hour)
{
  if (per_hour >= 100)
    return 0;
  return per_hour >= 10 ? 2 : per_hour >= 0.1 ? 3 : 4;
}

/**
 * berth_format_amount:
 * @amount: how much; negative or NaN = not known
 * @currency: (nullable): ISO 4217 code, "USD" when %NULL
 * @digits: decimals
 *
 * Returns: (transfer full) (nullable): "$0.526" or "0.526 EUR"; %NULL when not known
 */
char *
berth_format_amount (double amount, const char *currency, int digits)
{
  if (!is_known (amount))
    return NULL;
  if (currency == NULL || g_ascii_strcasecmp (currency, "USD") == 0)
    return g_strdup_printf ("$%.*f", digits, amount);
  return g_strdup_printf ("%.*f %s", digits, amount, currency);
}

/**
 * berth_format_hourly_amount:
 * @per_hour: price of an hour; negative or NaN = not known
 * @currency: (nullable): ISO 4217 code
 *
 * Returns: (transfer full) (nullable): "$0.526" with the digits that an hour's price
 * needs, the same everywhere; %NULL when not known
 */
char *
berth_format_hourly_amount (double per_hour, const char *currency)
{
  return berth_format_amount (per_hour, currency, digits_for_hour (per_hour));
}

/**
 * berth_format_price_per_hour:
 * @per_hour: price of an hour; negative or NaN = not known
 * @currency: (nullable): ISO 4217 code
 *
 * Returns: (transfer full): "$0.526 per hour", or that the price is not known yet
 */
char *
berth_format_price_per_hour (double per_hour, const char *currency)
{
  g_autofree char *amount = berth_format_hourly_amount (per_hour, currency);

  if (amount == NULL)
    return g_strdup (_ ("Price not known yet"));
  /* Translators: %s is an amount of money, such as $0.526 */
  return g_strdup_printf (_ ("%s per hour"), amount);
}

/**
 * berth_format_price_per_month:
 * @per_month: price of a month; negative or NaN = not known
 * @currency: (nullable): ISO 4217 code
 *
 * Returns: (transfer full): "≈ $384 per month", or the empty string when not known
 */
char *
berth_format_price_per_month (double per_month, const char *currency)
{
  g_autofree char *amount
    = berth_format_amount (per_month, currency, per_month < 100 ? 2 : 0);

  if (amount == NULL)
    return g_strdup ("");
  /* Translators: %s is an amount of money, such as $384 */
  return g_strdup_printf (_ ("≈ %s per month"), amount);
}

/**
 * berth_format_elapsed:
 * @seconds: a duration
 *
 * Returns: (transfer full): "0:07", "12:40" or "1:02:03"
 */
char *
berth_format_elapsed (gint64 seconds)
{
  gint64 s = MAX (seconds, 0);

  if (s >= 3600)
    return g_strdup_printf ("%d:%02d:%02d", (int) (s / 3600), (int) (s / 60 % 60),
                            (int) (s % 60));
  return g_strdup_printf ("%d:%02d", (int) (s / 60), (int) (s % 60));
}
