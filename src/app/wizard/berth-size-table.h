/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SIZE_TABLE (berth_size_table_get_type ())
G_DECLARE_FINAL_TYPE (BerthSizeTable, berth_size_table, BERTH, SIZE_TABLE, GtkWidget)

GtkSorter *berth_size_table_get_order (BerthSizeTable *self);
void berth_size_table_set_model (BerthSizeTable *self, GtkSingleSelection *model);
GtkSingleSelection *berth_size_table_get_model (BerthSizeTable *self);
void berth_size_table_set_narrow (BerthSizeTable *self, gboolean is_narrow);
void berth_size_table_scroll_to (BerthSizeTable *self, guint position);

G_END_DECLS
