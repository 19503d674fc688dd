/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *berth_guide_markup_from_markdown (const char *text);
char *berth_guide_markup_to_plain (const char *markup);

G_END_DECLS
