/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-size-item.h"

G_BEGIN_DECLS

#define BERTH_SIZE_N_COLUMNS 9

const char *berth_size_columns_get_title (guint column);
char *berth_size_columns_format (guint column, BerthSizeItem *item);
int berth_size_columns_compare (guint column,
                                BerthSizeItem *a,
                                BerthSizeItem *b,
                                gboolean descending);
guint berth_size_columns_get_chars (guint column);
gboolean berth_size_columns_is_number (guint column);
gboolean berth_size_columns_is_wide_only (guint column);

G_END_DECLS
