/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-check.h"

#include "berth-config.h"

#include <glib/gi18n-lib.h>

/* Whether the size can be had in the region. Four things may stand in the way, in four
 * different words: the kind of subscription, the region, the quota and the capacity. The
 * last is known only when the machine is made. */

static BerthFix *
choose_size (void)
{
  return berth_fix_new (BERTH_FIX_CHOOSE_SIZE, _ ("Choose another size"), NULL);
}

static BerthVerdict *
judge_restriction (BerthSize *size)
{
  if (g_strcmp0 (berth_size_get_reason_code (size), "QuotaId") == 0)
    return berth_verdict_new (BERTH_VERDICT_TOPIC_SIZE, BERTH_VERDICT_LEVEL_BLOCKED,
                              _ ("Your kind of subscription cannot use this size"),
                              _ ("Free trials and student offers have only small sizes "
                                 "without a GPU. Whoever owns "
                                 "it can upgrade the subscription to pay-as-you-go."),
                              choose_size ());
  return berth_verdict_new (
    BERTH_VERDICT_TOPIC_SIZE, BERTH_VERDICT_LEVEL_BLOCKED,
    _ ("This size is closed to you here"),
    _ ("Azure does not offer this size to your subscription in this region. Another "
       "region may have it."),
    choose_size ());
}

static const char *
explain_offer (BerthSize *size)
{
  if (berth_size_get_restriction (size) == BERTH_SIZE_RESTRICTION_ZONE)
    return _ (
      "Some zones of the region are closed to you; Berth asks for none. Whether a "
      "free one is there at that moment shows when it is made.");
  return _ ("Whether a free one is there at that moment shows when it is made.");
}

static BerthVerdict *
judge (BerthCheck *check, BerthSize *size)
{
  if (size == NULL)
    return berth_verdict_new (BERTH_VERDICT_TOPIC_SIZE, BERTH_VERDICT_LEVEL_BLOCKED,
                              _ ("This size does not exist in this region"),
                              _ ("Choose another size, or another region."),
                              choose_size ());
  if (berth_size_get_restriction (size) == BERTH_SIZE_RESTRICTION_LOCATION)
    return judge_restriction (size);
  return berth_verdict_new (BERTH_VERDICT_TOPIC_SIZE, BERTH_VERDICT_LEVEL_FINE,
                            _ ("This size is offered here"), explain_offer (size), NULL);
}

void
berth_check_size (BerthCheck *check)
{
  const char *name = berth_machine_spec_get_size (check->spec);

  if (name == NULL) {
    berth_check_take (
      check,
      berth_verdict_new (
        BERTH_VERDICT_TOPIC_SIZE, BERTH_VERDICT_LEVEL_OPEN, _ ("No size is chosen"), NULL,
        berth_fix_new (BERTH_FIX_CHOOSE_SIZE, _ ("Choose a size"), NULL)));
    return;
  }
  if (berth_check_knows (check, BERTH_FACT_SIZES, BERTH_VERDICT_TOPIC_SIZE,
                         _ ("Whether this size can be had is not known")))
    berth_check_take_fact (
      check, judge (check, berth_facts_find_size (check->facts, name)), BERTH_FACT_SIZES);
}
