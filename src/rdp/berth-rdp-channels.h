/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-context.h"
#include "berth-rdp-display.h"

G_BEGIN_DECLS

void berth_rdp_channels_attach (BerthRdpContext *self);
void berth_rdp_channels_detach (BerthRdpContext *self);

gboolean berth_rdp_channels_send_layout_in_session (BerthRdpContext *self,
                                                    const BerthRdpSize *size);

G_END_DECLS
