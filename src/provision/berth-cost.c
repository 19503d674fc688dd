/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-cost.h"

/**
 * BerthCost:
 *
 * What the choices cost as far as it is known: the machine by the hour, its disk by the
 * month, its public address by the hour. What is not known is -1, never a guess. Traffic
 * is not in it.
 */
struct _BerthCost {
  GObject parent_instance;

  double hour;
  double disk_month;
  double address_hour;
  char *currency;
};

G_DEFINE_FINAL_TYPE (BerthCost, berth_cost, G_TYPE_OBJECT)

/* Azure's own reckoning of a month, and a day's work in it. */
#define HOURS_PER_MONTH 730.0
#define DAYS_PER_MONTH (HOURS_PER_MONTH / 24)
#define WORKING_HOURS 4

static void
berth_cost_finalize (GObject *object)
{
  g_free (BERTH_COST (object)->currency);
  G_OBJECT_CLASS (berth_cost_parent_class)->finalize (object);
}

static void
berth_cost_class_init (BerthCostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_cost_finalize;
}

static void
berth_cost_init (BerthCost *self)
{
}

static double
get_amount (BerthPrice *price)
{
  return price != NULL ? berth_price_get_amount (price) : -1;
}

/**
 * berth_cost_new:
 * @facts: what is known of the region
 * @spec: the choices
 *
 * Returns: (transfer full): what @spec costs now
 */
BerthCost *
berth_cost_new (BerthFacts *facts, BerthMachineSpec *spec)
{
  BerthCost *self = g_object_new (BERTH_TYPE_COST, NULL);
  BerthPrice *price = berth_facts_find_price (facts, berth_machine_spec_get_size (spec),
                                              berth_machine_spec_get_spot (spec));
  BerthImageChoice *image = berth_machine_spec_get_image (spec);
  const guint disk_gib = image != NULL ? berth_image_choice_get_os_disk_gib (image) : 0;

  self->hour = get_amount (price);
  self->disk_month = get_amount (berth_facts_find_disk_price (facts, disk_gib));
  self->address_hour = get_amount (berth_facts_find_address_price (facts));
  self->currency = g_strdup (price != NULL ? berth_price_get_currency (price) : "USD");
  return self;
}

/* A month in which the machine runs for some hours; disk and address are paid all the
 * time. */
static double
get_month_of (BerthCost *self, double hours)
{
  if ((hours > 0 && self->hour < 0) || self->disk_month < 0 || self->address_hour < 0)
    return -1;
  return MAX (self->hour, 0) * hours + self->disk_month
         + self->address_hour * HOURS_PER_MONTH;
}

/**
 * berth_cost_get_hour:
 *
 * Returns: what the machine costs per hour while it runs; -1 when it is not known
 */
double
berth_cost_get_hour (BerthCost *self)
{
  g_return_val_if_fail (BERTH_IS_COST (self), -1);

  return self->hour;
}

/**
 * berth_cost_get_month:
 *
 * Returns: what a month costs when the machine always runs, disk and address included; -1
 *   when it is not known
 */
double
berth_cost_get_month (BerthCost *self)
{
  g_return_val_if_fail (BERTH_IS_COST (self), -1);

  return get_month_of (self, HOURS_PER_MONTH);
}

/**
 * berth_cost_get_month_4h:
 *
 * Returns: what a month costs when the machine runs for four hours a day, disk and
 * address included; -1 when it is not known
 */
double
berth_cost_get_month_4h (BerthCost *self)
{
  g_return_val_if_fail (BERTH_IS_COST (self), -1);

  return get_month_of (self, WORKING_HOURS * DAYS_PER_MONTH);
}

/**
 * berth_cost_get_month_off:
 *
 * Returns: what a month costs while the machine is switched off: disk and address; -1
 * when it is not known
 */
double
berth_cost_get_month_off (BerthCost *self)
{
  g_return_val_if_fail (BERTH_IS_COST (self), -1);

  return get_month_of (self, 0);
}

/**
 * berth_cost_get_currency:
 *
 * Returns: the currency's code, such as "USD"
 */
const char *
berth_cost_get_currency (BerthCost *self)
{
  g_return_val_if_fail (BERTH_IS_COST (self), NULL);

  return self->currency;
}
