/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-context.h"

G_BEGIN_DECLS

gboolean berth_rdp_recording_attach (BerthRdpContext *self);

G_END_DECLS
