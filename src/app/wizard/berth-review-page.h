/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_REVIEW_PAGE (berth_review_page_get_type ())
G_DECLARE_FINAL_TYPE (BerthReviewPage, berth_review_page, BERTH, REVIEW_PAGE, AdwBin)

void berth_review_page_set_draft (BerthReviewPage *self, BerthDraft *draft);

G_END_DECLS
