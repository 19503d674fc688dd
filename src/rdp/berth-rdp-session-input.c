/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-session-private.h"

#include <freerdp/client.h>

static gboolean
takes_input (BerthRdpSession *self)
{
  return self->state == BERTH_SESSION_STATE_READY && !self->is_reconnecting;
}

static void
send_event (BerthRdpSession *self, const BerthRdpInputEvent *event)
{
  if (takes_input (self))
    berth_rdp_link_send (self->link, event);
}

/**
 * berth_rdp_session_send_key:
 * @scancode: the key's place on the keyboard ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.1), with
 *   0x100 for an extended one
 * @down: whether it went down
 * @repeat: whether it was down already
 */
void
berth_rdp_session_send_key (BerthRdpSession *self,
                            guint16 scancode,
                            gboolean down,
                            gboolean repeat)
{
  BerthRdpInputEvent event
    = { .kind = BERTH_RDP_INPUT_KEY, .code = scancode, .down = down, .repeat = repeat };

  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  send_event (self, &event);
}

/**
 * berth_rdp_session_send_unicode:
 * @character: what an input method made
 *
 * Types a character, down and up.
 */
void
berth_rdp_session_send_unicode (BerthRdpSession *self, gunichar character)
{
  BerthRdpInputEvent event = { .kind = BERTH_RDP_INPUT_UNICODE, .code = character };

  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  send_event (self, &event);
}

/**
 * berth_rdp_session_send_focus_in:
 * @toggles: 1 for scroll lock, 2 for num lock, 4 for caps lock, 8 for kana lock
 *   ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.5)
 *
 * The desktop has the keyboard from now on; no key is down.
 */
void
berth_rdp_session_send_focus_in (BerthRdpSession *self, guint toggles)
{
  BerthRdpInputEvent event = { .kind = BERTH_RDP_INPUT_FOCUS, .code = toggles };

  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  send_event (self, &event);
}

/**
 * berth_rdp_session_send_pointer_motion:
 * @x: in pixels of the desktop
 * @y: the same
 */
void
berth_rdp_session_send_pointer_motion (BerthRdpSession *self, int x, int y)
{
  BerthRdpInputEvent event = { .kind = BERTH_RDP_INPUT_MOTION, .x = x, .y = y };

  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  send_event (self, &event);
}

/**
 * berth_rdp_session_send_pointer_button:
 * @button: 1 left, 2 middle, 3 right, 8 back, 9 forward; others are left out
 * @down: whether it went down
 * @x: in pixels of the desktop
 * @y: the same
 */
void
berth_rdp_session_send_pointer_button (
  BerthRdpSession *self, guint button, gboolean down, int x, int y)
{
  BerthRdpInputEvent event
    = { .kind = BERTH_RDP_INPUT_BUTTON, .code = button, .down = down, .x = x, .y = y };

  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  send_event (self, &event);
}

/**
 * berth_rdp_session_send_wheel:
 * @dx: to the right, in 1/120 of a wheel's step
 * @dy: down, in 1/120 of a wheel's step
 * @x: where, in pixels of the desktop
 * @y: the same
 */
void
berth_rdp_session_send_wheel (BerthRdpSession *self, int dx, int dy, int x, int y)
{
  BerthRdpInputEvent event
    = { .kind = BERTH_RDP_INPUT_WHEEL, .dx = dx, .dy = dy, .x = x, .y = y };

  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  send_event (self, &event);
}

/**
 * berth_rdp_session_send_touch:
 * @finger: which one; numbers may be used again once it left
 * @what: what it did
 * @x: in pixels of the desktop
 * @y: the same
 *
 * A server that knows no fingers sees the pointer.
 */
void
berth_rdp_session_send_touch (
  BerthRdpSession *self, guint finger, BerthRdpTouch what, int x, int y)
{
  static const guint flags[] = { [BERTH_RDP_TOUCH_DOWN] = FREERDP_TOUCH_DOWN,
                                 [BERTH_RDP_TOUCH_MOTION] = FREERDP_TOUCH_MOTION,
                                 [BERTH_RDP_TOUCH_UP] = FREERDP_TOUCH_UP };
  BerthRdpInputEvent event
    = { .kind = BERTH_RDP_INPUT_TOUCH, .code = finger, .x = x, .y = y };

  g_return_if_fail (BERTH_IS_RDP_SESSION (self));
  g_return_if_fail (what <= BERTH_RDP_TOUCH_UP);

  event.touch = flags[what];
  send_event (self, &event);
}
