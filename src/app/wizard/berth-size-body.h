/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-size-grid.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SIZE_BODY (berth_size_body_get_type ())
G_DECLARE_FINAL_TYPE (BerthSizeBody, berth_size_body, BERTH, SIZE_BODY, GtkWidget)

GtkWidget *berth_size_body_new (const BerthSizeGrid *grid);

void berth_size_body_set_model (BerthSizeBody *self, GtkSingleSelection *model);
void berth_size_body_scroll (BerthSizeBody *self, int offset);
guint berth_size_body_get_first (BerthSizeBody *self);
gboolean berth_size_body_focus (BerthSizeBody *self, guint position);

G_END_DECLS
