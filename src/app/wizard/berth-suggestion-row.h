/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-suggestion.h"

G_BEGIN_DECLS

/**
 * BERTH_SUGGESTION_N_COLUMNS:
 *
 * Price, odds, quota.
 */
#define BERTH_SUGGESTION_N_COLUMNS 3

#define BERTH_TYPE_SUGGESTION_ROW (berth_suggestion_row_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSuggestionRow, berth_suggestion_row, BERTH, SUGGESTION_ROW, AdwActionRow)

GtkWidget *berth_suggestion_row_new (BerthSuggestion *suggestion,
                                     GtkSizeGroup *const *columns,
                                     gboolean is_current);
BerthSuggestion *berth_suggestion_row_get_suggestion (BerthSuggestionRow *self);

G_END_DECLS
