/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SESSION_STATE (berth_session_state_get_type ())

/**
 * BerthSessionState:
 * @BERTH_SESSION_STATE_IDLE: not asked to connect yet
 * @BERTH_SESSION_STATE_CONNECTING: looking for the host, agreeing on keys
 * @BERTH_SESSION_STATE_AUTHENTICATING: the host is the right one; now it looks at us
 * @BERTH_SESSION_STATE_READY: in use
 * @BERTH_SESSION_STATE_CLOSED: ended as asked
 * @BERTH_SESSION_STATE_FAILED: ended by an error
 *
 * A session only moves forward through these; to connect again takes a new session.
 */
typedef enum {
  BERTH_SESSION_STATE_IDLE,
  BERTH_SESSION_STATE_CONNECTING,
  BERTH_SESSION_STATE_AUTHENTICATING,
  BERTH_SESSION_STATE_READY,
  BERTH_SESSION_STATE_CLOSED,
  BERTH_SESSION_STATE_FAILED,
} BerthSessionState;

GType berth_session_state_get_type (void);

G_END_DECLS
