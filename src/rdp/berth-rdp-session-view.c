/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-session-private.h"

/* What a view takes from a session: its size, its pictures, and how the connection does.
 */

#define SAMPLE_EVERY_MS 1000

static gboolean
on_sample (gpointer data)
{
  BerthRdpSession *self = data;

  if (self->state == BERTH_SESSION_STATE_READY && !self->is_reconnecting)
    berth_rdp_link_sample (self->link);
  return G_SOURCE_CONTINUE;
}

/**
 * berth_rdp_session_get_width:
 *
 * Returns: [property@RdpSession:width]
 */
guint
berth_rdp_session_get_width (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), 0);

  return self->width;
}

/**
 * berth_rdp_session_get_height:
 *
 * Returns: [property@RdpSession:height]
 */
guint
berth_rdp_session_get_height (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), 0);

  return self->height;
}

/**
 * berth_rdp_session_get_size_follows:
 *
 * Returns: [property@RdpSession:size-follows]
 */
gboolean
berth_rdp_session_get_size_follows (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), FALSE);

  return self->size_follows;
}

/**
 * berth_rdp_session_set_visible:
 * @visible: whether anybody can see the desktop; at first somebody can
 *
 * Has the server send no pictures while nobody sees them.
 */
void
berth_rdp_session_set_visible (BerthRdpSession *self, gboolean visible)
{
  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  berth_rdp_link_set_hidden (self->link, !visible);
}

/**
 * berth_rdp_session_take_frame:
 *
 * Returns: (transfer full) (nullable): the tiles that changed since the last call; %NULL
 *   where none did, or one is being drawn right now, for which
 *   [signal@RdpSession::frame] comes next
 */
BerthRdpFrame *
berth_rdp_session_take_frame (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), NULL);

  return berth_rdp_link_take_frame (self->link);
}

/**
 * berth_rdp_session_get_pointer:
 *
 * Returns: (transfer full): what the desktop wants to be seen where the mouse is
 */
BerthRdpPointer *
berth_rdp_session_get_pointer (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), NULL);

  return berth_rdp_link_dup_pointer (self->link);
}

/**
 * berth_rdp_session_get_clipboard:
 *
 * Returns: (transfer none): the desktop's clipboard, the same for as long as the session
 *   lives; empty where %BERTH_RDP_FEATURE_CLIPBOARD is off
 */
BerthRdpClipboard *
berth_rdp_session_get_clipboard (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), NULL);

  return self->clipboard;
}

/**
 * berth_rdp_session_set_watch_statistics:
 * @watch: whether somebody looks at [property@RdpSession:statistics]
 */
void
berth_rdp_session_set_watch_statistics (BerthRdpSession *self, gboolean watch)
{
  g_return_if_fail (BERTH_IS_RDP_SESSION (self));

  if (watch == (self->sample_source != 0) || berth_rdp_session_is_over (self))
    return;
  if (watch) {
    on_sample (self);
    self->sample_source = g_timeout_add (SAMPLE_EVERY_MS, on_sample, self);
    return;
  }
  g_clear_handle_id (&self->sample_source, g_source_remove);
  g_clear_pointer (&self->statistics, berth_rdp_statistics_free);
  berth_rdp_session_tell (self, BERTH_RDP_SESSION_CHANGE_STATISTICS);
}

/**
 * berth_rdp_session_get_statistics:
 *
 * Returns: (nullable): [property@RdpSession:statistics]
 */
const BerthRdpStatistics *
berth_rdp_session_get_statistics (BerthRdpSession *self)
{
  g_return_val_if_fail (BERTH_IS_RDP_SESSION (self), NULL);

  return self->statistics;
}
