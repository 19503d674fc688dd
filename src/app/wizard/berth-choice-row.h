/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_CHOICE_ROW (berth_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (BerthChoiceRow, berth_choice_row, BERTH, CHOICE_ROW, AdwActionRow)

GtkWidget *berth_choice_row_new (const char *title, const char *explanation);
gboolean berth_choice_row_get_active (BerthChoiceRow *self);
void berth_choice_row_set_active (BerthChoiceRow *self, gboolean active);
void berth_choice_row_join (BerthChoiceRow *self, BerthChoiceRow *other);
void berth_choice_row_set_explanation (BerthChoiceRow *self, const char *explanation);

G_END_DECLS
