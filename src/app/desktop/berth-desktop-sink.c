/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-sink.h"

G_DEFINE_INTERFACE (BerthDesktopSink, berth_desktop_sink, G_TYPE_OBJECT)

static void
berth_desktop_sink_default_init (BerthDesktopSinkInterface *iface)
{
}

void
berth_desktop_sink_send_key (BerthDesktopSink *self,
                             guint16 scancode,
                             gboolean down,
                             gboolean repeat)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SINK (self));

  BERTH_DESKTOP_SINK_GET_IFACE (self)->send_key (self, scancode, down, repeat);
}

void
berth_desktop_sink_send_text (BerthDesktopSink *self, const char *text)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SINK (self));

  BERTH_DESKTOP_SINK_GET_IFACE (self)->send_text (self, text);
}

/**
 * berth_desktop_sink_send_focus_in:
 * @toggles: which locks are on here: TS_SYNC_SCROLL_LOCK 1, TS_SYNC_NUM_LOCK 2,
 *   TS_SYNC_CAPS_LOCK 4 ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.5)
 */
void
berth_desktop_sink_send_focus_in (BerthDesktopSink *self, guint toggles)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SINK (self));

  BERTH_DESKTOP_SINK_GET_IFACE (self)->send_focus_in (self, toggles);
}

void
berth_desktop_sink_send_motion (BerthDesktopSink *self, int x, int y)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SINK (self));

  BERTH_DESKTOP_SINK_GET_IFACE (self)->send_motion (self, x, y);
}

void
berth_desktop_sink_send_button (
  BerthDesktopSink *self, guint button, gboolean down, int x, int y)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SINK (self));

  BERTH_DESKTOP_SINK_GET_IFACE (self)->send_button (self, button, down, x, y);
}

void
berth_desktop_sink_send_wheel (BerthDesktopSink *self, int dx, int dy, int x, int y)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SINK (self));

  BERTH_DESKTOP_SINK_GET_IFACE (self)->send_wheel (self, dx, dy, x, y);
}

void
berth_desktop_sink_send_touch (
  BerthDesktopSink *self, guint finger, BerthDesktopTouch what, int x, int y)
{
  g_return_if_fail (BERTH_IS_DESKTOP_SINK (self));

  BERTH_DESKTOP_SINK_GET_IFACE (self)->send_touch (self, finger, what, x, y);
}
