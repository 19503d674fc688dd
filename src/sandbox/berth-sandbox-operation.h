/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * BerthSandboxOperationState:
 *
 * Where a long-running operation stands.
 */
typedef enum {
  BERTH_SANDBOX_OPERATION_RUNNING,
  BERTH_SANDBOX_OPERATION_SUCCEEDED,
  BERTH_SANDBOX_OPERATION_FAILED,
  BERTH_SANDBOX_OPERATION_CANCELED,
} BerthSandboxOperationState;

/**
 * BerthSandboxOperationFlags:
 * @BERTH_SANDBOX_OPERATION_ASYNC: the answer names it by `Azure-AsyncOperation`
 * @BERTH_SANDBOX_OPERATION_LOCATION: the answer names it by `Location`
 *
 * The ways by which an answer lets its caller follow an operation.
 */
typedef enum {
  BERTH_SANDBOX_OPERATION_ASYNC = 1 << 0,
  BERTH_SANDBOX_OPERATION_LOCATION = 1 << 1,
} BerthSandboxOperationFlags;

#define BERTH_TYPE_SANDBOX_OPERATION (berth_sandbox_operation_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxOperation, berth_sandbox_operation, BERTH, SANDBOX_OPERATION, GObject)

const char *berth_sandbox_operation_get_id (BerthSandboxOperation *self);
BerthSandboxOperationState
berth_sandbox_operation_get_state (BerthSandboxOperation *self);
const GError *berth_sandbox_operation_get_error (BerthSandboxOperation *self);
JsonNode *berth_sandbox_operation_get_output (BerthSandboxOperation *self);
void berth_sandbox_operation_set_output (BerthSandboxOperation *self, JsonNode *output);
void berth_sandbox_operation_cancel (BerthSandboxOperation *self);
DexFuture *
berth_sandbox_operation_await (BerthSandboxOperation *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
