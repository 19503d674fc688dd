/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "berth-rdp-features.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_FILE (berth_desktop_file_get_type ())
G_DECLARE_FINAL_TYPE (BerthDesktopFile, berth_desktop_file, BERTH, DESKTOP_FILE, GObject)

/* What is larger is no connection file. */
#define BERTH_DESKTOP_FILE_MOST_BYTES (256 * 1024)

BerthDesktopFile *berth_desktop_file_new_from_bytes (GBytes *bytes, GError **error);
BerthDesktopFile *berth_desktop_file_new_from_link (const char *link, GError **error);

const char *berth_desktop_file_get_host (BerthDesktopFile *self);
guint16 berth_desktop_file_get_port (BerthDesktopFile *self);
const char *berth_desktop_file_get_user (BerthDesktopFile *self);
const char *berth_desktop_file_get_domain (BerthDesktopFile *self);
guint berth_desktop_file_get_width (BerthDesktopFile *self);
guint berth_desktop_file_get_height (BerthDesktopFile *self);
gboolean berth_desktop_file_get_full_screen (BerthDesktopFile *self);
gboolean berth_desktop_file_get_all_monitors (BerthDesktopFile *self);
BerthRdpFeatures berth_desktop_file_get_asked (BerthDesktopFile *self);
char *berth_desktop_file_dup_title (BerthDesktopFile *self);

G_END_DECLS
