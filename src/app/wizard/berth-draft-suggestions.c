/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-draft-suggestions.h"

/* The same need met otherwise: looking for it, and taking what was found. */

/**
 * berth_draft_new_suggestions:
 *
 * Returns: (transfer full) (nullable): suggestions that are being looked for; %NULL while
 *   no region is chosen
 */
BerthSuggestions *
berth_draft_new_suggestions (BerthDraft *draft)
{
  BerthFacts *facts = berth_draft_get_facts (draft);

  return facts != NULL ? berth_suggestions_new (facts, berth_draft_get_spec (draft))
                       : NULL;
}

/* A maximum belongs to the price of one size in one region. */
static void
forget_max_price (BerthMachineSpec *spec)
{
  berth_machine_spec_set_eviction_type (spec, BERTH_EVICTION_TYPE_CAPACITY);
}

/**
 * berth_draft_take_suggestion:
 *
 * Changes region, size and Spot to what @suggestion says, and nothing else but a maximum
 * price, which was for another machine.
 */
void
berth_draft_take_suggestion (BerthDraft *draft, BerthSuggestion *suggestion)
{
  BerthMachineSpec *spec = berth_draft_get_spec (draft);
  BerthSize *size = berth_suggestion_get_size (suggestion);

  berth_machine_spec_set_size (spec, berth_size_get_name (size));
  berth_machine_spec_set_size_family (spec, berth_size_get_family (size));
  berth_machine_spec_set_spot (spec, berth_suggestion_get_spot (suggestion));
  forget_max_price (spec);
  berth_machine_spec_set_location (spec, berth_suggestion_get_location (suggestion));
}
