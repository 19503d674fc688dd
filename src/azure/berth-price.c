/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-price.h"

#include "berth-json.h"

#include <string.h>

/**
 * BerthPrice:
 *
 * One meter of the retail price list.
 */
struct _BerthPrice {
  GObject parent_instance;

  char *size;
  char *location;
  char *currency;
  double amount;
  char *sku_name;
  char *meter_name;
  char *product_name;
  char *unit;
  char *kind;
  char *effective_start;
};

G_DEFINE_FINAL_TYPE (BerthPrice, berth_price, G_TYPE_OBJECT)

static void
berth_price_finalize (GObject *object)
{
  BerthPrice *self = BERTH_PRICE (object);

  g_clear_pointer (&self->size, g_free);
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->sku_name, g_free);
  g_clear_pointer (&self->meter_name, g_free);
  g_clear_pointer (&self->product_name, g_free);
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->effective_start, g_free);
  G_OBJECT_CLASS (berth_price_parent_class)->finalize (object);
}

static void
berth_price_class_init (BerthPriceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_price_finalize;
}

static void
berth_price_init (BerthPrice *self)
{
}

static gboolean
has (const char *text, const char *part)
{
  return text != NULL && strstr (text, part) != NULL;
}

static gboolean
ends (const char *text, const char *end)
{
  return text != NULL && g_str_has_suffix (text, end);
}

/**
 * berth_price_is_spot:
 *
 * Returns: whether it is the price on spare capacity
 */
gboolean
berth_price_is_spot (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), FALSE);

  return ends (self->sku_name, " Spot") || ends (self->meter_name, " Spot");
}

/**
 * berth_price_is_linux_hour:
 *
 * Many meters carry a size's name: " Low Priority" is the old meter of Batch and not
 * Spot, "Windows" has a licence in it, and there are reservations, test prices, dedicated
 * hosts, cloud services and placeholders of 0 (Retail Prices API reference).
 *
 * Returns: whether it is what an hour of a Linux machine of this size costs
 */
gboolean
berth_price_is_linux_hour (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), FALSE);

  return self->amount > 0 && self->size != NULL
         && g_strcmp0 (self->kind, "Consumption") == 0
         && g_strcmp0 (self->unit, "1 Hour") == 0 && !has (self->product_name, "Windows")
         && !has (self->product_name, "CloudServices")
         && !has (self->product_name, "Cloud Services")
         && !has (self->product_name, "Dedicated Host")
         && !ends (self->sku_name, " Low Priority")
         && !ends (self->meter_name, " Low Priority");
}

/**
 * berth_price_is_disk_month:
 *
 * Returns: whether it is what a month of a locally redundant managed disk costs: the
 * meters of operations and of burst are others
 */
gboolean
berth_price_is_disk_month (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), FALSE);

  return self->amount > 0 && g_strcmp0 (self->kind, "Consumption") == 0
         && g_strcmp0 (self->unit, "1/Month") == 0
         && ends (self->meter_name, " LRS Disk");
}

/**
 * berth_price_is_address_hour:
 *
 * Returns: whether it is what an hour of a static public address costs
 */
gboolean
berth_price_is_address_hour (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), FALSE);

  return self->amount > 0 && g_strcmp0 (self->kind, "Consumption") == 0
         && g_strcmp0 (self->unit, "1 Hour") == 0
         && has (self->meter_name, "Static Public IP");
}

/**
 * berth_price_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_price_parse (JsonObject *object, GError **error)
{
  BerthPrice *self = NULL;

  if (berth_json_require_string (object, "meterName", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_PRICE, NULL);
  self->size = g_strdup (berth_json_get_string (object, "armSkuName"));
  self->location = g_strdup (berth_json_get_string (object, "armRegionName"));
  self->currency = g_strdup (berth_json_get_string (object, "currencyCode"));
  self->amount = berth_json_get_double (object, "retailPrice", 0);
  self->sku_name = g_strdup (berth_json_get_string (object, "skuName"));
  self->meter_name = g_strdup (berth_json_get_string (object, "meterName"));
  self->product_name = g_strdup (berth_json_get_string (object, "productName"));
  self->unit = g_strdup (berth_json_get_string (object, "unitOfMeasure"));
  self->kind = g_strdup (berth_json_get_string (object, "type"));
  self->effective_start = g_strdup (berth_json_get_string (object, "effectiveStartDate"));
  return self;
}

/**
 * berth_price_get_size:
 *
 * Returns: (transfer none): the size
 */
const char *
berth_price_get_size (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), NULL);

  return self->size;
}

/**
 * berth_price_get_location:
 *
 * Returns: (transfer none) (nullable): the region
 */
const char *
berth_price_get_location (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), NULL);

  return self->location;
}

/**
 * berth_price_get_currency:
 *
 * Returns: (transfer none) (nullable): "USD", say
 */
const char *
berth_price_get_currency (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), NULL);

  return self->currency;
}

/**
 * berth_price_get_amount:
 *
 * Returns: what an hour costs
 */
double
berth_price_get_amount (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), 0);

  return self->amount;
}

/**
 * berth_price_get_sku_name:
 *
 * Returns: (transfer none) (nullable): the meter's sku
 */
const char *
berth_price_get_sku_name (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), NULL);

  return self->sku_name;
}

/**
 * berth_price_get_meter_name:
 *
 * Returns: (transfer none) (nullable): the meter's name
 */
const char *
berth_price_get_meter_name (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), NULL);

  return self->meter_name;
}

/**
 * berth_price_get_product_name:
 *
 * Returns: (transfer none) (nullable): the product's name
 */
const char *
berth_price_get_product_name (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), NULL);

  return self->product_name;
}

/**
 * berth_price_get_unit:
 *
 * Returns: (transfer none) (nullable): "1 Hour", say
 */
const char *
berth_price_get_unit (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), NULL);

  return self->unit;
}

/**
 * berth_price_get_kind:
 *
 * Returns: (transfer none) (nullable): "Consumption", say
 */
const char *
berth_price_get_kind (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), NULL);

  return self->kind;
}

/**
 * berth_price_get_effective_start:
 *
 * Returns: (transfer none) (nullable): from when it holds, ISO 8601
 */
const char *
berth_price_get_effective_start (BerthPrice *self)
{
  g_return_val_if_fail (BERTH_IS_PRICE (self), NULL);

  return self->effective_start;
}
