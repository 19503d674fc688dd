/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-remote-func.h"
#include "berth-ssh-link.h"
#include "berth-ssh-session.h"

G_BEGIN_DECLS

/**
 * BerthSshSession:
 *
 * One SSH connection to a machine. It owns a thread from the moment the machine answers
 * until it is closed; dropping the last reference closes it.
 *
 * The host proves itself before anything of ours is shown to it: a pinned key must match;
 * an unknown host must show an expected fingerprint, or the trust function must say yes,
 * and is pinned then. A changed key is always refused.
 */
struct _BerthSshSession {
  GObject parent_instance;

  BerthSshTarget *target;
  BerthHostKeys *host_keys;
  guint connect_timeout_s;

  BerthRemoteFunc trust;      /* a BerthSshTrustFunc */
  BerthRemoteFunc passphrase; /* a BerthSshPassphraseFunc */

  BerthSessionState state;
  GError *error;
  char *fingerprint;

  BerthWorker *worker;
  BerthSshLink *link;
  GCancellable *closing; /* cancelled by close, also while connecting */
  DexFuture *connecting;
};

G_END_DECLS
