/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-check.h"

#include "berth-config.h"

#include <glib/gi18n-lib.h>

/* What all checks need: to add a finding, and to say that nobody could be asked. */

static const char *const sources[BERTH_N_FACTS] = {
  [BERTH_FACT_SIZES] = N_ ("Azure's list of sizes"),
  [BERTH_FACT_PRICES] = N_ ("Azure's price list"),
  [BERTH_FACT_DISK_PRICES] = N_ ("Azure's price list"),
  [BERTH_FACT_ADDRESS_PRICES] = N_ ("Azure's price list"),
  [BERTH_FACT_USAGES] = N_ ("Azure's usage list"),
  [BERTH_FACT_SPOT] = N_ ("Azure's record of evictions"),
  [BERTH_FACT_GROUPS] = N_ ("Azure's list of resource groups"),
  [BERTH_FACT_MACHINES] = N_ ("Azure's list of machines"),
};

/* Takes @verdict (transfer full). */
void
berth_check_take (BerthCheck *check, BerthVerdict *verdict)
{
  g_ptr_array_add (check->verdicts, verdict);
}

/* Takes @verdict (transfer full) and notes which answer of the service it rests on. */
void
berth_check_take_fact (BerthCheck *check, BerthVerdict *verdict, BerthFactKind kind)
{
  berth_check_take (
    check, berth_verdict_with_source (verdict, _ (sources[kind]),
                                      berth_facts_get_checked_at (check->facts, kind)));
}

/* All checks, in the order of the wizard's steps. */
void
berth_check_all (BerthCheck *check)
{
  berth_check_names (check);
  berth_check_image (check);
  berth_check_terms (check);
  berth_check_size (check);
  berth_check_quota (check);
  berth_check_spot (check);
  berth_check_access (check);
}

/* Whether a kind of fact is known. Where it could not be had, that is the finding; where
 * it is still being asked for, there is none yet. */
gboolean
berth_check_knows (BerthCheck *check,
                   BerthFactKind kind,
                   BerthVerdictTopic topic,
                   const char *title)
{
  const GError *error = berth_facts_get_error (check->facts, kind);

  if (berth_facts_get_list (check->facts, kind) != NULL)
    return TRUE;
  if (error != NULL)
    berth_check_take_fact (
      check,
      berth_verdict_new (topic, BERTH_VERDICT_LEVEL_UNKNOWN, title, error->message,
                         berth_fix_new (BERTH_FIX_TRY_AGAIN, _ ("Ask again"), NULL)),
      kind);
  return FALSE;
}
