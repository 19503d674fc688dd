/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *berth_subscription_rows_make (gpointer subscription, gpointer data);

G_END_DECLS
