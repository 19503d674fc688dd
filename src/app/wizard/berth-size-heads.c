/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-heads.h"

#include "berth-config.h"

#include <glib/gi18n.h>

/**
 * BerthSizeHeads:
 *
 * The titles above the size list's columns. Pressing one orders the list by it, pressing
 * it again turns the order round.
 */
struct _BerthSizeHeads {
  GtkWidget parent_instance;

  const BerthSizeGrid *grid; /* the table's, which outlives its heads */
  BerthSizeOrder *order;
  GtkWidget *heads[BERTH_SIZE_N_COLUMNS];
  GtkWidget *arrows[BERTH_SIZE_N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (BerthSizeHeads, berth_size_heads, GTK_TYPE_WIDGET)

static void
on_head_clicked (BerthSizeHeads *self, GtkWidget *head)
{
  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++)
    if (self->heads[i] == head)
      berth_size_order_toggle (self->order, i);
}

/* GTK 4.18 says nothing of a column header's order to a screen reader, nor that it can be
 * pressed: so it is a button, and says the order in words. */
static void
tell_order (GtkWidget *head, gboolean is_it, gboolean is_descending)
{
  const char *words
    = is_descending ? _ ("Sorted, the largest first") : _ ("Sorted, the smallest first");

  gtk_accessible_update_property (GTK_ACCESSIBLE (head),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  is_it ? words : _ ("Sort by this column"), -1);
}

static void
show_order (BerthSizeHeads *self)
{
  const gboolean is_descending
    = berth_size_order_get_direction (self->order) == GTK_SORT_DESCENDING;

  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++) {
    const gboolean is_it = berth_size_order_get_column (self->order) == i;

    gtk_widget_set_opacity (self->arrows[i], is_it ? 1 : 0);
    gtk_image_set_from_icon_name (GTK_IMAGE (self->arrows[i]), is_descending
                                                                 ? "pan-down-symbolic"
                                                                 : "pan-up-symbolic");
    tell_order (self->heads[i], is_it, is_descending);
  }
}

static void
add_head (BerthSizeHeads *self, guint column)
{
  const char *title = berth_size_columns_get_title (column);
  const gboolean is_number = berth_size_columns_is_number (column);
  GtkWidget *head = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *arrow
    = g_object_new (GTK_TYPE_IMAGE, "icon-name", "pan-up-symbolic", "accessible-role",
                    GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_halign (box, is_number ? GTK_ALIGN_END : GTK_ALIGN_START);
  /* A number's title ends where the numbers end. */
  gtk_box_append (GTK_BOX (box), is_number ? arrow : label);
  gtk_box_append (GTK_BOX (box), is_number ? label : arrow);
  gtk_button_set_child (GTK_BUTTON (head), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (head), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  gtk_widget_add_css_class (head, "flat");
  g_signal_connect_object (head, "clicked", G_CALLBACK (on_head_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (head, GTK_WIDGET (self));
  self->heads[column] = head;
  self->arrows[column] = arrow;
}

static void
berth_size_heads_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  BerthSizeHeads *self = BERTH_SIZE_HEADS (widget);
  int total = 0, highest = 0;

  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++) {
    int size;

    gtk_widget_measure (self->heads[i], orientation, -1, &size, NULL, NULL, NULL);
    total += size;
    highest = MAX (highest, size);
  }
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? total : highest;
}

static void
berth_size_heads_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BerthSizeHeads *self = BERTH_SIZE_HEADS (widget);

  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++) {
    GtkAllocation place = {
      berth_size_grid_get_left (self->grid, i, gtk_widget_get_direction (widget)),
      0,
      self->grid->width[i],
      height,
    };

    gtk_widget_set_child_visible (self->heads[i], place.width > 0);
    if (place.width > 0)
      gtk_widget_size_allocate (self->heads[i], &place, -1);
  }
}

static void
berth_size_heads_dispose (GObject *object)
{
  BerthSizeHeads *self = BERTH_SIZE_HEADS (object);

  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++)
    g_clear_pointer (&self->heads[i], gtk_widget_unparent);
  g_clear_object (&self->order);
  G_OBJECT_CLASS (berth_size_heads_parent_class)->dispose (object);
}

static void
berth_size_heads_class_init (BerthSizeHeadsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_size_heads_dispose;
  widget_class->measure = berth_size_heads_measure;
  widget_class->size_allocate = berth_size_heads_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "sizeheads");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
berth_size_heads_init (BerthSizeHeads *self)
{
  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++)
    add_head (self, i);
}

/**
 * berth_size_heads_new:
 * @grid: (transfer none): where the columns stand; must outlive the heads
 * @order: (transfer none): the order that they show and change
 *
 * Returns: (transfer floating): the titles of all columns
 */
GtkWidget *
berth_size_heads_new (const BerthSizeGrid *grid, BerthSizeOrder *order)
{
  BerthSizeHeads *self = g_object_new (BERTH_TYPE_SIZE_HEADS, NULL);

  self->grid = grid;
  self->order = g_object_ref (order);
  g_signal_connect_object (order, "changed", G_CALLBACK (show_order), self,
                           G_CONNECT_SWAPPED);
  show_order (self);
  return GTK_WIDGET (self);
}

/**
 * berth_size_heads_measure_titles:
 * @self: the heads
 * @widths: (out): what each title needs, in pixels
 */
void
berth_size_heads_measure_titles (BerthSizeHeads *self, int widths[BERTH_SIZE_N_COLUMNS])
{
  g_return_if_fail (BERTH_IS_SIZE_HEADS (self));

  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++)
    gtk_widget_measure (self->heads[i], GTK_ORIENTATION_HORIZONTAL, -1, &widths[i], NULL,
                        NULL, NULL);
}
