/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-facts.h"

#include "berth-spot-facts.h"

/* What the lists of a region say of one disk, one quota or one size. */

/* Standard SSDs are sold in steps: Azure's page on disk types. */
static const struct {
  guint size_gib;
  const char *meter;
} disk_steps[] = {
  { 4, "E1 LRS Disk" },     { 8, "E2 LRS Disk" },     { 16, "E3 LRS Disk" },
  { 32, "E4 LRS Disk" },    { 64, "E6 LRS Disk" },    { 128, "E10 LRS Disk" },
  { 256, "E15 LRS Disk" },  { 512, "E20 LRS Disk" },  { 1024, "E30 LRS Disk" },
  { 2048, "E40 LRS Disk" }, { 4096, "E50 LRS Disk" },
};

/**
 * berth_facts_find_disk_price:
 * @size_gib: a disk's size in GiB
 *
 * Returns: (transfer none) (nullable): what a month of the disk costs; %NULL when it is
 * not known
 */
BerthPrice *
berth_facts_find_disk_price (BerthFacts *self, guint size_gib)
{
  GListModel *list = berth_facts_get_list (self, BERTH_FACT_DISK_PRICES);
  gsize step = 0;

  while (step < G_N_ELEMENTS (disk_steps) && disk_steps[step].size_gib < size_gib)
    step++;
  if (list == NULL || size_gib == 0 || step == G_N_ELEMENTS (disk_steps))
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (BerthPrice) price = g_list_model_get_item (list, i);

    if (g_strcmp0 (berth_price_get_meter_name (price), disk_steps[step].meter) == 0)
      return price; /* the list keeps it */
  }
  return NULL;
}

/**
 * berth_facts_find_address_price:
 *
 * Returns: (transfer none) (nullable): what an hour of a public address costs; %NULL when
 * it is not known
 */
BerthPrice *
berth_facts_find_address_price (BerthFacts *self)
{
  GListModel *list = berth_facts_get_list (self, BERTH_FACT_ADDRESS_PRICES);
  g_autoptr (BerthPrice) price = list != NULL ? g_list_model_get_item (list, 0) : NULL;

  return price; /* the list keeps it */
}

/**
 * berth_facts_find_usage:
 * @name: a quota's name, in any letter case
 *
 * Returns: (transfer none) (nullable): the quota and what is used of it
 */
BerthUsage *
berth_facts_find_usage (BerthFacts *self, const char *name)
{
  GListModel *list = berth_facts_get_list (self, BERTH_FACT_USAGES);

  for (guint i = 0; list != NULL && name != NULL && i < g_list_model_get_n_items (list);
       i++) {
    g_autoptr (BerthUsage) usage = g_list_model_get_item (list, i);

    if (g_ascii_strcasecmp (berth_usage_get_name (usage), name) == 0)
      return usage; /* the list keeps it */
  }
  return NULL;
}

/**
 * berth_facts_find_eviction_rate:
 * @size: a size's name, in any letter case
 *
 * Returns: (transfer none) (nullable): the service's bucket, such as "5-10" per cent per
 * hour
 */
const char *
berth_facts_find_eviction_rate (BerthFacts *self, const char *size)
{
  GListModel *list = berth_facts_get_list (self, BERTH_FACT_SPOT);

  for (guint i = 0; list != NULL && size != NULL && i < g_list_model_get_n_items (list);
       i++) {
    g_autoptr (BerthSpotFacts) facts = g_list_model_get_item (list, i);

    if (g_ascii_strcasecmp (berth_spot_facts_get_size (facts), size) == 0)
      return berth_spot_facts_get_eviction_rate (facts);
  }
  return NULL;
}
