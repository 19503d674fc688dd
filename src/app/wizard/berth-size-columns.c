/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-columns.h"

#include "berth-config.h"
#include "berth-format.h"
#include "berth-size-item.h"
#include "berth-wizard-closures.h"

#include <glib/gi18n.h>
#include <string.h>
#include <math.h>

/* The columns of the size list. Each is a text made from an item and an order of items.
 */

typedef char *(*CellText) (BerthSizeItem *item);

typedef struct {
  const char *id;
  const char *title;
  CellText text;
  GCompareDataFunc compare;
  guint chars; /* room for its longest text */
  gboolean number;
  gboolean wide_only;
  gboolean expand;
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

static int
compare_numbers (double a, double b)
{
  /* What is not known comes last. */
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);
  return (a > b) - (a < b);
}

/* As people count: B2ms comes before B20ms. */
static int
compare_name (gconstpointer a, gconstpointer b, gpointer data)
{
  return strverscmp (
    berth_size_get_name (berth_size_item_get_size ((BerthSizeItem *) a)),
    berth_size_get_name (berth_size_item_get_size ((BerthSizeItem *) b)));
}

static int
compare_vcpus (gconstpointer a, gconstpointer b, gpointer data)
{
  return compare_numbers (
    berth_size_get_vcpus (berth_size_item_get_size ((BerthSizeItem *) a)),
    berth_size_get_vcpus (berth_size_item_get_size ((BerthSizeItem *) b)));
}

static int
compare_memory (gconstpointer a, gconstpointer b, gpointer data)
{
  return compare_numbers (
    berth_size_get_memory_gib (berth_size_item_get_size ((BerthSizeItem *) a)),
    berth_size_get_memory_gib (berth_size_item_get_size ((BerthSizeItem *) b)));
}

static double
gpu_weight (BerthSizeItem *item)
{
  BerthSize *size = berth_size_item_get_size (item);

  return berth_size_get_gpus (size) * (1 + berth_size_get_gpu_memory_gib (size));
}

static int
compare_gpu (gconstpointer a, gconstpointer b, gpointer data)
{
  return compare_numbers (gpu_weight ((BerthSizeItem *) a),
                          gpu_weight ((BerthSizeItem *) b));
}

static int
compare_disk (gconstpointer a, gconstpointer b, gpointer data)
{
  return compare_numbers (disk_gib ((BerthSizeItem *) a), disk_gib ((BerthSizeItem *) b));
}

static int
compare_full_price (gconstpointer a, gconstpointer b, gpointer data)
{
  return compare_numbers (berth_size_item_get_full_price ((BerthSizeItem *) a),
                          berth_size_item_get_full_price ((BerthSizeItem *) b));
}

static int
compare_spot_price (gconstpointer a, gconstpointer b, gpointer data)
{
  return compare_numbers (berth_size_item_get_spot_price ((BerthSizeItem *) a),
                          berth_size_item_get_spot_price ((BerthSizeItem *) b));
}

static double
saving (BerthSizeItem *item)
{
  return -berth_size_item_get_spot_price (item) / berth_size_item_get_full_price (item);
}

static int
compare_saving (gconstpointer a, gconstpointer b, gpointer data)
{
  return compare_numbers (saving ((BerthSizeItem *) a), saving ((BerthSizeItem *) b));
}

static int
compare_reason (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_strcmp0 (berth_size_item_get_reason ((BerthSizeItem *) a),
                    berth_size_item_get_reason ((BerthSizeItem *) b));
}

static const Column columns[] = {
  { "name", N_ ("Size"), text_name, compare_name, 23, FALSE, FALSE, FALSE },
  { "vcpus", N_ ("vCPUs"), text_vcpus, compare_vcpus, 4, TRUE, FALSE, FALSE },
  { "memory", N_ ("Memory"), text_memory, compare_memory, 8, TRUE, FALSE, FALSE },
  { "gpu", N_ ("GPU"), text_gpu, compare_gpu, 19, FALSE, FALSE, FALSE },
  { "disk", N_ ("Local Disk"), text_disk, compare_disk, 8, TRUE, TRUE, FALSE },
  { "price", N_ ("Price/h"), text_full_price, compare_full_price, 7, TRUE, FALSE, FALSE },
  { "spot", N_ ("Spot/h"), text_spot_price, compare_spot_price, 7, TRUE, FALSE, FALSE },
  { "saving", N_ ("Saving"), text_saving, compare_saving, 5, TRUE, TRUE, FALSE },
  { "reason", N_ ("Availability"), text_reason, compare_reason, 10, FALSE, TRUE, TRUE },
};

static gboolean
on_query_tooltip (
  GtkColumnViewCell *cell, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  BerthSizeItem *item = gtk_column_view_cell_get_item (cell);
  const char *reason = item != NULL ? berth_size_item_get_reason (item) : NULL;

  gtk_tooltip_set_text (tooltip, reason);
  return reason != NULL;
}

/* An inscription has the same size whatever it says, so that another text means no other
 * layout of the list; and a tooltip that is asked for when it is wanted, unlike a text
 * that is set, needs no answer of the display. */
static void
on_setup (GtkListItemFactory *factory, GtkColumnViewCell *cell, const Column *column)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), column->number ? 1 : 0);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), column->chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), column->chars);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  if (column->number)
    gtk_widget_add_css_class (text, "numeric");
  gtk_widget_set_has_tooltip (text, TRUE);
  g_signal_connect_object (text, "query-tooltip", G_CALLBACK (on_query_tooltip), cell,
                           G_CONNECT_SWAPPED);
  gtk_column_view_cell_set_child (cell, text);
}

static void
on_bind (GtkListItemFactory *factory, GtkColumnViewCell *cell, const Column *column)
{
  GtkWidget *child = gtk_column_view_cell_get_child (cell);
  BerthSizeItem *item = gtk_column_view_cell_get_item (cell);
  g_autofree char *text = column->text (item);

  gtk_inscription_set_text (GTK_INSCRIPTION (child), text);
  if (berth_size_item_get_reason (item) != NULL)
    gtk_widget_add_css_class (child, "dim-label");
  else
    gtk_widget_remove_css_class (child, "dim-label");
}

static GtkColumnViewColumn *
create_column (const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *view_column = NULL;
  g_autoptr (GtkSorter) sorter
    = GTK_SORTER (gtk_custom_sorter_new (column->compare, NULL, NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), (gpointer) column);
  view_column = gtk_column_view_column_new (_ (column->title), factory);
  gtk_column_view_column_set_id (view_column, column->id);
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, column->expand);
  return view_column;
}

/**
 * berth_size_columns_add:
 * @view: a view of [class@SizeItem]
 *
 * Adds the columns.
 */
void
berth_size_columns_add (GtkColumnView *view)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = create_column (&columns[i]);

    gtk_column_view_append_column (view, column);
  }
}

/**
 * berth_size_columns_sort_by_name:
 * @view: a view with the columns
 */
void
berth_size_columns_sort_by_name (GtkColumnView *view)
{
  g_autoptr (GtkColumnViewColumn) column
    = g_list_model_get_item (gtk_column_view_get_columns (view), 0);

  gtk_column_view_sort_by_column (view, column, GTK_SORT_ASCENDING);
}

/**
 * berth_size_columns_set_narrow:
 * @view: a view with the columns
 * @narrow: whether only what decides is shown
 */
void
berth_size_columns_set_narrow (GtkColumnView *view, gboolean narrow)
{
  GListModel *view_columns = gtk_column_view_get_columns (view);

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column
      = g_list_model_get_item (view_columns, (guint) i);

    gtk_column_view_column_set_visible (column, !narrow || !columns[i].wide_only);
  }
}
