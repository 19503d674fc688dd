/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-input.h"

#include <freerdp/scancode.h>

/* A server that does not read any more must not fill our memory. */
#define EVENTS_MAX 4096
/* One step of a wheel, in the units that it arrives in and leaves in. Servers differ in
 * what they make of less than a step; xrdp takes any for a whole one. */
#define WHEEL_STEP 120

/*< private >
 * BerthRdpInput:
 *
 * What the person does, on its way to the connection's thread. Pointer motion that has
 * not left yet is replaced by newer motion, so a slow connection lags and does not queue.
 */
struct _BerthRdpInput {
  GMutex lock;
  GArray *events; /* of BerthRdpInputEvent, under lock */

  /* thread */
  gboolean was_used;
  gboolean control_is_down;
  int wheel_x; /* what is left of a step */
  int wheel_y;
  int x; /* where the server thinks that the pointer is */
  int y;
};

BerthRdpInput *
berth_rdp_input_new (void)
{
  BerthRdpInput *self = g_new0 (BerthRdpInput, 1);

  g_mutex_init (&self->lock);
  self->events = g_array_new (FALSE, FALSE, sizeof (BerthRdpInputEvent));
  return self;
}

void
berth_rdp_input_free (BerthRdpInput *self)
{
  g_array_unref (self->events);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
replace_motion (BerthRdpInput *self, const BerthRdpInputEvent *event)
{
  BerthRdpInputEvent *last;

  if (event->kind != BERTH_RDP_INPUT_MOTION || self->events->len == 0)
    return FALSE;
  last = &g_array_index (self->events, BerthRdpInputEvent, self->events->len - 1);
  if (last->kind != BERTH_RDP_INPUT_MOTION)
    return FALSE;
  *last = *event;
  return TRUE;
}

void
berth_rdp_input_add (BerthRdpInput *self, const BerthRdpInputEvent *event)
{
  g_mutex_lock (&self->lock);
  if (!replace_motion (self, event) && self->events->len < EVENTS_MAX)
    g_array_append_val (self->events, *event);
  g_mutex_unlock (&self->lock);
}

/*< private >
 * berth_rdp_input_begin_in_session:
 *
 * A connection begins. What did not leave was meant for the one before.
 */
void
berth_rdp_input_begin_in_session (BerthRdpInput *self)
{
  self->was_used = FALSE;
  self->control_is_down = FALSE;
  self->wheel_x = 0;
  self->wheel_y = 0;
  self->x = -1;
  self->y = -1;
  g_mutex_lock (&self->lock);
  g_array_set_size (self->events, 0);
  g_mutex_unlock (&self->lock);
}

/* [MS-RDPBCGR] 2.2.8.1.1.3.1.1.2: UTF-16, so some characters are two. */
static void
send_unicode (rdpInput *input, gunichar character)
{
  UINT16 units[2] = { (UINT16) character, 0 };
  guint n_units = 1;

  if (character > 0xFFFF) {
    units[0] = (UINT16) (0xD800 + ((character - 0x10000) >> 10));
    units[1] = (UINT16) (0xDC00 + ((character - 0x10000) & 0x3FF));
    n_units = 2;
  }
  for (guint i = 0; i < n_units; i++) {
    freerdp_input_send_unicode_keyboard_event (input, 0, units[i]);
    freerdp_input_send_unicode_keyboard_event (input, KBD_FLAGS_RELEASE, units[i]);
  }
}

static void
send_motion (BerthRdpInput *self, rdpClientContext *client, int x, int y)
{
  self->x = x;
  self->y = y;
  freerdp_client_send_button_event (client, FALSE, PTR_FLAGS_MOVE, x, y);
}

/* Some servers press a button where the pointer was, whatever the press says. */
static void
go_to (BerthRdpInput *self, rdpClientContext *client, const BerthRdpInputEvent *event)
{
  if (event->x != self->x || event->y != self->y)
    send_motion (self, client, event->x, event->y);
}

static void
send_button (BerthRdpInput *self,
             rdpClientContext *client,
             const BerthRdpInputEvent *event)
{
  static const UINT16 plain[]
    = { 0, PTR_FLAGS_BUTTON1, PTR_FLAGS_BUTTON3, PTR_FLAGS_BUTTON2 };

  go_to (self, client, event);
  if (event->code >= 1 && event->code <= 3)
    freerdp_client_send_button_event (
      client, FALSE, (UINT16) (plain[event->code] | (event->down ? PTR_FLAGS_DOWN : 0)),
      event->x, event->y);
  else if (event->code == 8 || event->code == 9)
    freerdp_client_send_extended_button_event (
      client, FALSE,
      (UINT16) ((event->code == 8 ? PTR_XFLAGS_BUTTON1 : PTR_XFLAGS_BUTTON2)
                | (event->down ? PTR_XFLAGS_DOWN : 0)),
      event->x, event->y);
}

/* [MS-RDPBCGR] 2.2.8.1.1.3.1.1.3: the rotation is a nine-bit two's complement. */
static void
send_step (rdpClientContext *client, UINT16 axis, int rotation)
{
  freerdp_client_send_wheel_event (
    client, (UINT16) (axis | ((guint) rotation & WheelRotationMask)));
}

static void
send_wheel (BerthRdpInput *self,
            rdpClientContext *client,
            const BerthRdpInputEvent *event)
{
  go_to (self, client, event);
  self->wheel_x += event->dx;
  self->wheel_y += event->dy;
  for (; self->wheel_x >= WHEEL_STEP; self->wheel_x -= WHEEL_STEP)
    send_step (client, PTR_FLAGS_HWHEEL, WHEEL_STEP);
  for (; self->wheel_x <= -WHEEL_STEP; self->wheel_x += WHEEL_STEP)
    send_step (client, PTR_FLAGS_HWHEEL, -WHEEL_STEP);
  /* Down is positive here and negative there. */
  for (; self->wheel_y >= WHEEL_STEP; self->wheel_y -= WHEEL_STEP)
    send_step (client, PTR_FLAGS_WHEEL, -WHEEL_STEP);
  for (; self->wheel_y <= -WHEEL_STEP; self->wheel_y += WHEEL_STEP)
    send_step (client, PTR_FLAGS_WHEEL, WHEEL_STEP);
}

/* [MS-RDPBCGR] 2.2.8.1.1.3.1.1.1: Pause is a sequence of its own, and has no release;
 * with Control it is an ordinary key. */
static void
send_key (BerthRdpInput *self, rdpInput *input, const BerthRdpInputEvent *event)
{
  if (event->code == RDP_SCANCODE_LCONTROL || event->code == RDP_SCANCODE_RCONTROL)
    self->control_is_down = event->down;
  if (event->code != RDP_SCANCODE_PAUSE || self->control_is_down)
    freerdp_input_send_keyboard_event_ex (input, event->down, event->repeat, event->code);
  else if (event->down)
    freerdp_input_send_keyboard_pause_event (input);
}

static void
send_event (BerthRdpInput *self,
            rdpClientContext *client,
            const BerthRdpInputEvent *event)
{
  rdpInput *input = client->context.input;

  /* A window that appears under a mouse sends these by itself. */
  if (event->kind != BERTH_RDP_INPUT_FOCUS && event->kind != BERTH_RDP_INPUT_MOTION)
    self->was_used = TRUE;
  switch (event->kind) {
  case BERTH_RDP_INPUT_KEY:
    send_key (self, input, event);
    break;
  case BERTH_RDP_INPUT_UNICODE:
    send_unicode (input, event->code);
    break;
  case BERTH_RDP_INPUT_FOCUS:
    freerdp_input_send_focus_in_event (input, (UINT16) event->code);
    break;
  case BERTH_RDP_INPUT_MOTION:
    send_motion (self, client, event->x, event->y);
    break;
  case BERTH_RDP_INPUT_BUTTON:
    send_button (self, client, event);
    break;
  case BERTH_RDP_INPUT_WHEEL:
    send_wheel (self, client, event);
    break;
  case BERTH_RDP_INPUT_TOUCH:
    freerdp_client_handle_touch (client, event->touch, (INT32) event->code, 0, event->x,
                                 event->y);
    break;
  default:
    g_assert_not_reached ();
  }
}

/*< private >
 * berth_rdp_input_was_used_in_session:
 *
 * Returns: whether the person did anything since the connection began
 */
gboolean
berth_rdp_input_was_used_in_session (BerthRdpInput *self)
{
  return self->was_used;
}

/*< private >
 * berth_rdp_input_send_in_session:
 *
 * Sends what came in so far.
 */
void
berth_rdp_input_send_in_session (BerthRdpInput *self, rdpClientContext *client)
{
  g_autoptr (GArray) events = NULL;

  g_mutex_lock (&self->lock);
  if (self->events->len > 0) {
    events = self->events;
    self->events = g_array_new (FALSE, FALSE, sizeof (BerthRdpInputEvent));
  }
  g_mutex_unlock (&self->lock);
  for (guint i = 0; events != NULL && i < events->len; i++)
    send_event (self, client, &g_array_index (events, BerthRdpInputEvent, i));
}
