/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SIZE_PAGE (berth_size_page_get_type ())
G_DECLARE_FINAL_TYPE (BerthSizePage, berth_size_page, BERTH, SIZE_PAGE, AdwBin)

void berth_size_page_set_draft (BerthSizePage *self, BerthDraft *draft);

G_END_DECLS
