/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SPOT_PAGE (berth_spot_page_get_type ())
G_DECLARE_FINAL_TYPE (BerthSpotPage, berth_spot_page, BERTH, SPOT_PAGE, AdwBin)

void berth_spot_page_set_draft (BerthSpotPage *self, BerthDraft *draft);

G_END_DECLS
