/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-draft-facts.h"

#include "berth-folders.h"

#include <math.h>

/* What the pages want to know of the region, in the words of the pages. What is not known
 * is %NULL or NaN. */

/**
 * berth_draft_refresh:
 *
 * Asks the service for everything again.
 */
void
berth_draft_refresh (BerthDraft *draft)
{
  BerthPreflight *preflight = berth_draft_get_preflight (draft);

  if (preflight != NULL)
    berth_preflight_refresh (preflight);
}

/**
 * berth_draft_get_sizes:
 *
 * Returns: (transfer none) (nullable): the region's sizes
 */
GListModel *
berth_draft_get_sizes (BerthDraft *draft)
{
  BerthFacts *facts = berth_draft_get_facts (draft);

  return facts != NULL ? berth_facts_get_list (facts, BERTH_FACT_SIZES) : NULL;
}

/**
 * berth_draft_get_sizes_error:
 *
 * Returns: (nullable): why the sizes are not known
 */
const GError *
berth_draft_get_sizes_error (BerthDraft *draft)
{
  BerthFacts *facts = berth_draft_get_facts (draft);

  return facts != NULL ? berth_facts_get_error (facts, BERTH_FACT_SIZES) : NULL;
}

static BerthPrice *
find_price (BerthDraft *draft, const char *size, gboolean spot)
{
  BerthFacts *facts = berth_draft_get_facts (draft);

  return facts != NULL ? berth_facts_find_price (facts, size, spot) : NULL;
}

/**
 * berth_draft_find_price:
 * @size: (nullable): a size's name
 * @spot: whether the Spot price is meant
 *
 * Returns: what an hour costs; NaN when it is not known
 */
double
berth_draft_find_price (BerthDraft *draft, const char *size, gboolean spot)
{
  BerthPrice *price = find_price (draft, size, spot);

  return price != NULL ? berth_price_get_amount (price) : (double) NAN;
}

/**
 * berth_draft_get_currency:
 *
 * Returns: the code of the currency that prices are in
 */
const char *
berth_draft_get_currency (BerthDraft *draft)
{
  BerthFacts *facts = berth_draft_get_facts (draft);
  GListModel *prices
    = facts != NULL ? berth_facts_get_list (facts, BERTH_FACT_PRICES) : NULL;
  g_autoptr (BerthPrice) price
    = prices != NULL ? g_list_model_get_item (prices, 0) : NULL;

  return price != NULL ? berth_price_get_currency (price) : "USD";
}

/**
 * berth_draft_get_full_price:
 *
 * Returns: what an hour of the chosen size costs at the full price; NaN when it is not
 * known
 */
double
berth_draft_get_full_price (BerthDraft *draft)
{
  return berth_draft_find_price (
    draft, berth_machine_spec_get_size (berth_draft_get_spec (draft)), FALSE);
}

/**
 * berth_draft_get_spot_price:
 *
 * Returns: what an hour of the chosen size costs on Spot; NaN when it is not known
 */
double
berth_draft_get_spot_price (BerthDraft *draft)
{
  return berth_draft_find_price (
    draft, berth_machine_spec_get_size (berth_draft_get_spec (draft)), TRUE);
}

/**
 * berth_draft_get_eviction_rate:
 *
 * Returns: (nullable): the service's bucket for the chosen size
 */
const char *
berth_draft_get_eviction_rate (BerthDraft *draft)
{
  BerthFacts *facts = berth_draft_get_facts (draft);
  const char *size = berth_machine_spec_get_size (berth_draft_get_spec (draft));

  return facts != NULL ? berth_facts_find_eviction_rate (facts, size) : NULL;
}

/**
 * berth_draft_new_spot_outlook:
 *
 * Returns: (transfer full) (nullable): what becomes known of the chosen size on Spot;
 * %NULL while none is chosen
 */
BerthSpotOutlook *
berth_draft_new_spot_outlook (BerthDraft *draft)
{
  BerthMachineSpec *spec = berth_draft_get_spec (draft);
  BerthAccount *account = berth_draft_get_account (draft);
  const char *subscription = berth_machine_spec_get_subscription_id (spec);
  const char *location = berth_machine_spec_get_location (spec);
  const char *size = berth_machine_spec_get_size (spec);
  g_autofree char *folder = berth_folders_dup_spot (berth_account_is_practice (account));

  if (subscription == NULL || location == NULL || size == NULL || *size == '\0')
    return NULL;
  return berth_spot_outlook_new (berth_account_get_client (account), subscription,
                                 location, size, folder);
}
