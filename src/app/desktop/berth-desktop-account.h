/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-ssh-session.h"

G_BEGIN_DECLS

/**
 * BerthDesktopPassword:
 * @BERTH_DESKTOP_PASSWORD_UNKNOWN: the machine does not say
 * @BERTH_DESKTOP_PASSWORD_NONE: the account is locked for passwords, or has none
 * @BERTH_DESKTOP_PASSWORD_BERTH: one that Berth set
 * @BERTH_DESKTOP_PASSWORD_OWN: somebody else's, who may use it
 *
 * Which password a machine's account has.
 */
typedef enum {
  BERTH_DESKTOP_PASSWORD_UNKNOWN,
  BERTH_DESKTOP_PASSWORD_NONE,
  BERTH_DESKTOP_PASSWORD_BERTH,
  BERTH_DESKTOP_PASSWORD_OWN,
} BerthDesktopPassword;

BerthDesktopPassword berth_desktop_account_await_state (BerthSshSession *session,
                                                        const char *root,
                                                        GCancellable *cancellable,
                                                        GError **error);
gboolean berth_desktop_account_await_change (BerthSshSession *session,
                                             const char *root,
                                             const char *password,
                                             GCancellable *cancellable,
                                             GError **error);

G_END_DECLS
