/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BERTH_REMOTE_ERROR (berth_remote_error_quark ())

/**
 * BerthRemoteError:
 * @BERTH_REMOTE_ERROR_UNREACHABLE: no way to the host: no route, no such name
 * @BERTH_REMOTE_ERROR_REFUSED: the host is there, nothing listens on the port
 * @BERTH_REMOTE_ERROR_TIMED_OUT: the host did not answer in time
 * @BERTH_REMOTE_ERROR_AUTH_FAILED: the host does not accept this user with this key or
 * password
 * @BERTH_REMOTE_ERROR_LOGON_DENIED: the account may not sign in, whatever the password:
 * it is locked, or expired, or not permitted; the message says which
 * @BERTH_REMOTE_ERROR_HOST_KEY_CHANGED: the host shows another key than the pinned one
 * @BERTH_REMOTE_ERROR_HOST_KEY_UNKNOWN: nothing tells that the host is the right one
 * @BERTH_REMOTE_ERROR_KEY_UNUSABLE: the private key file cannot be used; the message says
 * why
 * @BERTH_REMOTE_ERROR_CLOSED: the host ended the connection, or is gone
 * @BERTH_REMOTE_ERROR_PROTOCOL: what answers does not speak the protocol
 *
 * What can go wrong with a live session, one code for each way on.
 */
typedef enum {
  BERTH_REMOTE_ERROR_UNREACHABLE,
  BERTH_REMOTE_ERROR_REFUSED,
  BERTH_REMOTE_ERROR_TIMED_OUT,
  BERTH_REMOTE_ERROR_AUTH_FAILED,
  BERTH_REMOTE_ERROR_LOGON_DENIED,
  BERTH_REMOTE_ERROR_HOST_KEY_CHANGED,
  BERTH_REMOTE_ERROR_HOST_KEY_UNKNOWN,
  BERTH_REMOTE_ERROR_KEY_UNUSABLE,
  BERTH_REMOTE_ERROR_CLOSED,
  BERTH_REMOTE_ERROR_PROTOCOL,
} BerthRemoteError;

GQuark berth_remote_error_quark (void);

G_END_DECLS
