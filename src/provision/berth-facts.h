/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-price.h"
#include "berth-size.h"
#include "berth-usage.h"

G_BEGIN_DECLS

#define BERTH_TYPE_FACTS (berth_facts_get_type ())
G_DECLARE_FINAL_TYPE (BerthFacts, berth_facts, BERTH, FACTS, GObject)

/**
 * BerthFactKind:
 * @BERTH_FACT_SIZES: sizes of the region and what stands in their way
 * @BERTH_FACT_PRICES: retail prices of the region
 * @BERTH_FACT_DISK_PRICES: what a month of a disk costs
 * @BERTH_FACT_ADDRESS_PRICES: what an hour of a public address costs
 * @BERTH_FACT_USAGES: quotas and what is used of them
 * @BERTH_FACT_SPOT: how often Spot machines are evicted
 * @BERTH_FACT_GROUPS: resource groups of the subscription
 * @BERTH_FACT_MACHINES: machines of the subscription
 * @BERTH_N_FACTS: number of kinds
 *
 * What is asked of the service, each kind with its own age and its own error.
 */
typedef enum {
  BERTH_FACT_SIZES,
  BERTH_FACT_PRICES,
  BERTH_FACT_DISK_PRICES,
  BERTH_FACT_ADDRESS_PRICES,
  BERTH_FACT_USAGES,
  BERTH_FACT_SPOT,
  BERTH_FACT_GROUPS,
  BERTH_FACT_MACHINES,
  BERTH_N_FACTS,
} BerthFactKind;

BerthFacts *berth_facts_new (BerthArmClient *client,
                             const char *subscription_id,
                             const char *location);
BerthFacts *berth_facts_new_unasked (BerthArmClient *client,
                                     const char *subscription_id,
                                     const char *location);

void berth_facts_take (BerthFacts *self,
                       BerthFactKind kind,
                       GListModel *list,
                       gint64 checked_at);
void berth_facts_refresh (BerthFacts *self);
void berth_facts_refresh_kind (BerthFacts *self, BerthFactKind kind);

GListModel *berth_facts_get_list (BerthFacts *self, BerthFactKind kind);
const GError *berth_facts_get_error (BerthFacts *self, BerthFactKind kind);
gint64 berth_facts_get_checked_at (BerthFacts *self, BerthFactKind kind);
gboolean berth_facts_is_busy (BerthFacts *self);

BerthSize *berth_facts_find_size (BerthFacts *self, const char *name);
BerthPrice *berth_facts_find_price (BerthFacts *self, const char *size, gboolean spot);
BerthPrice *berth_facts_find_disk_price (BerthFacts *self, guint size_gib);
BerthPrice *berth_facts_find_address_price (BerthFacts *self);
BerthUsage *berth_facts_find_usage (BerthFacts *self, const char *name);
const char *berth_facts_find_eviction_rate (BerthFacts *self, const char *size);

BerthArmClient *berth_facts_get_client (BerthFacts *self);
const char *berth_facts_get_subscription_id (BerthFacts *self);
const char *berth_facts_get_location (BerthFacts *self);

G_END_DECLS
