/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"

G_BEGIN_DECLS

DexFuture *
berth_machines_get_boot_log (BerthArmClient *client,
                             const char *id,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_machines_run_command (BerthArmClient *client,
                            const char *id,
                            const char *script,
                            GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
