/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void berth_size_columns_add (GtkColumnView *view);
void berth_size_columns_sort_by_name (GtkColumnView *view);
void berth_size_columns_set_narrow (GtkColumnView *view, gboolean narrow);

G_END_DECLS
