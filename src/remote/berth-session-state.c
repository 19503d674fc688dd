/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-session-state.h"

G_DEFINE_ENUM_TYPE (BerthSessionState,
                    berth_session_state,
                    G_DEFINE_ENUM_VALUE (BERTH_SESSION_STATE_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (BERTH_SESSION_STATE_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (BERTH_SESSION_STATE_AUTHENTICATING,
                                         "authenticating"),
                    G_DEFINE_ENUM_VALUE (BERTH_SESSION_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (BERTH_SESSION_STATE_CLOSED, "closed"),
                    G_DEFINE_ENUM_VALUE (BERTH_SESSION_STATE_FAILED, "failed"))
