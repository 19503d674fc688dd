/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "berth-sandbox-guest.h"

G_BEGIN_DECLS

char *berth_sandbox_sshd_find_program (void);
gboolean berth_sandbox_sshd_prepare (const BerthSandboxGuest *guest,
                                     const char *folder,
                                     const char *address,
                                     guint16 port,
                                     GError **error);
gboolean berth_sandbox_sshd_await_listening (GSubprocess *server,
                                             GCancellable *cancellable,
                                             GError **error);

G_END_DECLS
