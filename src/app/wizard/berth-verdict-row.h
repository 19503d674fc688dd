/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_VERDICT_ROW (berth_verdict_row_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthVerdictRow, berth_verdict_row, BERTH, VERDICT_ROW, AdwActionRow)

GtkWidget *berth_verdict_row_new (BerthDraft *draft, BerthVerdict *verdict);

G_END_DECLS
