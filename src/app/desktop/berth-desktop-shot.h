/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

DexFuture *berth_desktop_shot_save (GtkWidget *parent,
                                    const char *title,
                                    GdkTexture *picture) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
