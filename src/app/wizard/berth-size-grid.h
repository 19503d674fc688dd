/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-size-columns.h"

G_BEGIN_DECLS

/**
 * BerthSizeGrid:
 * @x: where each column begins, in pixels
 * @width: its width; zero where it is not shown
 * @total: what they take together
 * @row_height: the height of a row
 *
 * Where the columns of the size list stand, for its heads and its rows alike.
 */
typedef struct {
  int x[BERTH_SIZE_N_COLUMNS];
  int width[BERTH_SIZE_N_COLUMNS];
  int total;
  int row_height;
} BerthSizeGrid;

#define BERTH_SIZE_GRID_PADDING 9 /* between a cell's edge and its text, in pixels */

void berth_size_grid_measure (BerthSizeGrid *self,
                              GtkWidget *widget,
                              const int *title_widths,
                              gboolean is_narrow);
void berth_size_grid_fill (BerthSizeGrid *self, int width);
int berth_size_grid_get_left (const BerthSizeGrid *self,
                              guint column,
                              GtkTextDirection direction);

G_END_DECLS
