/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-size-grid.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SIZE_TEXTS (berth_size_texts_get_type ())
G_DECLARE_FINAL_TYPE (BerthSizeTexts, berth_size_texts, BERTH, SIZE_TEXTS, GObject)

BerthSizeTexts *berth_size_texts_new (GtkWidget *widget);

PangoLayout *berth_size_texts_lay_out (BerthSizeTexts *self,
                                       guint column,
                                       const char *text,
                                       int width);
void berth_size_texts_forget (BerthSizeTexts *self);

G_END_DECLS
