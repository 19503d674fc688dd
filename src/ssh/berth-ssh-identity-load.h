/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

DexFuture *berth_ssh_identity_load (const char *path,
                                    const char *passphrase,
                                    GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
GError *berth_ssh_identity_explain (const GError *error, const char *path);
void berth_ssh_wipe_string (char **string);

G_END_DECLS
