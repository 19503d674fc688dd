/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-clipboard-wire.h"
#include "berth-rdp-clipboard.h"

G_BEGIN_DECLS

BerthRdpClipboardWire *berth_rdp_clipboard_get_wire (BerthRdpClipboard *self);
void berth_rdp_clipboard_set_answer_within (BerthRdpClipboard *self, guint timeout_ms);

G_END_DECLS
