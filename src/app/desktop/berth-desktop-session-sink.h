/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-desktop-sink.h"
#include "berth-rdp-session.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_SESSION_SINK (berth_desktop_session_sink_get_type ())
G_DECLARE_FINAL_TYPE (BerthDesktopSessionSink,
                      berth_desktop_session_sink,
                      BERTH,
                      DESKTOP_SESSION_SINK,
                      GObject)

BerthDesktopSink *berth_desktop_session_sink_new (BerthRdpSession *session);

G_END_DECLS
