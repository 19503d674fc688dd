/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-clock.h"
#include "berth-sandbox-operations.h"
#include "berth-sandbox-options.h"
#include "berth-sandbox-ready.h"
#include "berth-sandbox-reply.h"
#include "berth-sandbox-request.h"
#include "berth-sandbox-resource-type.h"
#include "berth-sandbox-router.h"
#include "berth-sandbox-scenario.h"
#include "berth-sandbox-store.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SANDBOX (berth_sandbox_get_type ())
G_DECLARE_FINAL_TYPE (BerthSandbox, berth_sandbox, BERTH, SANDBOX, GObject)

/**
 * BerthSandboxPreflightFunc:
 * @type: "Microsoft.Compute/virtualMachines"
 * @resource: (transfer none): the template's resource with every expression evaluated
 *   and the id that it is going to have
 * @error: a %BERTH_SANDBOX_FAULT such as `QuotaExceeded`
 *
 * Looks at what a deployment is about to make, before anything is made.
 *
 * Returns: %FALSE to refuse the whole deployment
 */
typedef gboolean (*BerthSandboxPreflightFunc) (BerthSandbox *sandbox,
                                               const char *type,
                                               JsonObject *resource,
                                               GError **error);

/**
 * BerthSandboxGraphFunc:
 * @sandbox: the cloud
 *
 * Returns: (transfer full) (element-type JsonObject): rows of a Resource Graph table as
 *   full resources, before any filter or projection
 */
typedef GPtrArray *(*BerthSandboxGraphFunc) (BerthSandbox *sandbox);

/**
 * BerthSandboxStartFunc:
 * @sandbox: the cloud
 *
 * Takes up what was going on when the cloud was stopped.
 */
typedef void (*BerthSandboxStartFunc) (BerthSandbox *sandbox);

/**
 * BerthSandboxStopFunc:
 *
 * Returns: (transfer full): resolves when nothing of it runs any longer
 */
typedef DexFuture *(*BerthSandboxStopFunc) (BerthSandbox *sandbox);

BerthSandbox *berth_sandbox_new (BerthSandboxOptions *options);
DexFuture *berth_sandbox_start (BerthSandbox *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_sandbox_stop (BerthSandbox *self) G_GNUC_WARN_UNUSED_RESULT;
BerthSandboxReady *berth_sandbox_get_ready (BerthSandbox *self);

BerthClock *berth_sandbox_get_clock (BerthSandbox *self);
BerthSandboxStore *berth_sandbox_get_store (BerthSandbox *self);
BerthSandboxOperations *berth_sandbox_get_operations (BerthSandbox *self);
BerthSandboxScenario *berth_sandbox_get_scenario (BerthSandbox *self);
const char *berth_sandbox_get_state_folder (BerthSandbox *self);
const char *berth_sandbox_get_subscription_id (BerthSandbox *self);
const char *berth_sandbox_get_tenant_id (BerthSandbox *self);
const char *berth_sandbox_get_endpoint (BerthSandbox *self);

void berth_sandbox_add_route (BerthSandbox *self,
                              const char *method,
                              const char *pattern,
                              const char *const *api_versions,
                              BerthSandboxHandler handler);
void berth_sandbox_add_open_route (BerthSandbox *self,
                                   const char *method,
                                   const char *pattern,
                                   BerthSandboxHandler handler);
void berth_sandbox_add_type (BerthSandbox *self, const BerthSandboxResourceType *type);
void berth_sandbox_add_preflight (BerthSandbox *self, BerthSandboxPreflightFunc func);
void berth_sandbox_add_graph_table (BerthSandbox *self,
                                    const char *table,
                                    BerthSandboxGraphFunc func);
void berth_sandbox_add_start (BerthSandbox *self, BerthSandboxStartFunc func);
void berth_sandbox_add_stop (BerthSandbox *self, BerthSandboxStopFunc func);
void berth_sandbox_set_data (BerthSandbox *self,
                             const char *key,
                             gpointer data,
                             GDestroyNotify data_free);
gpointer berth_sandbox_get_data (BerthSandbox *self, const char *key);

BerthSandboxReply *berth_sandbox_dispatch (BerthSandbox *self,
                                           BerthSandboxRequest *request);
BerthSandboxReply *berth_sandbox_reply_not_found (BerthSandboxRequest *request);

G_END_DECLS
