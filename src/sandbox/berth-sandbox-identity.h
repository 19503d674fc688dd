/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-clock.h"
#include "berth-sandbox-fault.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SANDBOX_IDENTITY (berth_sandbox_identity_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxIdentity, berth_sandbox_identity, BERTH, SANDBOX_IDENTITY, GObject)

BerthSandboxIdentity *berth_sandbox_identity_new (const char *folder, BerthClock *clock);

const char *berth_sandbox_identity_get (BerthSandboxIdentity *self, const char *name);
char *berth_sandbox_identity_issue (BerthSandboxIdentity *self,
                                    const char *kind,
                                    const char *audience,
                                    const char *subject,
                                    const char *client_id,
                                    gint64 lifetime_seconds);
JsonObject *berth_sandbox_identity_read (BerthSandboxIdentity *self,
                                         const char *token,
                                         const char *kind,
                                         gboolean *expired);
GError *berth_sandbox_identity_check_bearer (BerthSandboxIdentity *self,
                                             const char *authorization);

G_END_DECLS
