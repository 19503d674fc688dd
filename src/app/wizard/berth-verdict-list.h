/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_VERDICT_LIST (berth_verdict_list_get_type ())
G_DECLARE_FINAL_TYPE (BerthVerdictList, berth_verdict_list, BERTH, VERDICT_LIST, AdwBin)

void berth_verdict_list_set_draft (BerthVerdictList *self, BerthDraft *draft);

G_END_DECLS
