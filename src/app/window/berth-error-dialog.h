/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void berth_error_dialog_show (const GError *error, GtkWidget *parent);

G_END_DECLS
