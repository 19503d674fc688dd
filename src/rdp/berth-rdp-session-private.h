/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-clipboard-private.h"
#include "berth-rdp-link.h"
#include "berth-rdp-session.h"
#include "berth-remote-func.h"

G_BEGIN_DECLS

/**
 * BerthRdpSession:
 *
 * One desktop of a machine. It owns a thread from berth_rdp_session_connect() until it is
 * closed; dropping the last reference closes it.
 *
 * The server proves itself before a password is shown to it: a pinned certificate must
 * match; without a pin, the trust function must say yes. When the network loses the
 * connection the session makes it anew by itself: [property@RdpSession:reconnecting] is
 * %TRUE meanwhile, and the state stays %BERTH_SESSION_STATE_READY.
 *
 * A view listens to [signal@RdpSession::frame] and takes what changed with
 * berth_rdp_session_take_frame() when it is about to draw.
 */
struct _BerthRdpSession {
  GObject parent_instance;

  BerthRdpTarget *target;
  BerthRdpLink *link;
  BerthRdpClipboard *clipboard;
  BerthRdpDisplay *display;
  guint connect_timeout_s;

  BerthRemoteFunc dial;     /* a BerthRdpDialFunc */
  BerthRemoteFunc trust;    /* a BerthRdpTrustFunc */
  BerthRemoteFunc password; /* a BerthRdpPasswordFunc */

  BerthSessionState state;
  gboolean is_reconnecting;
  gboolean size_follows;
  gboolean is_shown; /* this connection brought a picture */
  guint width;
  guint height;
  GError *error;
  BerthRdpCertificate *certificate;
  BerthRdpStatistics *statistics;

  guint resize_source;
  guint resize_answer_source;
  guint complete_source;
  guint sample_source;

  DexPromise *connected; /* pending while connecting */
  GCancellable *closing;
};

/* What changes in a session, and who hears of it. */
typedef enum {
  BERTH_RDP_SESSION_CHANGE_STATE,
  BERTH_RDP_SESSION_CHANGE_RECONNECTING,
  BERTH_RDP_SESSION_CHANGE_SIZE,
  BERTH_RDP_SESSION_CHANGE_SIZE_FOLLOWS,
  BERTH_RDP_SESSION_CHANGE_STATISTICS,
  BERTH_RDP_SESSION_CHANGE_FRAME,
  BERTH_RDP_SESSION_CHANGE_POINTER,
} BerthRdpSessionChange;

extern const BerthRdpOwner berth_rdp_session_owner;

void berth_rdp_session_tell (BerthRdpSession *self, BerthRdpSessionChange change);
void berth_rdp_session_set_state (BerthRdpSession *self, BerthSessionState state);
void berth_rdp_session_end_with (BerthRdpSession *self, const GError *error);
gboolean berth_rdp_session_is_over (BerthRdpSession *self);
void berth_rdp_session_clear_sources (BerthRdpSession *self);
void berth_rdp_session_ask_for_size (BerthRdpSession *self);

G_END_DECLS
