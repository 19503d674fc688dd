/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No single thing on a clipboard may be larger, in either direction. */
#define BERTH_RDP_CLIPBOARD_BYTES_MAX (64 * 1024 * 1024)

#define BERTH_RDP_MIME_TEXT "text/plain;charset=utf-8"
#define BERTH_RDP_MIME_HTML "text/html"
#define BERTH_RDP_MIME_PNG "image/png"
#define BERTH_RDP_MIME_BMP "image/bmp"
#define BERTH_RDP_MIME_FILES "text/uri-list"

typedef enum {
  BERTH_RDP_CLIPBOARD_KIND_NONE,
  BERTH_RDP_CLIPBOARD_KIND_TEXT,
  BERTH_RDP_CLIPBOARD_KIND_HTML,
  BERTH_RDP_CLIPBOARD_KIND_PNG,
  BERTH_RDP_CLIPBOARD_KIND_DIB,
  BERTH_RDP_CLIPBOARD_KIND_FILES,
  BERTH_RDP_CLIPBOARD_N_KINDS,
} BerthRdpClipboardKind;

/**
 * BerthRdpClipboardFormat:
 * @kind: what it is to us
 * @id: what the offering side calls it
 * @name: (nullable): what both sides call it, where that is not a number of Windows
 *
 * A format that somebody offers.
 */
typedef struct {
  BerthRdpClipboardKind kind;
  guint32 id;
  const char *name;
} BerthRdpClipboardFormat;

BerthRdpClipboardKind berth_rdp_clipboard_kind_of_format (guint32 id, const char *name);
BerthRdpClipboardKind berth_rdp_clipboard_kind_of_mime (const char *mime);
const char *berth_rdp_clipboard_kind_get_mime (BerthRdpClipboardKind kind);
BerthRdpClipboardFormat berth_rdp_clipboard_kind_get_format (BerthRdpClipboardKind kind);

GBytes *berth_rdp_clipboard_from_wire (BerthRdpClipboardKind kind, GBytes *bytes);
GBytes *berth_rdp_clipboard_to_wire (BerthRdpClipboardKind kind, GBytes *bytes);

G_END_DECLS
