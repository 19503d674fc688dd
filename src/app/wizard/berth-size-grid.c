/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-grid.h"

#define ROW_PADDING 8 /* above and below a row's text, in pixels */

static void
stand_in_line (BerthSizeGrid *self)
{
  self->total = 0;
  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++) {
    self->x[i] = self->total;
    self->total += self->width[i];
  }
}

/**
 * berth_size_grid_measure:
 * @self: the grid
 * @widget: whose font counts
 * @title_widths: what the title of each column needs
 * @is_narrow: whether only the columns that decide are shown
 *
 * Gives each column the room that its longest text needs, whatever the rows say now: so
 * another filter never moves a column.
 */
void
berth_size_grid_measure (BerthSizeGrid *self,
                         GtkWidget *widget,
                         const int *title_widths,
                         gboolean is_narrow)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int char_width
    = PANGO_PIXELS_CEIL (MAX (pango_font_metrics_get_approximate_char_width (metrics),
                              pango_font_metrics_get_approximate_digit_width (metrics)));

  for (guint i = 0; i < BERTH_SIZE_N_COLUMNS; i++) {
    const int text_width = (int) berth_size_columns_get_chars (i) * char_width;

    self->width[i] = MAX (text_width + 2 * BERTH_SIZE_GRID_PADDING, title_widths[i]);
    if (is_narrow && berth_size_columns_is_wide_only (i))
      self->width[i] = 0;
  }
  self->row_height
    = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics)) + 2 * ROW_PADDING;
  pango_font_metrics_unref (metrics);
  stand_in_line (self);
}

/**
 * berth_size_grid_fill:
 * @self: a measured grid
 * @width: how much room there is, in pixels
 *
 * Gives what is left over to the last column.
 */
void
berth_size_grid_fill (BerthSizeGrid *self, int width)
{
  guint last = BERTH_SIZE_N_COLUMNS - 1;

  while (last > 0 && self->width[last] == 0)
    last--;
  self->width[last] += MAX (0, width - self->total);
  stand_in_line (self);
}

/**
 * berth_size_grid_get_left:
 * @self: the grid
 * @column: a column
 * @direction: which way the person reads
 *
 * Returns: the left edge of @column, in pixels
 */
int
berth_size_grid_get_left (const BerthSizeGrid *self,
                          guint column,
                          GtkTextDirection direction)
{
  if (direction == GTK_TEXT_DIR_RTL)
    return self->total - self->x[column] - self->width[column];
  return self->x[column];
}
