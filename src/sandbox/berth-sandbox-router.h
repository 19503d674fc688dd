/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-reply.h"
#include "berth-sandbox-request.h"

G_BEGIN_DECLS

/**
 * BerthSandboxHandler:
 * @request: (transfer none): its captures are those of the route's pattern
 * @user_data: what the route was added with: the #BerthSandbox for all of Azure's routes
 *
 * Answers a request at once; what takes time goes on in a #BerthSandboxOperation.
 *
 * Returns: (transfer full): the answer
 */
typedef BerthSandboxReply *(*BerthSandboxHandler) (BerthSandboxRequest *request,
                                                   gpointer user_data);

#define BERTH_TYPE_SANDBOX_ROUTER (berth_sandbox_router_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxRouter, berth_sandbox_router, BERTH, SANDBOX_ROUTER, GObject)

BerthSandboxRouter *berth_sandbox_router_new (void);

void berth_sandbox_router_add (BerthSandboxRouter *self,
                               const char *method,
                               const char *pattern,
                               const char *const *api_versions,
                               BerthSandboxHandler handler,
                               gpointer user_data);
BerthSandboxReply *berth_sandbox_router_dispatch (BerthSandboxRouter *self,
                                                  BerthSandboxRequest *request);

G_END_DECLS
