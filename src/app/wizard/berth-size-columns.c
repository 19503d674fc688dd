/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-columns.h"

#include "berth-config.h"
#include "berth-format.h"
#include "berth-wizard-closures.h"

#include <glib/gi18n.h>
#include <string.h>
#include <math.h>

/* The columns of the size list. Each is a text made from an item and an order of items.
 */

typedef char *(*CellText) (BerthSizeItem *item);
typedef int (*CellOrder) (BerthSizeItem *a, BerthSizeItem *b);

typedef double (*CellWeight) (BerthSizeItem *item);

typedef struct {
  const char *title;
  guint chars; /* room for its longest text */
  CellText text;
  CellWeight weight; /* what it is ordered by, or */
  CellOrder order;
  gboolean number;
  gboolean wide_only;
} Column;

#define MIB_PER_GIB 1024.0

static char *
text_name (BerthSizeItem *item)
{
  return g_strdup (berth_size_get_name (berth_size_item_get_size (item)));
}

static char *
text_vcpus (BerthSizeItem *item)
{
  return g_strdup_printf ("%u", berth_size_get_vcpus (berth_size_item_get_size (item)));
}

static char *
text_memory (BerthSizeItem *item)
{
  return berth_format_gib (berth_size_get_memory_gib (berth_size_item_get_size (item)));
}

static char *
text_gpu (BerthSizeItem *item)
{
  BerthSize *size = berth_size_item_get_size (item);

  return berth_format_gpu (berth_size_get_gpus (size), berth_size_get_gpu_name (size),
                           berth_size_get_gpu_memory_gib (size));
}

static double
disk_gib (BerthSizeItem *item)
{
  return berth_size_get_local_disk_mib (berth_size_item_get_size (item)) / MIB_PER_GIB;
}

static char *
text_disk (BerthSizeItem *item)
{
  return berth_format_gib (disk_gib (item));
}

static char *
text_price (double price, const char *currency)
{
  char *text = berth_format_hourly_amount (price, currency);

  return text != NULL ? text : g_strdup (_ ("unknown"));
}

static char *
text_full_price (BerthSizeItem *item)
{
  return text_price (berth_size_item_get_full_price (item),
                     berth_size_item_get_currency (item));
}

static char *
text_spot_price (BerthSizeItem *item)
{
  if (!berth_size_is_spot_capable (berth_size_item_get_size (item)))
    return g_strdup (_ ("no Spot"));
  return text_price (berth_size_item_get_spot_price (item),
                     berth_size_item_get_currency (item));
}

static char *
text_saving (BerthSizeItem *item)
{
  return berth_format_saving (berth_size_item_get_full_price (item),
                              berth_size_item_get_spot_price (item));
}

static char *
text_reason (BerthSizeItem *item)
{
  const char *reason = berth_size_item_get_reason (item);

  return g_strdup (reason != NULL ? reason : _ ("Available"));
}

/* As people count: B2ms comes before B20ms. */
static int
order_names (BerthSizeItem *a, BerthSizeItem *b)
{
  return strverscmp (berth_size_get_name (berth_size_item_get_size (a)),
                     berth_size_get_name (berth_size_item_get_size (b)));
}

static int
order_reasons (BerthSizeItem *a, BerthSizeItem *b)
{
  return g_strcmp0 (berth_size_item_get_reason (a), berth_size_item_get_reason (b));
}

static double
count_vcpus (BerthSizeItem *item)
{
  return berth_size_get_vcpus (berth_size_item_get_size (item));
}

static double
weigh_memory (BerthSizeItem *item)
{
  return berth_size_get_memory_gib (berth_size_item_get_size (item));
}

static double
weigh_gpu (BerthSizeItem *item)
{
  BerthSize *size = berth_size_item_get_size (item);

  return berth_size_get_gpus (size) * (1 + berth_size_get_gpu_memory_gib (size));
}

static double
weigh_saving (BerthSizeItem *item)
{
  return 1
         - berth_size_item_get_spot_price (item) / berth_size_item_get_full_price (item);
}

static const Column columns[] = {
  { N_ ("Size"), 23, text_name, NULL, order_names, FALSE, FALSE },
  { N_ ("vCPUs"), 4, text_vcpus, count_vcpus, NULL, TRUE, FALSE },
  { N_ ("Memory"), 8, text_memory, weigh_memory, NULL, TRUE, FALSE },
  { N_ ("GPU"), 19, text_gpu, weigh_gpu, NULL, FALSE, FALSE },
  { N_ ("Local Disk"), 8, text_disk, disk_gib, NULL, TRUE, TRUE },
  { N_ ("Price/h"), 7, text_full_price, berth_size_item_get_full_price, NULL, TRUE,
    FALSE },
  { N_ ("Spot/h"), 7, text_spot_price, berth_size_item_get_spot_price, NULL, TRUE,
    FALSE },
  { N_ ("Saving"), 5, text_saving, weigh_saving, NULL, TRUE, TRUE },
  { N_ ("Availability"), 10, text_reason, NULL, order_reasons, FALSE, TRUE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (columns) == BERTH_SIZE_N_COLUMNS);

/**
 * berth_size_columns_get_title:
 * @column: a column
 *
 * Returns: what stands above it, in the person's language
 */
const char *
berth_size_columns_get_title (guint column)
{
  g_return_val_if_fail (column < BERTH_SIZE_N_COLUMNS, NULL);

  return _ (columns[column].title);
}

/**
 * berth_size_columns_format:
 * @column: a column
 * @item: a row
 *
 * Returns: (transfer full): the text of the cell
 */
char *
berth_size_columns_format (guint column, BerthSizeItem *item)
{
  g_return_val_if_fail (column < BERTH_SIZE_N_COLUMNS, NULL);

  return columns[column].text (item);
}

/**
 * berth_size_columns_compare:
 * @column: a column
 * @a: a row
 * @b: another
 * @descending: whether what is more comes first
 *
 * Returns: below, at or above zero, as @a comes before, with or after @b; a number that
 *   is not known comes last either way
 */
int
berth_size_columns_compare (guint column,
                            BerthSizeItem *a,
                            BerthSizeItem *b,
                            gboolean descending)
{
  const int sign = descending ? -1 : 1;
  double first, second;

  g_return_val_if_fail (column < BERTH_SIZE_N_COLUMNS, 0);

  if (columns[column].weight == NULL)
    return sign * columns[column].order (a, b);
  first = columns[column].weight (a);
  second = columns[column].weight (b);
  if (isnan (first) || isnan (second))
    return isnan (first) - isnan (second);
  return sign * ((first > second) - (first < second));
}

/**
 * berth_size_columns_get_chars:
 * @column: a column
 *
 * Returns: the room that its longest text needs, in characters
 */
guint
berth_size_columns_get_chars (guint column)
{
  g_return_val_if_fail (column < BERTH_SIZE_N_COLUMNS, 0);

  return columns[column].chars;
}

/**
 * berth_size_columns_is_number:
 * @column: a column
 *
 * Returns: whether its texts stand at the end of their cells, digit below digit
 */
gboolean
berth_size_columns_is_number (guint column)
{
  g_return_val_if_fail (column < BERTH_SIZE_N_COLUMNS, FALSE);

  return columns[column].number;
}

/**
 * berth_size_columns_is_wide_only:
 * @column: a column
 *
 * Returns: whether a narrow window does without it
 */
gboolean
berth_size_columns_is_wide_only (guint column)
{
  g_return_val_if_fail (column < BERTH_SIZE_N_COLUMNS, FALSE);

  return columns[column].wide_only;
}
