/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-size-grid.h"
#include "berth-size-texts.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SIZE_ROW (berth_size_row_get_type ())
G_DECLARE_FINAL_TYPE (BerthSizeRow, berth_size_row, BERTH, SIZE_ROW, GtkWidget)

GtkWidget *berth_size_row_new (const BerthSizeGrid *grid, BerthSizeTexts *texts);

void berth_size_row_show (BerthSizeRow *self,
                          BerthSizeItem *item,
                          guint position,
                          gboolean is_selected);
void berth_size_row_clear (BerthSizeRow *self);
void berth_size_row_disown (BerthSizeRow *self);
gboolean berth_size_row_shows (BerthSizeRow *self, BerthSizeItem *item);
gboolean berth_size_row_is_empty (BerthSizeRow *self);
guint berth_size_row_get_position (BerthSizeRow *self);

G_END_DECLS
