/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void berth_desktop_shot_take (GtkWidget *view, const char *title, GdkTexture *picture);

G_END_DECLS
