/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-guide-page.h"

G_BEGIN_DECLS

#define BERTH_TYPE_GUIDE_ROW (berth_guide_row_get_type ())
G_DECLARE_FINAL_TYPE (BerthGuideRow, berth_guide_row, BERTH, GUIDE_ROW, GtkListBoxRow)

GtkWidget *berth_guide_row_new (BerthGuidePage *page, const char *words);

BerthGuidePage *berth_guide_row_get_page (BerthGuideRow *self);

G_END_DECLS
