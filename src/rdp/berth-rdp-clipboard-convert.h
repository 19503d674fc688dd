/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-rdp-clipboard-format.h"

G_BEGIN_DECLS

typedef GBytes *(*BerthRdpClipboardConvert) (BerthRdpClipboardKind kind, GBytes *bytes);

DexFuture *
berth_rdp_clipboard_convert (BerthRdpClipboardKind kind,
                             GBytes *bytes,
                             BerthRdpClipboardConvert func) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_rdp_clipboard_within (DexFuture *future,
                            guint timeout_ms,
                            GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
