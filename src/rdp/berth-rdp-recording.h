/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-session.h"

G_BEGIN_DECLS

void berth_rdp_session_record (BerthRdpSession *self, const char *path);
void berth_rdp_session_replay (BerthRdpSession *self, const char *path, gboolean at_once);

G_END_DECLS
