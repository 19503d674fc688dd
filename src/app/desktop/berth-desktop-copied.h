/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-rdp-clipboard.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_COPIED (berth_desktop_copied_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopCopied, berth_desktop_copied, BERTH, DESKTOP_COPIED, GdkContentProvider)

GdkContentProvider *berth_desktop_copied_new (BerthRdpClipboard *clipboard);

G_END_DECLS
