/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-reply.h"

/**
 * BerthSandboxReply:
 *
 * What a handler answers: a status with JSON, bytes, a refusal or nothing, and the
 * long-running operation that it began.
 */
struct _BerthSandboxReply {
  GObject parent_instance;

  guint status;
  JsonNode *node;     /* nullable */
  GBytes *bytes;      /* nullable */
  char *content_type; /* nullable: of @bytes */
  GError *error;      /* nullable */
  BerthSandboxOperation *operation;
  BerthSandboxOperationFlags operation_flags;
  GHashTable *headers;
};

G_DEFINE_FINAL_TYPE (BerthSandboxReply, berth_sandbox_reply, G_TYPE_OBJECT)

static void
berth_sandbox_reply_finalize (GObject *object)
{
  BerthSandboxReply *self = BERTH_SANDBOX_REPLY (object);

  g_clear_pointer (&self->node, json_node_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->operation);
  g_free (self->content_type);
  g_hash_table_unref (self->headers);
  G_OBJECT_CLASS (berth_sandbox_reply_parent_class)->finalize (object);
}

static void
berth_sandbox_reply_class_init (BerthSandboxReplyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_reply_finalize;
}

static void
berth_sandbox_reply_init (BerthSandboxReply *self)
{
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * berth_sandbox_reply_new_empty:
 *
 * Returns: (transfer full): an answer without a body
 */
BerthSandboxReply *
berth_sandbox_reply_new_empty (guint status)
{
  BerthSandboxReply *self = g_object_new (BERTH_TYPE_SANDBOX_REPLY, NULL);

  self->status = status;
  return self;
}

/**
 * berth_sandbox_reply_new_object:
 * @object: (transfer full): the body; hand over a copy of what may still change
 *
 * Returns: (transfer full): an answer
 */
BerthSandboxReply *
berth_sandbox_reply_new_object (guint status, JsonObject *object)
{
  BerthSandboxReply *self = berth_sandbox_reply_new_empty (status);

  self->node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (self->node, object);
  return self;
}

/**
 * berth_sandbox_reply_new_array:
 * @array: (transfer full): the body
 *
 * Returns: (transfer full): an answer that is a bare array, as the image lists are
 */
BerthSandboxReply *
berth_sandbox_reply_new_array (guint status, JsonArray *array)
{
  BerthSandboxReply *self = berth_sandbox_reply_new_empty (status);

  self->node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (self->node, array);
  return self;
}

/**
 * berth_sandbox_reply_new_list:
 * @values: (transfer full): the elements
 *
 * Returns: (transfer full): a whole list, `{"value": […]}`
 */
BerthSandboxReply *
berth_sandbox_reply_new_list (JsonArray *values)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "value", values);
  return berth_sandbox_reply_new_object (200, object);
}

/**
 * berth_sandbox_reply_new_bytes:
 * @bytes: (transfer full): the body
 *
 * Returns: (transfer full): an answer that is not JSON
 */
BerthSandboxReply *
berth_sandbox_reply_new_bytes (guint status, const char *content_type, GBytes *bytes)
{
  BerthSandboxReply *self = berth_sandbox_reply_new_empty (status);

  self->bytes = bytes;
  self->content_type = g_strdup (content_type);
  return self;
}

/**
 * berth_sandbox_reply_new_fault:
 * @error: (transfer full): a %BERTH_SANDBOX_FAULT; others become a 500
 *
 * Returns: (transfer full): a refusal in Azure's shape
 */
BerthSandboxReply *
berth_sandbox_reply_new_fault (GError *error)
{
  JsonObject *object = json_object_new ();
  BerthSandboxReply *self;

  json_object_set_object_member (object, "error", berth_sandbox_fault_to_json (error));
  self = berth_sandbox_reply_new_object (berth_sandbox_fault_get_status (error), object);
  self->error = error;
  return self;
}

/**
 * berth_sandbox_reply_new_operation:
 * @status: 200, 201 or 202
 * @object: (transfer full) (nullable): the body
 * @operation: (transfer none): what goes on; %NULL when all is done
 * @flags: how the caller may follow it
 * @retry_after: seconds that `Retry-After` names, or 0 for no header
 *
 * Returns: (transfer full): the answer to a call that takes longer
 */
BerthSandboxReply *
berth_sandbox_reply_new_operation (guint status,
                                   JsonObject *object,
                                   BerthSandboxOperation *operation,
                                   BerthSandboxOperationFlags flags,
                                   guint retry_after)
{
  BerthSandboxReply *self = object != NULL
                              ? berth_sandbox_reply_new_object (status, object)
                              : berth_sandbox_reply_new_empty (status);

  g_set_object (&self->operation, operation);
  self->operation_flags = flags;
  if (retry_after > 0) {
    g_autofree char *seconds = g_strdup_printf ("%u", retry_after);

    berth_sandbox_reply_set_header (self, "Retry-After", seconds);
  }
  return self;
}

guint
berth_sandbox_reply_get_status (BerthSandboxReply *self)
{
  return self->status;
}

/**
 * berth_sandbox_reply_get_node:
 *
 * Returns: (transfer none) (nullable): the JSON body
 */
JsonNode *
berth_sandbox_reply_get_node (BerthSandboxReply *self)
{
  return self->node;
}

/**
 * berth_sandbox_reply_get_bytes:
 *
 * Returns: (transfer none) (nullable): the body when it is not JSON
 */
GBytes *
berth_sandbox_reply_get_bytes (BerthSandboxReply *self)
{
  return self->bytes;
}

const char *
berth_sandbox_reply_get_content_type (BerthSandboxReply *self)
{
  return self->content_type;
}

/**
 * berth_sandbox_reply_get_error:
 *
 * Returns: (transfer none) (nullable): the refusal, when it is one
 */
const GError *
berth_sandbox_reply_get_error (BerthSandboxReply *self)
{
  return self->error;
}

/**
 * berth_sandbox_reply_get_operation:
 *
 * Returns: (transfer none) (nullable): what goes on after the answer
 */
BerthSandboxOperation *
berth_sandbox_reply_get_operation (BerthSandboxReply *self)
{
  return self->operation;
}

BerthSandboxOperationFlags
berth_sandbox_reply_get_operation_flags (BerthSandboxReply *self)
{
  return self->operation_flags;
}

void
berth_sandbox_reply_set_header (BerthSandboxReply *self,
                                const char *name,
                                const char *value)
{
  g_hash_table_replace (self->headers, g_strdup (name), g_strdup (value));
}

/**
 * berth_sandbox_reply_get_headers:
 *
 * Returns: (transfer none): name to value
 */
GHashTable *
berth_sandbox_reply_get_headers (BerthSandboxReply *self)
{
  return self->headers;
}
