/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-sandbox-guest.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SANDBOX_HOST (berth_sandbox_host_get_type ())
G_DECLARE_FINAL_TYPE (BerthSandboxHost, berth_sandbox_host, BERTH, SANDBOX_HOST, GObject)

BerthSandboxHost *berth_sandbox_host_new (const BerthSandboxGuest *guest,
                                          const char *folder,
                                          const char *address);

DexFuture *berth_sandbox_host_start (BerthSandboxHost *self,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_sandbox_host_stop (BerthSandboxHost *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_sandbox_host_run_script (BerthSandboxHost *self,
                               const char *script,
                               GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_sandbox_host_destroy (BerthSandboxHost *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean berth_sandbox_host_is_running (BerthSandboxHost *self);
guint16 berth_sandbox_host_get_port (BerthSandboxHost *self);
guint16 berth_sandbox_host_get_desktop_port (BerthSandboxHost *self);
const char *berth_sandbox_host_get_unreachable_reason (BerthSandboxHost *self);
char *berth_sandbox_host_dup_serial_log (BerthSandboxHost *self);

G_END_DECLS
