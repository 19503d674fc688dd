/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "berth-sandbox-fault.h"
#include "berth-sandbox-operation.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SANDBOX_REPLY (berth_sandbox_reply_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxReply, berth_sandbox_reply, BERTH, SANDBOX_REPLY, GObject)

BerthSandboxReply *berth_sandbox_reply_new_empty (guint status);
BerthSandboxReply *berth_sandbox_reply_new_object (guint status, JsonObject *object);
BerthSandboxReply *berth_sandbox_reply_new_array (guint status, JsonArray *array);
BerthSandboxReply *berth_sandbox_reply_new_list (JsonArray *values);
BerthSandboxReply *
berth_sandbox_reply_new_bytes (guint status, const char *content_type, GBytes *bytes);
BerthSandboxReply *berth_sandbox_reply_new_fault (GError *error);
BerthSandboxReply *berth_sandbox_reply_new_operation (guint status,
                                                      JsonObject *object,
                                                      BerthSandboxOperation *operation,
                                                      BerthSandboxOperationFlags flags,
                                                      guint retry_after);

guint berth_sandbox_reply_get_status (BerthSandboxReply *self);
JsonNode *berth_sandbox_reply_get_node (BerthSandboxReply *self);
GBytes *berth_sandbox_reply_get_bytes (BerthSandboxReply *self);
const char *berth_sandbox_reply_get_content_type (BerthSandboxReply *self);
const GError *berth_sandbox_reply_get_error (BerthSandboxReply *self);
BerthSandboxOperation *berth_sandbox_reply_get_operation (BerthSandboxReply *self);
BerthSandboxOperationFlags
berth_sandbox_reply_get_operation_flags (BerthSandboxReply *self);
void berth_sandbox_reply_set_header (BerthSandboxReply *self,
                                     const char *name,
                                     const char *value);
GHashTable *berth_sandbox_reply_get_headers (BerthSandboxReply *self);

G_END_DECLS
