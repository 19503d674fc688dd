/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_ACCESS_PAGE (berth_access_page_get_type ())
G_DECLARE_FINAL_TYPE (BerthAccessPage, berth_access_page, BERTH, ACCESS_PAGE, AdwBin)

void berth_access_page_set_draft (BerthAccessPage *self, BerthDraft *draft);

G_END_DECLS
