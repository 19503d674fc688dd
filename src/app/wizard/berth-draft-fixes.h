/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"

G_BEGIN_DECLS

void berth_draft_fix (BerthDraft *draft, BerthFix *fix, GtkWidget *parent);

G_END_DECLS
