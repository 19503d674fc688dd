/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-check.h"

#include "berth-config.h"

#include <glib/gi18n-lib.h>

/* Spot: whether the size can be Spot, the price against the maximum, and what an eviction
 * takes. */

static BerthFix *
change_spot (void)
{
  return berth_fix_new (BERTH_FIX_CHANGE_SPOT, _ ("Change Spot"), NULL);
}

static BerthVerdict *
judge_ability (BerthCheck *check, BerthSize *size)
{
  const char *rate
    = berth_facts_find_eviction_rate (check->facts, berth_size_get_name (size));
  g_autofree char *detail = NULL;

  if (!berth_size_is_spot_capable (size))
    return berth_verdict_new (BERTH_VERDICT_TOPIC_SPOT, BERTH_VERDICT_LEVEL_BLOCKED,
                              _ ("This size cannot run as Spot"),
                              _ ("Switch Spot off, or take another size."),
                              change_spot ());
  if (rate != NULL)
    /* Translators: %s is a range of per cents, such as 5-10 */
    detail
      = g_strdup_printf (_ ("Azure takes back %s %% of these machines per hour."), rate);
  return berth_verdict_new (BERTH_VERDICT_TOPIC_SPOT, BERTH_VERDICT_LEVEL_FINE,
                            _ ("This size can run as Spot"), detail, NULL);
}

static void
check_price (BerthCheck *check)
{
  const double maximum = berth_machine_spec_get_max_price (check->spec);
  BerthPrice *price = berth_facts_find_price (
    check->facts, berth_machine_spec_get_size (check->spec), TRUE);
  g_autofree char *detail = NULL;

  if (berth_machine_spec_get_eviction_type (check->spec) != BERTH_EVICTION_TYPE_PRICE
      || price == NULL || berth_price_get_amount (price) <= maximum)
    return;
  /* Translators: prices in US dollars per hour */
  detail
    = g_strdup_printf (_ ("It costs %.5f USD per hour now, your maximum is %.5f USD."),
                       berth_price_get_amount (price), maximum);
  berth_check_take_fact (
    check,
    berth_verdict_new (BERTH_VERDICT_TOPIC_PRICE, BERTH_VERDICT_LEVEL_BLOCKED,
                       _ ("The price is above your maximum"), detail, change_spot ()),
    BERTH_FACT_PRICES);
}

static void
check_policy (BerthCheck *check)
{
  if (berth_machine_spec_get_eviction_policy (check->spec)
      != BERTH_EVICTION_POLICY_DELETE)
    return;
  berth_check_take (
    check, berth_verdict_new (BERTH_VERDICT_TOPIC_SPOT, BERTH_VERDICT_LEVEL_WARNING,
                              _ ("An eviction deletes the machine and its disk"),
                              _ ("What is on the disk is lost then."), change_spot ()));
}

void
berth_check_spot (BerthCheck *check)
{
  BerthSize *size
    = berth_facts_find_size (check->facts, berth_machine_spec_get_size (check->spec));

  if (!berth_machine_spec_get_spot (check->spec) || size == NULL)
    return;
  berth_check_take_fact (
    check, judge_ability (check, size),
    berth_facts_find_eviction_rate (check->facts, berth_size_get_name (size)) != NULL
      ? BERTH_FACT_SPOT
      : BERTH_FACT_SIZES);
  check_price (check);
  check_policy (check);
}
