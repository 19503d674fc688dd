/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-row.h"

#include <math.h>

#define DIM_OPACITY 0.55

/**
 * BerthSizeRow:
 *
 * One size, painted by one widget. A widget for each of its cells would say no more to
 * the person and take ten times as long to follow a key press.
 */
struct _BerthSizeRow {
  GtkWidget parent_instance;

  const BerthSizeGrid *grid; /* the table's, which outlives its rows */
  BerthSizeTexts *texts;
  BerthSizeItem *item;
  guint position;
  gboolean is_selected;
  char *cells[BERTH_SIZE_N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (BerthSizeRow, berth_size_row, GTK_TYPE_WIDGET)

static void
paint_cell (BerthSizeRow *self, GtkSnapshot *snapshot, guint column, const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const int room = self->grid->width[column] - 2 * BERTH_SIZE_GRID_PADDING;
  const int left
    = berth_size_grid_get_left (self->grid, column, gtk_widget_get_direction (widget))
      + BERTH_SIZE_GRID_PADDING;
  PangoLayout *cell
    = berth_size_texts_lay_out (self->texts, column, self->cells[column], room);
  int height;

  pango_layout_get_pixel_size (cell, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
    snapshot,
    &GRAPHENE_POINT_INIT (
      (float) left, floorf ((float) (gtk_widget_get_height (widget) - height) / 2)));
  gtk_snapshot_append_layout (snapshot, cell, color);
  gtk_snapshot_restore (snapshot);
}

static void
berth_size_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BerthSizeRow *self = BERTH_SIZE_ROW (widget);
  GdkRGBA color;

  if (self->item == NULL)
    return;
  gtk_widget_get_color (widget, &color);
  if (berth_size_item_get_reason (self->item) != NULL)
    color.alpha *= DIM_OPACITY;
  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++)
    if (self->grid->width[i] > 0)
      paint_cell (self, snapshot, i, &color);
}

static void
berth_size_row_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  BerthSizeRow *self = BERTH_SIZE_ROW (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                          ? self->grid->total
                          : self->grid->row_height;
}

/* Asked for when it is wanted, unlike a text that is set, for which GTK asks the display
 * where the pointer is. */
static gboolean
berth_size_row_query_tooltip (
  GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  BerthSizeRow *self = BERTH_SIZE_ROW (widget);
  const char *reason
    = self->item != NULL ? berth_size_item_get_reason (self->item) : NULL;

  gtk_tooltip_set_text (tooltip, reason);
  return reason != NULL;
}

static void
berth_size_row_dispose (GObject *object)
{
  BerthSizeRow *self = BERTH_SIZE_ROW (object);

  g_clear_object (&self->item);
  g_clear_object (&self->texts);
  G_OBJECT_CLASS (berth_size_row_parent_class)->dispose (object);
}

static void
berth_size_row_finalize (GObject *object)
{
  BerthSizeRow *self = BERTH_SIZE_ROW (object);

  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++)
    g_clear_pointer (&self->cells[i], g_free);
  G_OBJECT_CLASS (berth_size_row_parent_class)->finalize (object);
}

static void
berth_size_row_class_init (BerthSizeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = berth_size_row_dispose;
  object_class->finalize = berth_size_row_finalize;
  widget_class->snapshot = berth_size_row_snapshot;
  widget_class->measure = berth_size_row_measure;
  widget_class->query_tooltip = berth_size_row_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "sizerow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
berth_size_row_init (BerthSizeRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->position = GTK_INVALID_LIST_POSITION;
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
}

/**
 * berth_size_row_new:
 * @grid: (transfer none): where the columns stand; must outlive the row
 * @texts: (transfer none): what lays its cells out
 *
 * Returns: (transfer floating): a row with nothing in it
 */
GtkWidget *
berth_size_row_new (const BerthSizeGrid *grid, BerthSizeTexts *texts)
{
  BerthSizeRow *self = g_object_new (BERTH_TYPE_SIZE_ROW, NULL);

  self->grid = grid;
  self->texts = g_object_ref (texts);
  return GTK_WIDGET (self);
}

/* What a screen reader says: the name, then each cell under its title. */
static void
describe_cell (GString *description, guint column, const char *text)
{
  if (*text == '\0')
    return;
  if (description->len > 0)
    g_string_append_printf (description, "; %s: ", berth_size_columns_get_title (column));
  g_string_append (description, text);
}

static void
set_selected (BerthSizeRow *self, gboolean is_selected)
{
  if (self->is_selected == is_selected)
    return;
  self->is_selected = is_selected;
  if (is_selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED,
                               is_selected, -1);
}

static void
set_texts (BerthSizeRow *self)
{
  g_autoptr (GString) description = g_string_new (NULL);

  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++) {
    g_free (self->cells[i]);
    self->cells[i] = berth_size_columns_format (i, self->item);
    describe_cell (description, i, self->cells[i]);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  description->str, -1);
}

/**
 * berth_size_row_show:
 * @self: the row
 * @item: the size to show
 * @position: where in the list it stands
 * @is_selected: whether it is the chosen one
 */
void
berth_size_row_show (BerthSizeRow *self,
                     BerthSizeItem *item,
                     guint position,
                     gboolean is_selected)
{
  g_return_if_fail (BERTH_IS_SIZE_ROW (self));

  self->position = position;
  set_selected (self, is_selected);
  if (!g_set_object (&self->item, item))
    return;
  set_texts (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * berth_size_row_clear:
 * @self: the row
 *
 * Makes it a row of no position that shows nothing.
 */
void
berth_size_row_clear (BerthSizeRow *self)
{
  g_return_if_fail (BERTH_IS_SIZE_ROW (self));

  self->position = GTK_INVALID_LIST_POSITION;
  g_clear_object (&self->item);
}

/**
 * berth_size_row_disown:
 * @self: the row
 *
 * Makes it a row of no position that still shows what it showed.
 */
void
berth_size_row_disown (BerthSizeRow *self)
{
  g_return_if_fail (BERTH_IS_SIZE_ROW (self));

  self->position = GTK_INVALID_LIST_POSITION;
}

gboolean
berth_size_row_shows (BerthSizeRow *self, BerthSizeItem *item)
{
  g_return_val_if_fail (BERTH_IS_SIZE_ROW (self), FALSE);

  return self->item == item;
}

gboolean
berth_size_row_is_empty (BerthSizeRow *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_ROW (self), TRUE);

  return self->item == NULL;
}

/**
 * berth_size_row_get_position:
 * @self: the row
 *
 * Returns: where in the list its size stands, GTK_INVALID_LIST_POSITION where it shows
 *   none, or one that is about to change
 */
guint
berth_size_row_get_position (BerthSizeRow *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_ROW (self), GTK_INVALID_LIST_POSITION);

  return self->position;
}
