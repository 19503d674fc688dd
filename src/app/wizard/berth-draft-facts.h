/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"
#include "berth-spot-outlook.h"

G_BEGIN_DECLS

void berth_draft_refresh (BerthDraft *draft);
GListModel *berth_draft_get_sizes (BerthDraft *draft);
const GError *berth_draft_get_sizes_error (BerthDraft *draft);
double berth_draft_find_price (BerthDraft *draft, const char *size, gboolean spot);
const char *berth_draft_get_currency (BerthDraft *draft);
double berth_draft_get_full_price (BerthDraft *draft);
double berth_draft_get_spot_price (BerthDraft *draft);
const char *berth_draft_get_eviction_rate (BerthDraft *draft);

BerthSpotOutlook *berth_draft_new_spot_outlook (BerthDraft *draft);

G_END_DECLS
