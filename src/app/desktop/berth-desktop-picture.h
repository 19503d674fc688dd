/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_DESKTOP_PICTURE_PNG "image/png"
#define BERTH_DESKTOP_PICTURE_BMP "image/bmp"

DexFuture *berth_desktop_picture_convert (GBytes *picture,
                                          const char *mime) G_GNUC_WARN_UNUSED_RESULT;
const char *berth_desktop_picture_find_other (const char *const *mimes);
GStrv berth_desktop_picture_add_other (const char *const *mimes);

G_END_DECLS
