/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"

G_BEGIN_DECLS

char *berth_size_rows_explain_misfit (BerthSize *size, BerthImageChoice *image);
void berth_size_rows_fill (GListStore *items, BerthDraft *draft, GtkSorter *order);
void berth_size_rows_sort (GListStore *items, GtkSorter *order);

G_END_DECLS
