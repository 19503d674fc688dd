/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-rdp-clipboard-wire.h"

G_BEGIN_DECLS

typedef struct _BerthRdpClipboardReader BerthRdpClipboardReader;

BerthRdpClipboardReader *berth_rdp_clipboard_reader_new (BerthRdpClipboardWire *wire,
                                                         guint answer_within_ms);
BerthRdpClipboardReader *berth_rdp_clipboard_reader_ref (BerthRdpClipboardReader *self);
void berth_rdp_clipboard_reader_unref (BerthRdpClipboardReader *self);

void berth_rdp_clipboard_reader_set_answer_within (BerthRdpClipboardReader *self,
                                                   guint timeout_ms);
void berth_rdp_clipboard_reader_begin (BerthRdpClipboardReader *self, gboolean can_lock);
void berth_rdp_clipboard_reader_end (BerthRdpClipboardReader *self);
void berth_rdp_clipboard_reader_set_formats (BerthRdpClipboardReader *self,
                                             GArray *formats);
gboolean berth_rdp_clipboard_reader_has (BerthRdpClipboardReader *self,
                                         BerthRdpClipboardKind kind);
void berth_rdp_clipboard_reader_take (BerthRdpClipboardReader *self, GBytes *bytes);
void berth_rdp_clipboard_reader_take_file (BerthRdpClipboardReader *self,
                                           guint32 stream,
                                           GBytes *bytes);

DexFuture *
berth_rdp_clipboard_reader_read (BerthRdpClipboardReader *self,
                                 BerthRdpClipboardKind kind,
                                 GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_rdp_clipboard_reader_list_files (
  BerthRdpClipboardReader *self, GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_rdp_clipboard_reader_fetch_files (BerthRdpClipboardReader *self,
                                                   const char *folder,
                                                   GCancellable *cancellable)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpClipboardReader, berth_rdp_clipboard_reader_unref)

G_END_DECLS
