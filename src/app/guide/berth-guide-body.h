/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "berth-guide-book.h"

G_BEGIN_DECLS

#define BERTH_TYPE_GUIDE_BODY (berth_guide_body_get_type ())
G_DECLARE_FINAL_TYPE (BerthGuideBody, berth_guide_body, BERTH, GUIDE_BODY, AdwBin)

GtkWidget *berth_guide_body_new (BerthGuideBook *book);

void berth_guide_body_show (BerthGuideBody *self, BerthGuidePage *page, guint position);

G_END_DECLS
