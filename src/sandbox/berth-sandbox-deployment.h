/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-template.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SANDBOX_DEPLOYMENT (berth_sandbox_deployment_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxDeployment, berth_sandbox_deployment, BERTH, SANDBOX_DEPLOYMENT, GObject)

BerthSandboxDeployment *berth_sandbox_deployment_new (BerthSandbox *sandbox,
                                                      BerthSandboxTemplate *template,
                                                      const char *id,
                                                      const char *name);
BerthSandboxTemplate *
berth_sandbox_deployment_get_template (BerthSandboxDeployment *self);
JsonObject *berth_sandbox_deployment_to_json (BerthSandboxDeployment *self);
DexFuture *
berth_sandbox_deployment_run (BerthSandboxDeployment *self) G_GNUC_WARN_UNUSED_RESULT;
void berth_sandbox_deployment_cancel (BerthSandboxDeployment *self);

G_END_DECLS
