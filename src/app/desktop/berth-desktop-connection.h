/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-desktop-source.h"
#include "berth-session-state.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_CONNECTION (berth_desktop_connection_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopConnection, berth_desktop_connection, BERTH, DESKTOP_CONNECTION, GObject)

BerthDesktopConnection *berth_desktop_connection_new (BerthDesktopSource *source);

void berth_desktop_connection_open (BerthDesktopConnection *self,
                                    GtkWidget *parent,
                                    guint width,
                                    guint height,
                                    double scale);
void berth_desktop_connection_close (BerthDesktopConnection *self);
gboolean berth_desktop_connection_is_open (BerthDesktopConnection *self);
BerthSessionState berth_desktop_connection_get_state (BerthDesktopConnection *self);
const GError *berth_desktop_connection_get_error (BerthDesktopConnection *self);
BerthRdpSession *berth_desktop_connection_get_session (BerthDesktopConnection *self);

G_END_DECLS
