/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SIZE_ORDER (berth_size_order_get_type ())
G_DECLARE_FINAL_TYPE (BerthSizeOrder, berth_size_order, BERTH, SIZE_ORDER, GtkSorter)

BerthSizeOrder *berth_size_order_new (void);

void berth_size_order_toggle (BerthSizeOrder *self, guint column);
guint berth_size_order_get_column (BerthSizeOrder *self);
GtkSortType berth_size_order_get_direction (BerthSizeOrder *self);

G_END_DECLS
