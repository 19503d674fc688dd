/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean berth_graphics_is_accelerated (const char *devices);
void berth_graphics_prepare (const char *devices);

G_END_DECLS
