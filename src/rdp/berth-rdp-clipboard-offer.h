/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-clipboard-wire.h"
#include "berth-rdp-clipboard.h"

G_BEGIN_DECLS

typedef struct _BerthRdpClipboardOffer BerthRdpClipboardOffer;

BerthRdpClipboardOffer *berth_rdp_clipboard_offer_new (BerthRdpClipboardWire *wire,
                                                       guint answer_within_ms);
BerthRdpClipboardOffer *berth_rdp_clipboard_offer_ref (BerthRdpClipboardOffer *self);
void berth_rdp_clipboard_offer_unref (BerthRdpClipboardOffer *self);

void berth_rdp_clipboard_offer_set_answer_within (BerthRdpClipboardOffer *self,
                                                  guint timeout_ms);
void berth_rdp_clipboard_offer_set (BerthRdpClipboardOffer *self,
                                    const char *const *mimes,
                                    BerthRdpClipboardReadFunc func,
                                    gpointer user_data,
                                    GDestroyNotify destroy);
void berth_rdp_clipboard_offer_clear (BerthRdpClipboardOffer *self);
void berth_rdp_clipboard_offer_begin (BerthRdpClipboardOffer *self);
void berth_rdp_clipboard_offer_end (BerthRdpClipboardOffer *self);
void berth_rdp_clipboard_offer_answer (BerthRdpClipboardOffer *self, guint32 id);
void berth_rdp_clipboard_offer_answer_file (BerthRdpClipboardOffer *self,
                                            const BerthRdpFileRequest *request);
void berth_rdp_clipboard_offer_lock (BerthRdpClipboardOffer *self,
                                     guint32 lock,
                                     gboolean is_locked);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpClipboardOffer, berth_rdp_clipboard_offer_unref)

G_END_DECLS
