/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-frame.h"

G_BEGIN_DECLS

BerthRdpFrame *berth_rdp_frame_new (guint width, guint height, gboolean is_complete);
void berth_rdp_frame_add_tile (BerthRdpFrame *self, const BerthRdpTile *tile);

G_END_DECLS
