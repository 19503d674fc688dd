/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-rdp-file-list.h"

G_BEGIN_DECLS

#define BERTH_TYPE_RDP_CLIPBOARD (berth_rdp_clipboard_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthRdpClipboard, berth_rdp_clipboard, BERTH, RDP_CLIPBOARD, GObject)

/**
 * BerthRdpClipboardReadFunc:
 * @mime: one of what was offered
 *
 * Gets what was offered, when the desktop wants it and not before.
 *
 * Returns: (transfer full): a future that resolves to a [struct@GLib.Bytes]; a rejection
 *   tells the desktop that there is nothing
 */
typedef DexFuture *(*BerthRdpClipboardReadFunc) (const char *mime, gpointer user_data);

BerthRdpClipboard *berth_rdp_clipboard_new (void);

const char *const *berth_rdp_clipboard_get_formats (BerthRdpClipboard *self);
DexFuture *berth_rdp_clipboard_read (BerthRdpClipboard *self,
                                     const char *mime,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_rdp_clipboard_list_files (BerthRdpClipboard *self,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_rdp_clipboard_fetch_files (BerthRdpClipboard *self,
                                 const char *folder,
                                 GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

void berth_rdp_clipboard_offer (BerthRdpClipboard *self,
                                const char *const *mimes,
                                BerthRdpClipboardReadFunc func,
                                gpointer user_data,
                                GDestroyNotify destroy);

G_END_DECLS
