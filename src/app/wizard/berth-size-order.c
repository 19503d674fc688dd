/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-order.h"

#include "berth-size-columns.h"

/**
 * BerthSizeOrder:
 *
 * In which order the sizes stand: by one column, and by name where that says nothing.
 */
struct _BerthSizeOrder {
  GtkSorter parent_instance;

  guint column;
  GtkSortType direction;
};

G_DEFINE_FINAL_TYPE (BerthSizeOrder, berth_size_order, GTK_TYPE_SORTER)

#define NAME_COLUMN 0

static GtkOrdering
berth_size_order_compare (GtkSorter *sorter, gpointer a, gpointer b)
{
  BerthSizeOrder *self = BERTH_SIZE_ORDER (sorter);
  int order = berth_size_columns_compare (self->column, a, b,
                                          self->direction == GTK_SORT_DESCENDING);

  if (order == 0)
    order = berth_size_columns_compare (NAME_COLUMN, a, b, FALSE);
  return gtk_ordering_from_cmpfunc (order);
}

static GtkSorterOrder
berth_size_order_get_order (GtkSorter *sorter)
{
  return GTK_SORTER_ORDER_PARTIAL;
}

static void
berth_size_order_class_init (BerthSizeOrderClass *klass)
{
  GtkSorterClass *sorter_class = GTK_SORTER_CLASS (klass);

  sorter_class->compare = berth_size_order_compare;
  sorter_class->get_order = berth_size_order_get_order;
}

static void
berth_size_order_init (BerthSizeOrder *self)
{
}

/**
 * berth_size_order_new:
 *
 * Returns: (transfer full): the order by name
 */
BerthSizeOrder *
berth_size_order_new (void)
{
  return g_object_new (BERTH_TYPE_SIZE_ORDER, NULL);
}

/**
 * berth_size_order_toggle:
 * @self: the order
 * @column: what to order by; the column it is ordered by already turns it round
 */
void
berth_size_order_toggle (BerthSizeOrder *self, guint column)
{
  g_return_if_fail (BERTH_IS_SIZE_ORDER (self));
  g_return_if_fail (column < BERTH_SIZE_N_COLUMNS);

  if (column == self->column)
    self->direction
      = self->direction == GTK_SORT_ASCENDING ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING;
  else
    self->direction = GTK_SORT_ASCENDING;
  self->column = column;
  gtk_sorter_changed (GTK_SORTER (self), GTK_SORTER_CHANGE_DIFFERENT);
}

guint
berth_size_order_get_column (BerthSizeOrder *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_ORDER (self), 0);

  return self->column;
}

GtkSortType
berth_size_order_get_direction (BerthSizeOrder *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_ORDER (self), GTK_SORT_ASCENDING);

  return self->direction;
}
