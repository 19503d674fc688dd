/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-odds.h"

#include <math.h>

/* What Azure says of evictions, and what follows from it. The service sorts each size
 * into a bucket: how many of a hundred machines it takes back within an hour. */

/**
 * berth_spot_odds_parse_rate:
 * @bucket: (nullable): what the service says: "0-5", "5-10", …, "20+"
 * @low: (out): chance per hour at least, 0 to 1
 * @high: (out): chance per hour at most, 0 to 1; 1 for a bucket that is open above
 *
 * Returns: whether @bucket could be read
 */
gboolean
berth_spot_odds_parse_rate (const char *bucket, double *low, double *high)
{
  char *end = NULL;
  double first, second;

  if (bucket == NULL || !g_ascii_isdigit (*bucket))
    return FALSE;
  first = g_ascii_strtod (bucket, &end);
  if (*end == '+')
    second = 100;
  else if (*end == '-' && g_ascii_isdigit (end[1]))
    second = g_ascii_strtod (end + 1, NULL);
  else
    return FALSE;
  if (first > 100 || second > 100 || second < first)
    return FALSE;
  *low = first / 100;
  *high = second / 100;
  return TRUE;
}

/**
 * berth_spot_odds_to_finish:
 * @bucket: (nullable): what the service says
 * @hours: how long the machine shall run at a stretch
 * @least: (out): chance to get through without an eviction at least, 0 to 1
 * @most: (out): the same at most
 *
 * An hour is survived with the chance that the bucket leaves, and @hours hours with that
 * chance to the power of @hours: as if hours had nothing to do with one another, which is
 * the most that can be said with one number. An open bucket has no least chance.
 *
 * Returns: whether @bucket could be read
 */
gboolean
berth_spot_odds_to_finish (const char *bucket, double hours, double *least, double *most)
{
  double low, high;

  if (!berth_spot_odds_parse_rate (bucket, &low, &high))
    return FALSE;
  *least = pow (1 - high, MAX (hours, 0));
  *most = pow (1 - low, MAX (hours, 0));
  return TRUE;
}
