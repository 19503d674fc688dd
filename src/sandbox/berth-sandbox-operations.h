/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-clock.h"
#include "berth-sandbox-operation.h"
#include "berth-sandbox-reply.h"

G_BEGIN_DECLS

/**
 * BerthSandboxFinishFunc:
 * @operation: the operation whose time has passed
 * @data: what berth_sandbox_operations_start() was given
 *
 * Does what the operation was started for. It runs in a fiber and may await; its result
 * can be left with berth_sandbox_operation_set_output().
 *
 * Returns: (transfer full) (nullable): %NULL or a future; a rejected one fails the
 *   operation, with Azure's words where the error is a %BERTH_SANDBOX_FAULT
 */
typedef DexFuture *(*BerthSandboxFinishFunc) (BerthSandboxOperation *operation,
                                              gpointer data);

#define BERTH_TYPE_SANDBOX_OPERATIONS (berth_sandbox_operations_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxOperations, berth_sandbox_operations, BERTH, SANDBOX_OPERATIONS, GObject)

BerthSandboxOperations *berth_sandbox_operations_new (BerthClock *clock);

BerthSandboxOperation *berth_sandbox_operations_start (BerthSandboxOperations *self,
                                                       gint64 duration_usec,
                                                       BerthSandboxFinishFunc finish,
                                                       gpointer data,
                                                       GDestroyNotify data_free);
BerthSandboxOperation *berth_sandbox_operations_find (BerthSandboxOperations *self,
                                                      const char *id);
BerthSandboxReply *berth_sandbox_operations_answer (BerthSandboxOperations *self,
                                                    const char *id,
                                                    gboolean monitor);
char *berth_sandbox_operations_dup_query (BerthSandboxOperations *self,
                                          const char *id,
                                          const char *api_version);
gboolean berth_sandbox_operations_check_query (BerthSandboxOperations *self,
                                               const char *id,
                                               const char *signature);
void berth_sandbox_operations_stop (BerthSandboxOperations *self);

G_END_DECLS
