/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_BASICS_PAGE (berth_basics_page_get_type ())
G_DECLARE_FINAL_TYPE (BerthBasicsPage, berth_basics_page, BERTH, BASICS_PAGE, AdwBin)

void berth_basics_page_set_draft (BerthBasicsPage *self, BerthDraft *draft);

G_END_DECLS
