/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <freerdp/client/cliprdr.h>
#include <glib-object.h>

#include "berth-rdp-clipboard-format.h"

G_BEGIN_DECLS

typedef enum {
  BERTH_RDP_CLIPBOARD_NEWS_READY,       /* can_lock */
  BERTH_RDP_CLIPBOARD_NEWS_GONE,        /* the channel is */
  BERTH_RDP_CLIPBOARD_NEWS_FORMATS,     /* formats */
  BERTH_RDP_CLIPBOARD_NEWS_DATA_WANTED, /* id */
  BERTH_RDP_CLIPBOARD_NEWS_DATA,        /* bytes, or NULL */
  BERTH_RDP_CLIPBOARD_NEWS_LOCKED,      /* lock */
  BERTH_RDP_CLIPBOARD_NEWS_UNLOCKED,    /* lock */
  BERTH_RDP_CLIPBOARD_NEWS_FILE_WANTED, /* file */
  BERTH_RDP_CLIPBOARD_NEWS_FILE_DATA,   /* file.stream; bytes, or NULL */
} BerthRdpClipboardNews;

/**
 * BerthRdpFileRequest:
 * @stream: names the answer
 * @index: which file of the list
 * @wants_size: eight bytes that say how large it is, instead of bytes of it
 * @position: where to begin
 * @size: at most so many bytes
 * @has_lock: whether @lock says which list
 *
 * [MS-RDPECLIP] 2.2.5.3 CLIPRDR_FILECONTENTS_REQUEST
 */
typedef struct {
  guint32 stream;
  guint32 index;
  gboolean wants_size;
  guint64 position;
  guint32 size;
  gboolean has_lock;
  guint32 lock;
} BerthRdpFileRequest;

/* What the other side said, on its way to the owner's context. */
typedef struct {
  BerthRdpClipboardNews news;
  guint32 id;
  guint32 lock;
  gboolean can_lock;
  GArray *formats; /* of BerthRdpClipboardFormat, without names */
  GBytes *bytes;
  BerthRdpFileRequest file;
} BerthRdpClipboardMessage;

typedef void (*BerthRdpClipboardListener) (gpointer listener,
                                           const BerthRdpClipboardMessage *message);

typedef struct _BerthRdpClipboardWire BerthRdpClipboardWire;

BerthRdpClipboardWire *
berth_rdp_clipboard_wire_new (GObject *listener, BerthRdpClipboardListener on_message);
BerthRdpClipboardWire *berth_rdp_clipboard_wire_ref (BerthRdpClipboardWire *self);
void berth_rdp_clipboard_wire_unref (BerthRdpClipboardWire *self);

void berth_rdp_clipboard_wire_attach (BerthRdpClipboardWire *self,
                                      CliprdrClientContext *cliprdr);
void berth_rdp_clipboard_wire_detach (BerthRdpClipboardWire *self,
                                      CliprdrClientContext *cliprdr);

void berth_rdp_clipboard_wire_offer (BerthRdpClipboardWire *self,
                                     const BerthRdpClipboardKind *kinds,
                                     guint n_kinds);
void berth_rdp_clipboard_wire_accept_offer (BerthRdpClipboardWire *self);
void berth_rdp_clipboard_wire_want_data (BerthRdpClipboardWire *self, guint32 id);
void berth_rdp_clipboard_wire_send_data (BerthRdpClipboardWire *self, GBytes *bytes);
void berth_rdp_clipboard_wire_lock (BerthRdpClipboardWire *self,
                                    guint32 lock,
                                    gboolean is_locked);
void berth_rdp_clipboard_wire_want_file (BerthRdpClipboardWire *self,
                                         const BerthRdpFileRequest *request);
void berth_rdp_clipboard_wire_send_file (BerthRdpClipboardWire *self,
                                         guint32 stream,
                                         GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpClipboardWire, berth_rdp_clipboard_wire_unref)

G_END_DECLS
