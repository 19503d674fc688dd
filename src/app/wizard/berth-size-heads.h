/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-size-grid.h"
#include "berth-size-order.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SIZE_HEADS (berth_size_heads_get_type ())
G_DECLARE_FINAL_TYPE (BerthSizeHeads, berth_size_heads, BERTH, SIZE_HEADS, GtkWidget)

GtkWidget *berth_size_heads_new (const BerthSizeGrid *grid, BerthSizeOrder *order);

void berth_size_heads_measure_titles (BerthSizeHeads *self,
                                      int widths[BERTH_SIZE_N_COLUMNS]);

G_END_DECLS
