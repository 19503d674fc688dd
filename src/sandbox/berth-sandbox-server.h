/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SANDBOX_SERVER (berth_sandbox_server_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxServer, berth_sandbox_server, BERTH, SANDBOX_SERVER, GObject)

BerthSandboxServer *
berth_sandbox_server_new (BerthSandbox *sandbox, const char *folder, gboolean tls);
DexFuture *berth_sandbox_server_listen (BerthSandboxServer *self,
                                        guint16 port) G_GNUC_WARN_UNUSED_RESULT;
void berth_sandbox_server_close (BerthSandboxServer *self);
const char *berth_sandbox_server_get_base_url (BerthSandboxServer *self);
const char *berth_sandbox_server_get_ca_file (BerthSandboxServer *self);

G_END_DECLS
