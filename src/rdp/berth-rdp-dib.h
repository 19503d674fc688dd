/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *berth_rdp_dib_to_bmp (GBytes *dib);
GBytes *berth_rdp_dib_from_bmp (GBytes *bmp);

G_END_DECLS
