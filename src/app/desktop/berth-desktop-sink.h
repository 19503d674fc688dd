/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_SINK (berth_desktop_sink_get_type ())
G_DECLARE_INTERFACE (BerthDesktopSink, berth_desktop_sink, BERTH, DESKTOP_SINK, GObject)

/**
 * BerthDesktopTouch:
 * @BERTH_DESKTOP_TOUCH_DOWN: a finger came down
 * @BERTH_DESKTOP_TOUCH_MOTION: it moved
 * @BERTH_DESKTOP_TOUCH_UP: it left
 */
typedef enum {
  BERTH_DESKTOP_TOUCH_DOWN,
  BERTH_DESKTOP_TOUCH_MOTION,
  BERTH_DESKTOP_TOUCH_UP,
} BerthDesktopTouch;

/**
 * BerthDesktopSink:
 *
 * Where keys and pointer go: a session, or a test that takes notes. Places are in pixels
 * of the desktop, buttons as GDK counts them, wheel steps in 1/120, up and right
 * positive.
 */
struct _BerthDesktopSinkInterface {
  GTypeInterface parent_interface;

  void (*send_key) (BerthDesktopSink *self,
                    guint16 scancode,
                    gboolean down,
                    gboolean repeat);
  void (*send_text) (BerthDesktopSink *self, const char *text);
  void (*send_focus_in) (BerthDesktopSink *self, guint toggles);
  void (*send_motion) (BerthDesktopSink *self, int x, int y);
  void (*send_button) (BerthDesktopSink *self, guint button, gboolean down, int x, int y);
  void (*send_wheel) (BerthDesktopSink *self, int dx, int dy, int x, int y);
  void (*send_touch) (
    BerthDesktopSink *self, guint finger, BerthDesktopTouch what, int x, int y);
};

void berth_desktop_sink_send_key (BerthDesktopSink *self,
                                  guint16 scancode,
                                  gboolean down,
                                  gboolean repeat);
void berth_desktop_sink_send_text (BerthDesktopSink *self, const char *text);
void berth_desktop_sink_send_focus_in (BerthDesktopSink *self, guint toggles);
void berth_desktop_sink_send_motion (BerthDesktopSink *self, int x, int y);
void berth_desktop_sink_send_button (
  BerthDesktopSink *self, guint button, gboolean down, int x, int y);
void berth_desktop_sink_send_wheel (BerthDesktopSink *self, int dx, int dy, int x, int y);
void berth_desktop_sink_send_touch (
  BerthDesktopSink *self, guint finger, BerthDesktopTouch what, int x, int y);

G_END_DECLS
