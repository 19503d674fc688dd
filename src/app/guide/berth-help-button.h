/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BERTH_TYPE_HELP_BUTTON (berth_help_button_get_type ())
G_DECLARE_FINAL_TYPE (BerthHelpButton, berth_help_button, BERTH, HELP_BUTTON, GtkButton)

GtkWidget *berth_help_button_new (const char *topic, const char *question);

G_END_DECLS
