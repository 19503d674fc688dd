/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_IMAGE_PAGE (berth_image_page_get_type ())
G_DECLARE_FINAL_TYPE (BerthImagePage, berth_image_page, BERTH, IMAGE_PAGE, AdwBin)

void berth_image_page_set_draft (BerthImagePage *self, BerthDraft *draft);

G_END_DECLS
