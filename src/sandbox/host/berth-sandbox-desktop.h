/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-guest.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SANDBOX_DESKTOP (berth_sandbox_desktop_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxDesktop, berth_sandbox_desktop, BERTH, SANDBOX_DESKTOP, GObject)

BerthSandboxDesktop *berth_sandbox_desktop_new (const BerthSandboxGuest *guest,
                                                const char *folder,
                                                const char *address);

gboolean berth_sandbox_desktop_prepare (BerthSandboxDesktop *self, GError **error);
const char *berth_sandbox_desktop_get_obstacle (BerthSandboxDesktop *self);
guint16 berth_sandbox_desktop_get_port (BerthSandboxDesktop *self);
char **berth_sandbox_desktop_wrap_command (BerthSandboxDesktop *self,
                                           const char *const *command);

G_END_DECLS
