/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

DexFuture *berth_desktop_shot_save (GdkTexture *picture,
                                    const char *path) G_GNUC_WARN_UNUSED_RESULT;
char *berth_desktop_shot_dup_name (const char *title);

G_END_DECLS
