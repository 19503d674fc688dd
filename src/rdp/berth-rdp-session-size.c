/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-session-private.h"

/* A window that is being dragged is many sizes; the one it stays at counts. */
#define RESIZE_DELAY_MS 200

static gboolean
on_resize_delayed (gpointer data)
{
  BerthRdpSession *self = data;

  self->resize_source = 0;
  berth_rdp_session_ask_for_size (self);
  return G_SOURCE_REMOVE;
}

static void
wish (BerthRdpSession *self, const BerthRdpSize *size)
{
  if (berth_rdp_session_is_over (self))
    return;
  berth_rdp_display_wish (self->display, size);
  berth_rdp_link_set_size (self->link, size);
  g_clear_handle_id (&self->resize_source, g_source_remove);
  self->resize_source = g_timeout_add (RESIZE_DELAY_MS, on_resize_delayed, self);
}

/**
 * berth_rdp_session_request_size:
 * @width: what the desktop should have, in device pixels
 * @height: the same
 * @scale: device pixels per logical pixel
 *
 * Asks for another size, as often as a window changes; the server is asked for the last
 * one, once it stayed for a moment and the question before is answered. When the desktop
 * has it, [signal@RdpSession::resized] tells.
 */
void
berth_rdp_session_request_size (BerthRdpSession *self,
                                guint width,
                                guint height,
                                double scale)
{
  BerthRdpSize size;

  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  size = berth_rdp_size_fit (width, height, scale);
  wish (self, &size);
}

/**
 * berth_rdp_session_request_monitors:
 * @monitors: (array length=n_monitors): what shows the desktop from now on
 * @n_monitors: how many; no more than %BERTH_RDP_MONITORS_MAX
 *
 * As berth_rdp_session_request_size(), for a desktop that lies over several monitors: its
 * size becomes that of the rectangle around all of them. A server that knows of one
 * monitor only is asked for one of that size.
 */
void
berth_rdp_session_request_monitors (BerthRdpSession *self,
                                    const BerthRdpMonitor *monitors,
                                    guint n_monitors)
{
  BerthRdpSize size;

  g_return_if_fail (BERTH_IS_RDP_SESSION (self));
  g_return_if_fail (n_monitors > 0 && n_monitors <= BERTH_RDP_MONITORS_MAX);

  size = berth_rdp_size_around (monitors, n_monitors);
  wish (self, &size);
}
