/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-host-keys.h"
#include "berth-session-state.h"
#include "berth-ssh-target.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SSH_SESSION (berth_ssh_session_get_type ())
G_DECLARE_FINAL_TYPE (BerthSshSession, berth_ssh_session, BERTH, SSH_SESSION, GObject)

/**
 * BerthSshTrustFunc:
 * @fingerprint: what the unknown host shows, "SHA256:…"
 *
 * Asks the person whether an unknown host is the right one.
 *
 * Returns: (transfer full): a future that resolves to a boolean; a rejection means no
 */
typedef DexFuture *(*BerthSshTrustFunc) (const char *fingerprint, gpointer user_data);

/**
 * BerthSshPassphraseFunc:
 * @key_path: the file that is encrypted
 * @attempt: 1 for the first question; more when the last answer was wrong
 *
 * Asks the person for a key's passphrase.
 *
 * Returns: (transfer full): a future that resolves to a string; a rejection gives up
 */
typedef DexFuture *(*BerthSshPassphraseFunc) (const char *key_path,
                                              guint attempt,
                                              gpointer user_data);

BerthSshSession *berth_ssh_session_new (BerthSshTarget *target, BerthHostKeys *host_keys);

void berth_ssh_session_set_trust_func (BerthSshSession *self,
                                       BerthSshTrustFunc func,
                                       gpointer user_data,
                                       GDestroyNotify destroy);
void berth_ssh_session_set_passphrase_func (BerthSshSession *self,
                                            BerthSshPassphraseFunc func,
                                            gpointer user_data,
                                            GDestroyNotify destroy);
void berth_ssh_session_set_connect_timeout (BerthSshSession *self, guint timeout_s);

DexFuture *berth_ssh_session_connect (BerthSshSession *self, GCancellable *cancellable)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_ssh_session_open_shell (BerthSshSession *self,
                              guint columns,
                              guint rows,
                              GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_ssh_session_execute (BerthSshSession *self,
                           const char *command,
                           GBytes *input,
                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_ssh_session_open_tunnel (BerthSshSession *self,
                               const char *host,
                               guint16 port,
                               GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_ssh_session_close (BerthSshSession *self) G_GNUC_WARN_UNUSED_RESULT;

BerthSshTarget *berth_ssh_session_get_target (BerthSshSession *self);
BerthSessionState berth_ssh_session_get_state (BerthSshSession *self);
const GError *berth_ssh_session_get_error (BerthSshSession *self);
const char *berth_ssh_session_get_fingerprint (BerthSshSession *self);

G_END_DECLS
