/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Where Debian and Ubuntu have the settings of xrdp. */
#define BERTH_DESKTOP_SERVER_SETTINGS "/etc/xrdp/xrdp.ini"

#define BERTH_TYPE_DESKTOP_SERVER (berth_desktop_server_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopServer, berth_desktop_server, BERTH, DESKTOP_SERVER, GObject)

BerthDesktopServer *berth_desktop_server_new_from_settings (const char *settings,
                                                            GError **error);

const char *berth_desktop_server_get_host (BerthDesktopServer *self);
guint16 berth_desktop_server_get_port (BerthDesktopServer *self);
const char *berth_desktop_server_get_certificate_path (BerthDesktopServer *self);

char *berth_desktop_server_find_fingerprint (const char *pem, GError **error);

G_END_DECLS
