/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *berth_about_new (void);
char *berth_about_dup_debug_info (GtkWidget *widget);

G_END_DECLS
