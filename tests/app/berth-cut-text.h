/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *berth_cut_text_find (GtkWidget *window);
GtkWidget *berth_cut_text_find_wide (GtkWidget *root, int width);

G_END_DECLS
