/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-rdp-certificate.h"
#include "berth-rdp-clipboard.h"
#include "berth-rdp-features.h"
#include "berth-rdp-frame.h"
#include "berth-rdp-monitor.h"
#include "berth-rdp-pointer.h"
#include "berth-rdp-statistics.h"
#include "berth-rdp-target.h"
#include "berth-session-state.h"

G_BEGIN_DECLS

#define BERTH_TYPE_RDP_SESSION (berth_rdp_session_get_type ())
G_DECLARE_FINAL_TYPE (BerthRdpSession, berth_rdp_session, BERTH, RDP_SESSION, GObject)

/**
 * BerthRdpDialFunc:
 * @host: the target's host
 * @port: the target's port
 *
 * Makes a way to the desktop's server: one end of a socket pair that an SSH connection
 * carries, for one. Asked again for each time the session connects anew.
 *
 * Returns: (transfer full): a future that resolves to a file descriptor, which the
 * session owns then
 */
typedef DexFuture *(*BerthRdpDialFunc) (const char *host,
                                        guint16 port,
                                        gpointer user_data);

/**
 * BerthRdpTrustFunc:
 * @certificate: what the server shows
 *
 * Asks the person whether a server is the right one, once: not where a fingerprint is
 * pinned, and not when the session connects anew, for which the first answer counts.
 *
 * Returns: (transfer full): a future that resolves to a boolean; a rejection means no
 */
typedef DexFuture *(*BerthRdpTrustFunc) (BerthRdpCertificate *certificate,
                                         gpointer user_data);

/**
 * BerthRdpPasswordFunc:
 * @user: the target's user
 * @attempt: 1 for the first question; more when the last answer was wrong
 *
 * Asks the person, or the keyring, for the password.
 *
 * Returns: (transfer full): a future that resolves to a string; a rejection gives up
 */
typedef DexFuture *(*BerthRdpPasswordFunc) (const char *user,
                                            guint attempt,
                                            gpointer user_data);

/**
 * BerthRdpTouch:
 * @BERTH_RDP_TOUCH_DOWN: a finger came down
 * @BERTH_RDP_TOUCH_MOTION: it moved
 * @BERTH_RDP_TOUCH_UP: it left
 *
 * What a finger did.
 */
typedef enum {
  BERTH_RDP_TOUCH_DOWN,
  BERTH_RDP_TOUCH_MOTION,
  BERTH_RDP_TOUCH_UP,
} BerthRdpTouch;

BerthRdpSession *berth_rdp_session_new (BerthRdpTarget *target);

void berth_rdp_session_set_dial_func (BerthRdpSession *self,
                                      BerthRdpDialFunc func,
                                      gpointer user_data,
                                      GDestroyNotify destroy);
void berth_rdp_session_set_trust_func (BerthRdpSession *self,
                                       BerthRdpTrustFunc func,
                                       gpointer user_data,
                                       GDestroyNotify destroy);
void berth_rdp_session_set_password_func (BerthRdpSession *self,
                                          BerthRdpPasswordFunc func,
                                          gpointer user_data,
                                          GDestroyNotify destroy);
void berth_rdp_session_set_pinned_fingerprint (BerthRdpSession *self, const char *sha256);
void berth_rdp_session_set_features (BerthRdpSession *self, BerthRdpFeatures features);
void berth_rdp_session_set_shared_folder (BerthRdpSession *self,
                                          const char *path,
                                          const char *name);
void berth_rdp_session_set_connect_timeout (BerthRdpSession *self, guint timeout_s);
void berth_rdp_session_set_reconnects (BerthRdpSession *self, guint attempts);

DexFuture *
berth_rdp_session_connect (BerthRdpSession *self,
                           guint width,
                           guint height,
                           double scale,
                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_rdp_session_close (BerthRdpSession *self) G_GNUC_WARN_UNUSED_RESULT;

BerthRdpTarget *berth_rdp_session_get_target (BerthRdpSession *self);
BerthSessionState berth_rdp_session_get_state (BerthRdpSession *self);
gboolean berth_rdp_session_is_reconnecting (BerthRdpSession *self);
const GError *berth_rdp_session_get_error (BerthRdpSession *self);
BerthRdpCertificate *berth_rdp_session_get_certificate (BerthRdpSession *self);
guint berth_rdp_session_get_width (BerthRdpSession *self);
guint berth_rdp_session_get_height (BerthRdpSession *self);

void berth_rdp_session_request_size (BerthRdpSession *self,
                                     guint width,
                                     guint height,
                                     double scale);
void berth_rdp_session_request_monitors (BerthRdpSession *self,
                                         const BerthRdpMonitor *monitors,
                                         guint n_monitors);
gboolean berth_rdp_session_get_size_follows (BerthRdpSession *self);
void berth_rdp_session_set_visible (BerthRdpSession *self, gboolean visible);
BerthRdpFrame *berth_rdp_session_take_frame (BerthRdpSession *self);
BerthRdpPointer *berth_rdp_session_get_pointer (BerthRdpSession *self);
BerthRdpClipboard *berth_rdp_session_get_clipboard (BerthRdpSession *self);

void berth_rdp_session_set_watch_statistics (BerthRdpSession *self, gboolean watch);
const BerthRdpStatistics *berth_rdp_session_get_statistics (BerthRdpSession *self);

void berth_rdp_session_send_key (BerthRdpSession *self,
                                 guint16 scancode,
                                 gboolean down,
                                 gboolean repeat);
void berth_rdp_session_send_unicode (BerthRdpSession *self, gunichar character);
void berth_rdp_session_send_focus_in (BerthRdpSession *self, guint toggles);
void berth_rdp_session_send_pointer_motion (BerthRdpSession *self, int x, int y);
void berth_rdp_session_send_pointer_button (
  BerthRdpSession *self, guint button, gboolean down, int x, int y);
void berth_rdp_session_send_wheel (BerthRdpSession *self, int dx, int dy, int x, int y);
void berth_rdp_session_send_touch (
  BerthRdpSession *self, guint finger, BerthRdpTouch what, int x, int y);

G_END_DECLS
