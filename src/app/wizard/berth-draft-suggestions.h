/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"
#include "berth-suggestions.h"

G_BEGIN_DECLS

BerthSuggestions *berth_draft_new_suggestions (BerthDraft *draft);
void berth_draft_take_suggestion (BerthDraft *draft, BerthSuggestion *suggestion);

G_END_DECLS
