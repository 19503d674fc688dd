/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

GSubprocess *
berth_sandbox_process_launch (char **argv, GSubprocessFlags flags, GError **error);
void berth_sandbox_process_kill (GSubprocess *process);
DexFuture *berth_sandbox_process_end (GSubprocess *process) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
