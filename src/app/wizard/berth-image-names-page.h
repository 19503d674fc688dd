/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-image-index.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_IMAGE_NAMES_PAGE (berth_image_names_page_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthImageNamesPage, berth_image_names_page, BERTH, IMAGE_NAMES_PAGE, AdwNavigationPage)

BerthImageNamesPage *berth_image_names_page_new (BerthImageIndex *index,
                                                 const char *publisher,
                                                 const char *offer,
                                                 const char *sku);

G_END_DECLS
