/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-session-sink.h"

/**
 * BerthDesktopSessionSink:
 *
 * Sends keys and pointer to a session.
 */
struct _BerthDesktopSessionSink {
  GObject parent_instance;
  BerthRdpSession *session;
};

static void sink_iface_init (BerthDesktopSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthDesktopSessionSink,
                               berth_desktop_session_sink,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_DESKTOP_SINK,
                                                      sink_iface_init))

static BerthRdpSession *
get_session (BerthDesktopSink *sink)
{
  return BERTH_DESKTOP_SESSION_SINK (sink)->session;
}

static void
send_key (BerthDesktopSink *sink, guint16 scancode, gboolean down, gboolean repeat)
{
  berth_rdp_session_send_key (get_session (sink), scancode, down, repeat);
}

static void
send_text (BerthDesktopSink *sink, const char *text)
{
  for (const char *place = text; *place != '\0'; place = g_utf8_next_char (place))
    berth_rdp_session_send_unicode (get_session (sink), g_utf8_get_char (place));
}

static void
send_focus_in (BerthDesktopSink *sink, guint toggles)
{
  berth_rdp_session_send_focus_in (get_session (sink), toggles);
}

static void
send_motion (BerthDesktopSink *sink, int x, int y)
{
  berth_rdp_session_send_pointer_motion (get_session (sink), x, y);
}

static void
send_button (BerthDesktopSink *sink, guint button, gboolean down, int x, int y)
{
  berth_rdp_session_send_pointer_button (get_session (sink), button, down, x, y);
}

static void
send_wheel (BerthDesktopSink *sink, int dx, int dy, int x, int y)
{
  berth_rdp_session_send_wheel (get_session (sink), dx, dy, x, y);
}

static void
send_touch (BerthDesktopSink *sink, guint finger, BerthDesktopTouch what, int x, int y)
{
  static const BerthRdpTouch kinds[] = {
    [BERTH_DESKTOP_TOUCH_DOWN] = BERTH_RDP_TOUCH_DOWN,
    [BERTH_DESKTOP_TOUCH_MOTION] = BERTH_RDP_TOUCH_MOTION,
    [BERTH_DESKTOP_TOUCH_UP] = BERTH_RDP_TOUCH_UP,
  };

  berth_rdp_session_send_touch (get_session (sink), finger, kinds[what], x, y);
}

static void
sink_iface_init (BerthDesktopSinkInterface *iface)
{
  iface->send_key = send_key;
  iface->send_text = send_text;
  iface->send_focus_in = send_focus_in;
  iface->send_motion = send_motion;
  iface->send_button = send_button;
  iface->send_wheel = send_wheel;
  iface->send_touch = send_touch;
}

static void
berth_desktop_session_sink_finalize (GObject *object)
{
  g_clear_object (&BERTH_DESKTOP_SESSION_SINK (object)->session);
  G_OBJECT_CLASS (berth_desktop_session_sink_parent_class)->finalize (object);
}

static void
berth_desktop_session_sink_class_init (BerthDesktopSessionSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_session_sink_finalize;
}

static void
berth_desktop_session_sink_init (BerthDesktopSessionSink *self)
{
}

/**
 * berth_desktop_session_sink_new:
 *
 * Returns: (transfer full): what sends to @session
 */
BerthDesktopSink *
berth_desktop_session_sink_new (BerthRdpSession *session)
{
  BerthDesktopSessionSink *self;

  g_return_val_if_fail (BERTH_IS_RDP_SESSION (session), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_SESSION_SINK, NULL);
  self->session = g_object_ref (session);
  return BERTH_DESKTOP_SINK (self);
}
