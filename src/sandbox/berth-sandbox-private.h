/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-identity.h"
#include "berth-sandbox.h"

G_BEGIN_DECLS

BerthSandboxIdentity *berth_sandbox_get_identity (BerthSandbox *self);
GStrv berth_sandbox_dup_audiences (BerthSandbox *self);
BerthSandboxReply *berth_sandbox_answer (BerthSandbox *self,
                                         BerthSandboxRequest *request);
gboolean berth_sandbox_run_preflight (BerthSandbox *self,
                                      const char *type,
                                      JsonObject *resource,
                                      GError **error);
BerthSandboxGraphFunc berth_sandbox_find_graph_table (BerthSandbox *self,
                                                      const char *table);

gboolean berth_sandbox_knows_tenant (BerthSandbox *self, const char *tenant);
BerthSandboxReply *berth_sandbox_refuse_tenant (BerthSandbox *self, const char *error);

void berth_sandbox_metadata_install (BerthSandbox *self);
void berth_sandbox_sign_in_install (BerthSandbox *self);
void berth_sandbox_subscriptions_install (BerthSandbox *self);
void berth_sandbox_namespaces_install (BerthSandbox *self);
void berth_sandbox_groups_install (BerthSandbox *self);
void berth_sandbox_deployments_install (BerthSandbox *self);
void berth_sandbox_graph_install (BerthSandbox *self);

gboolean berth_sandbox_namespace_is_registered (BerthSandbox *self,
                                                const char *name_space);
GError *berth_sandbox_namespace_refuse (const char *name_space);
GStrv berth_sandbox_dup_types (BerthSandbox *self, const char *name_space);

G_END_DECLS
