/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-rdp-clipboard.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_CLIPBOARD (berth_desktop_clipboard_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopClipboard, berth_desktop_clipboard, BERTH, DESKTOP_CLIPBOARD, GObject)

BerthDesktopClipboard *berth_desktop_clipboard_new (GdkClipboard *here,
                                                    BerthRdpClipboard *there);

G_END_DECLS
