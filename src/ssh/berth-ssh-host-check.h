/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-host-keys.h"
#include "berth-ssh-target.h"

G_BEGIN_DECLS

/**
 * BerthSshAskFunc:
 *
 * Asks whether an unknown host is the right one.
 *
 * Returns: (transfer full): a future that resolves to a boolean
 */
typedef DexFuture *(*BerthSshAskFunc) (const char *fingerprint, gpointer user_data);

gboolean berth_ssh_host_check_await (BerthHostKeys *host_keys,
                                     BerthSshTarget *target,
                                     const char *fingerprint,
                                     BerthSshAskFunc ask,
                                     gpointer ask_data,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
