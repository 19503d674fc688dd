/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-clipboard-format.h"

#include "berth-rdp-dib.h"
#include "berth-rdp-html.h"
#include "berth-rdp-text.h"

#include <string.h>
#include <winpr/clipboard.h>

/* Ours for formats that have a name; [MS-RDPECLIP] 1.3.1.2 leaves the number to whoever
 * offers. The same in every offer, so that a request which crosses a new offer still
 * means what it says. */
#define ID_HTML 0xC0B1
#define ID_PNG 0xC0B2
#define ID_FILES 0xC0B3

#define NAME_HTML "HTML Format"
#define NAME_PNG "PNG"
#define NAME_FILES "FileGroupDescriptorW"

static const struct {
  const char *mime;
  BerthRdpClipboardFormat format;
} kinds[BERTH_RDP_CLIPBOARD_N_KINDS] = {
  [BERTH_RDP_CLIPBOARD_KIND_TEXT]
  = { BERTH_RDP_MIME_TEXT, { BERTH_RDP_CLIPBOARD_KIND_TEXT, CF_UNICODETEXT, NULL } },
  [BERTH_RDP_CLIPBOARD_KIND_HTML]
  = { BERTH_RDP_MIME_HTML, { BERTH_RDP_CLIPBOARD_KIND_HTML, ID_HTML, NAME_HTML } },
  [BERTH_RDP_CLIPBOARD_KIND_PNG]
  = { BERTH_RDP_MIME_PNG, { BERTH_RDP_CLIPBOARD_KIND_PNG, ID_PNG, NAME_PNG } },
  [BERTH_RDP_CLIPBOARD_KIND_DIB]
  = { BERTH_RDP_MIME_BMP, { BERTH_RDP_CLIPBOARD_KIND_DIB, CF_DIB, NULL } },
  [BERTH_RDP_CLIPBOARD_KIND_FILES]
  = { BERTH_RDP_MIME_FILES, { BERTH_RDP_CLIPBOARD_KIND_FILES, ID_FILES, NAME_FILES } },
};

/*< private >
 * berth_rdp_clipboard_kind_of_format:
 * @name: (nullable): foreign
 *
 * Returns: what a format of the other side is to us. A name outranks the number, which
 *   is the other side's own then.
 */
BerthRdpClipboardKind
berth_rdp_clipboard_kind_of_format (guint32 id, const char *name)
{
  if (name != NULL && *name != '\0') {
    if (g_str_equal (name, NAME_HTML))
      return BERTH_RDP_CLIPBOARD_KIND_HTML;
    if (g_str_equal (name, NAME_PNG) || g_str_equal (name, "image/png"))
      return BERTH_RDP_CLIPBOARD_KIND_PNG;
    if (g_str_equal (name, NAME_FILES))
      return BERTH_RDP_CLIPBOARD_KIND_FILES;
    return BERTH_RDP_CLIPBOARD_KIND_NONE;
  }
  switch (id) {
  case CF_UNICODETEXT:
    return BERTH_RDP_CLIPBOARD_KIND_TEXT;
  case CF_DIB:
  case CF_DIBV5:
    return BERTH_RDP_CLIPBOARD_KIND_DIB;
  default:
    return BERTH_RDP_CLIPBOARD_KIND_NONE;
  }
}

BerthRdpClipboardKind
berth_rdp_clipboard_kind_of_mime (const char *mime)
{
  for (guint i = BERTH_RDP_CLIPBOARD_KIND_TEXT; i < BERTH_RDP_CLIPBOARD_N_KINDS; i++)
    if (g_ascii_strcasecmp (mime, kinds[i].mime) == 0)
      return (BerthRdpClipboardKind) i;
  return BERTH_RDP_CLIPBOARD_KIND_NONE;
}

const char *
berth_rdp_clipboard_kind_get_mime (BerthRdpClipboardKind kind)
{
  return kinds[kind].mime;
}

BerthRdpClipboardFormat
berth_rdp_clipboard_kind_get_format (BerthRdpClipboardKind kind)
{
  return kinds[kind].format;
}

static gboolean
is_png (GBytes *bytes)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return size > sizeof signature && memcmp (data, signature, sizeof signature) == 0;
}

/*< private >
 * berth_rdp_clipboard_from_wire:
 * @bytes: foreign
 *
 * Returns: (transfer full) (nullable): the bytes of the kind's MIME type; %NULL where
 *   they are not what they say
 */
GBytes *
berth_rdp_clipboard_from_wire (BerthRdpClipboardKind kind, GBytes *bytes)
{
  if (g_bytes_get_size (bytes) > BERTH_RDP_CLIPBOARD_BYTES_MAX)
    return NULL;
  switch (kind) {
  case BERTH_RDP_CLIPBOARD_KIND_TEXT:
    return berth_rdp_text_from_wire (bytes);
  case BERTH_RDP_CLIPBOARD_KIND_HTML:
    return berth_rdp_html_from_wire (bytes);
  case BERTH_RDP_CLIPBOARD_KIND_PNG:
    return is_png (bytes) ? g_bytes_ref (bytes) : NULL;
  case BERTH_RDP_CLIPBOARD_KIND_DIB:
    return berth_rdp_dib_to_bmp (bytes);
  case BERTH_RDP_CLIPBOARD_KIND_FILES:
  case BERTH_RDP_CLIPBOARD_KIND_NONE:
  case BERTH_RDP_CLIPBOARD_N_KINDS:
  default:
    return NULL;
  }
}

/*< private >
 * berth_rdp_clipboard_to_wire:
 * @bytes: of the kind's MIME type, from another program
 *
 * Returns: (transfer full) (nullable): what the desktop wants to have; %NULL where the
 *   bytes are not what they say, or too many
 */
GBytes *
berth_rdp_clipboard_to_wire (BerthRdpClipboardKind kind, GBytes *bytes)
{
  if (g_bytes_get_size (bytes) > BERTH_RDP_CLIPBOARD_BYTES_MAX)
    return NULL;
  switch (kind) {
  case BERTH_RDP_CLIPBOARD_KIND_TEXT:
    return berth_rdp_text_to_wire (bytes);
  case BERTH_RDP_CLIPBOARD_KIND_HTML:
    return berth_rdp_html_to_wire (bytes);
  case BERTH_RDP_CLIPBOARD_KIND_PNG:
    return is_png (bytes) ? g_bytes_ref (bytes) : NULL;
  case BERTH_RDP_CLIPBOARD_KIND_DIB:
    return berth_rdp_dib_from_bmp (bytes);
  case BERTH_RDP_CLIPBOARD_KIND_FILES:
  case BERTH_RDP_CLIPBOARD_KIND_NONE:
  case BERTH_RDP_CLIPBOARD_N_KINDS:
  default:
    return NULL;
  }
}
