/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-recording.h"

#include "berth-rdp-link-private.h"
#include "berth-rdp-recording-private.h"
#include "berth-rdp-session-private.h"

#include <freerdp/streamdump.h>

static gboolean
fill (rdpSettings *settings, BerthRdpLink *link)
{
  gboolean replays = link->recording == BERTH_RDP_RECORDING_REPLAY
                     || link->recording == BERTH_RDP_RECORDING_REPLAY_AT_ONCE;

  return freerdp_settings_set_string (settings, FreeRDP_TransportDumpFile,
                                      link->recording_path)
         && freerdp_settings_set_bool (settings, FreeRDP_TransportDump, !replays)
         && freerdp_settings_set_bool (settings, FreeRDP_TransportDumpReplay, replays)
         && freerdp_settings_set_bool (settings, FreeRDP_TransportDumpReplayNodelay,
                                       link->recording
                                         == BERTH_RDP_RECORDING_REPLAY_AT_ONCE);
}

/*< private >
 * berth_rdp_recording_attach:
 *
 * Puts FreeRDP's recorder, or its player, in front of the connection where that is
 * wanted.
 */
gboolean
berth_rdp_recording_attach (BerthRdpContext *self)
{
  rdpContext *context = &self->client.context;

  if (self->link->recording == BERTH_RDP_RECORDING_NONE)
    return TRUE;
  return fill (context->settings, self->link)
         && stream_dump_register_handlers (context, CONNECTION_STATE_MCS_CREATE_REQUEST,
                                           FALSE);
}

static void
set_recording (BerthRdpSession *self, BerthRdpRecording recording, const char *path)
{
  self->link->recording = recording;
  g_set_str (&self->link->recording_path, path);
}

/**
 * berth_rdp_session_record:
 * @path: a new file
 *
 * Writes down what the server says, as FreeRDP's own programs do with `/dump:record`, for
 * measuring and for faults. Passwords are not in it, but all that is seen and typed is.
 * To be called before berth_rdp_session_connect().
 */
void
berth_rdp_session_record (BerthRdpSession *self, const char *path)
{
  g_return_if_fail (BERTH_IS_RDP_SESSION (self));
  g_return_if_fail (path != NULL);

  set_recording (self, BERTH_RDP_RECORDING_RECORD, path);
}

/**
 * berth_rdp_session_replay:
 * @path: what berth_rdp_session_record() or `/dump:record` wrote
 * @at_once: as fast as it goes, else as fast as it was
 *
 * Has berth_rdp_session_connect() reach no server, but listen to a recording. It ends as
 * a server does that hangs up.
 */
void
berth_rdp_session_replay (BerthRdpSession *self, const char *path, gboolean at_once)
{
  g_return_if_fail (BERTH_IS_RDP_SESSION (self));
  g_return_if_fail (path != NULL);

  set_recording (
    self, at_once ? BERTH_RDP_RECORDING_REPLAY_AT_ONCE : BERTH_RDP_RECORDING_REPLAY,
    path);
  berth_rdp_link_set_reconnects (self->link, 0);
}
