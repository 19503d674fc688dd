/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-item.h"

#include "berth-config.h"
#include "berth-wizard-closures.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * BerthSizeItem:
 *
 * A row of the size list: the size, what it costs here, and why it cannot be had if it
 * cannot.
 */
struct _BerthSizeItem {
  GObject parent_instance;

  BerthSize *size;
  double full_price;
  double spot_price;
  char *currency;
  char *misfit;
  char *reason;
  char *haystack;
};

G_DEFINE_FINAL_TYPE (BerthSizeItem, berth_size_item, G_TYPE_OBJECT)

static void
berth_size_item_finalize (GObject *object)
{
  BerthSizeItem *self = BERTH_SIZE_ITEM (object);

  g_clear_object (&self->size);
  g_free (self->currency);
  g_free (self->misfit);
  g_free (self->reason);
  g_free (self->haystack);
  G_OBJECT_CLASS (berth_size_item_parent_class)->finalize (object);
}

static void
berth_size_item_class_init (BerthSizeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_size_item_finalize;
}

static void
berth_size_item_init (BerthSizeItem *self)
{
}

/* What a person may type to find the size, in lower case. */
static char *
make_haystack (BerthSize *size)
{
  const char *gpu = berth_size_get_gpu_name (size);
  g_autofree char *text = g_strdup_printf (
    "%s %s %s %s %uvcpu %u vcpu %ggib %g gib", berth_size_get_name (size),
    berth_size_get_family (size), gpu != NULL ? gpu : "",
    berth_size_get_gpus (size) > 0 ? "gpu" : "", berth_size_get_vcpus (size),
    berth_size_get_vcpus (size), berth_size_get_memory_gib (size),
    berth_size_get_memory_gib (size));

  return g_utf8_strdown (text, -1);
}

static char *
explain_restriction (BerthSize *size)
{
  const char *code = berth_size_get_reason_code (size);

  if (berth_size_get_restriction (size) != BERTH_SIZE_RESTRICTION_LOCATION)
    return NULL;
  if (g_strcmp0 (code, "QuotaId") == 0)
    return g_strdup (_ ("Your kind of subscription cannot use this size"));
  if (g_strcmp0 (code, "NotAvailableForSubscription") == 0)
    return g_strdup (_ ("Not available to your subscription in this region"));
  /* Translators: %s is Azure's own word for the reason */
  return g_strdup_printf (_ ("Not available in this region (%s)"),
                          code != NULL ? code : "?");
}

/**
 * berth_size_item_new:
 * @size: the size
 * @full_price: pay-as-you-go price of an hour, NaN when not known
 * @spot_price: Spot price of an hour, NaN when not known or when there is none
 * @currency: (nullable): of both prices
 * @misfit: (nullable): why the size cannot boot the chosen image
 *
 * Returns: (transfer full): a row
 */
BerthSizeItem *
berth_size_item_new (BerthSize *size,
                     double full_price,
                     double spot_price,
                     const char *currency,
                     const char *misfit)
{
  BerthSizeItem *self = g_object_new (BERTH_TYPE_SIZE_ITEM, NULL);

  self->size = g_object_ref (size);
  self->full_price = full_price;
  self->spot_price = spot_price;
  self->currency = g_strdup (currency);
  self->misfit = g_strdup (misfit);
  self->reason = explain_restriction (size);
  self->haystack = make_haystack (size);
  return self;
}

BerthSize *
berth_size_item_get_size (BerthSizeItem *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_ITEM (self), NULL);

  return self->size;
}

double
berth_size_item_get_full_price (BerthSizeItem *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_ITEM (self), 0);

  return self->full_price;
}

double
berth_size_item_get_spot_price (BerthSizeItem *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_ITEM (self), 0);

  return self->spot_price;
}

const char *
berth_size_item_get_currency (BerthSizeItem *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_ITEM (self), NULL);

  return self->currency;
}

/**
 * berth_size_item_get_reason:
 * @self: the row
 *
 * Returns: (nullable): why the size cannot be had, or cannot boot the image; %NULL when
 * nothing speaks against it
 */
const char *
berth_size_item_get_reason (BerthSizeItem *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_ITEM (self), NULL);

  return self->reason != NULL ? self->reason : self->misfit;
}

gboolean
berth_size_item_is_available (BerthSizeItem *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_ITEM (self), FALSE);

  return self->reason == NULL;
}

gboolean
berth_size_item_fits_image (BerthSizeItem *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_ITEM (self), FALSE);

  return self->misfit == NULL;
}

/**
 * berth_size_item_matches_words:
 * @self: the row
 * @words: in lower case
 *
 * Returns: whether each of @words occurs in what is known of the size
 */
gboolean
berth_size_item_matches_words (BerthSizeItem *self, const char *const *words)
{
  for (; *words != NULL; words++)
    if (strstr (self->haystack, *words) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * berth_size_item_dup_summary:
 * @self: the row
 *
 * Returns: (transfer full): "Standard_NC4as_T4_v3: 4 vCPUs, 28 GiB, 1 × T4, 16 GiB"
 */
char *
berth_size_item_dup_summary (BerthSizeItem *self)
{
  BerthSize *size = self->size;
  g_autofree char *memory = berth_format_gib (berth_size_get_memory_gib (size));
  g_autofree char *gpu
    = berth_format_gpu (berth_size_get_gpus (size), berth_size_get_gpu_name (size),
                        berth_size_get_gpu_memory_gib (size));
  guint vcpus = berth_size_get_vcpus (size);
  g_autofree char *processors
    = g_strdup_printf (ngettext ("%u vCPU", "%u vCPUs", vcpus), vcpus);

  if (berth_size_get_gpus (size) == 0)
    /* Translators: size name, number of processors, memory */
    return g_strdup_printf (_ ("%s: %s, %s of memory"), berth_size_get_name (size),
                            processors, memory);
  /* Translators: size name, number of processors, memory, graphics processor */
  return g_strdup_printf (_ ("%s: %s, %s of memory, %s"), berth_size_get_name (size),
                          processors, memory, gpu);
}
