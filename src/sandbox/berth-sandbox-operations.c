/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-operations.h"

#include "berth-sandbox-operation-private.h"

#include <string.h>

/* Clients read a finished operation for a while; after that many the oldest is forgotten.
 */
#define MAX_REMEMBERED 2000

/**
 * BerthSandboxOperations:
 *
 * The long-running operations of the cloud, by id, and the URLs under which they are
 * followed. The URLs carry a signature, as Azure's do, so that a client that builds or
 * changes one by itself is refused.
 */
struct _BerthSandboxOperations {
  GObject parent_instance;

  BerthClock *clock;
  GHashTable *operations; /* id → BerthSandboxOperation */
  GQueue order;           /* of id, the oldest first; owned by @operations */
  char *key;
};

G_DEFINE_FINAL_TYPE (BerthSandboxOperations, berth_sandbox_operations, G_TYPE_OBJECT)

static void
berth_sandbox_operations_finalize (GObject *object)
{
  BerthSandboxOperations *self = BERTH_SANDBOX_OPERATIONS (object);

  g_queue_clear (&self->order);
  g_clear_pointer (&self->operations, g_hash_table_unref);
  g_clear_object (&self->clock);
  g_free (self->key);
  G_OBJECT_CLASS (berth_sandbox_operations_parent_class)->finalize (object);
}

static void
berth_sandbox_operations_class_init (BerthSandboxOperationsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_operations_finalize;
}

static void
berth_sandbox_operations_init (BerthSandboxOperations *self)
{
  g_queue_init (&self->order);
  self->operations
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->key = g_uuid_string_random ();
}

static char *
sign (BerthSandboxOperations *self, const char *id)
{
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) self->key,
                                    strlen (self->key), id, -1);
}

/**
 * berth_sandbox_operations_new:
 * @clock: by which operations take their time
 */
BerthSandboxOperations *
berth_sandbox_operations_new (BerthClock *clock)
{
  BerthSandboxOperations *self = g_object_new (BERTH_TYPE_SANDBOX_OPERATIONS, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

static void
forget_oldest (BerthSandboxOperations *self)
{
  while (g_queue_get_length (&self->order) > MAX_REMEMBERED) {
    const char *id = g_queue_pop_head (&self->order);

    g_hash_table_remove (self->operations, id);
  }
}

/**
 * berth_sandbox_operations_start:
 * @duration_usec: clock time until @finish is called
 * @finish: (nullable) (scope notified): does the work
 * @data: (transfer full): handed to @finish
 * @data_free: (nullable): frees @data when all is over
 *
 * Returns: (transfer none): the operation; it ends by itself
 */
BerthSandboxOperation *
berth_sandbox_operations_start (BerthSandboxOperations *self,
                                gint64 duration_usec,
                                BerthSandboxFinishFunc finish,
                                gpointer data,
                                GDestroyNotify data_free)
{
  BerthSandboxOperation *operation;
  char *id;

  g_return_val_if_fail (BERTH_IS_SANDBOX_OPERATIONS (self), NULL);

  id = g_uuid_string_random ();
  operation = berth_sandbox_operation_new (id, berth_clock_get_now (self->clock));
  g_hash_table_replace (self->operations, id, operation);
  g_queue_push_tail (&self->order, id);
  berth_sandbox_operation_run (operation, self->clock, duration_usec, finish, data,
                               data_free);
  forget_oldest (self);
  return operation;
}

/**
 * berth_sandbox_operations_find:
 *
 * Returns: (transfer none) (nullable): the operation with that id
 */
BerthSandboxOperation *
berth_sandbox_operations_find (BerthSandboxOperations *self, const char *id)
{
  return g_hash_table_lookup (self->operations, id);
}

static BerthSandboxReply *
answer_monitor (BerthSandboxOperation *operation)
{
  JsonNode *output = berth_sandbox_operation_get_output (operation);

  switch (berth_sandbox_operation_get_state (operation)) {
  case BERTH_SANDBOX_OPERATION_RUNNING:
    return berth_sandbox_reply_new_operation (202, NULL, operation,
                                              BERTH_SANDBOX_OPERATION_LOCATION, 3);
  case BERTH_SANDBOX_OPERATION_SUCCEEDED:
    if (output != NULL && JSON_NODE_HOLDS_OBJECT (output))
      return berth_sandbox_reply_new_object (
        200, json_object_ref (json_node_get_object (output)));
    return berth_sandbox_reply_new_empty (200);
  case BERTH_SANDBOX_OPERATION_FAILED:
    return berth_sandbox_reply_new_fault (
      g_error_copy (berth_sandbox_operation_get_error (operation)));
  case BERTH_SANDBOX_OPERATION_CANCELED:
  default:
    return berth_sandbox_reply_new_fault (
      berth_sandbox_fault_new (409, "OperationPreempted", "The operation was canceled."));
  }
}

/**
 * berth_sandbox_operations_answer:
 * @monitor: %TRUE for the `Location` URL, %FALSE for `Azure-AsyncOperation`
 *
 * Returns: (transfer full): what polling gets
 */
BerthSandboxReply *
berth_sandbox_operations_answer (BerthSandboxOperations *self,
                                 const char *id,
                                 gboolean monitor)
{
  BerthSandboxOperation *operation = berth_sandbox_operations_find (self, id);
  BerthSandboxReply *reply;

  if (operation == NULL)
    return berth_sandbox_reply_new_fault (
      berth_sandbox_fault_new (404, "NotFound", "The operation '%s' was not found.", id));
  if (monitor)
    return answer_monitor (operation);
  reply
    = berth_sandbox_reply_new_object (200, berth_sandbox_operation_to_json (operation));
  if (berth_sandbox_operation_get_state (operation) == BERTH_SANDBOX_OPERATION_RUNNING)
    berth_sandbox_reply_set_header (reply, "Retry-After", "3");
  return reply;
}

/**
 * berth_sandbox_operations_dup_query:
 *
 * Returns: (transfer full): the query of an operation's URL, opaque and signed
 */
char *
berth_sandbox_operations_dup_query (BerthSandboxOperations *self,
                                    const char *id,
                                    const char *api_version)
{
  g_autofree char *signature = sign (self, id);

  return g_strdup_printf ("api-version=%s&t=%" G_GINT64_FORMAT "&c=practice&s=%s&h=%.16s",
                          api_version, berth_clock_get_now (self->clock), signature,
                          signature + 16);
}

/**
 * berth_sandbox_operations_check_query:
 * @signature: (nullable): the `s` of a URL's query
 *
 * Returns: whether the URL is one that we gave out
 */
gboolean
berth_sandbox_operations_check_query (BerthSandboxOperations *self,
                                      const char *id,
                                      const char *signature)
{
  g_autofree char *expected = sign (self, id);

  return g_strcmp0 (expected, signature) == 0;
}

/**
 * berth_sandbox_operations_stop:
 *
 * Gives up whatever still runs.
 */
void
berth_sandbox_operations_stop (BerthSandboxOperations *self)
{
  GHashTableIter iter;
  gpointer operation;

  g_hash_table_iter_init (&iter, self->operations);
  while (g_hash_table_iter_next (&iter, NULL, &operation))
    berth_sandbox_operation_cancel (operation);
}
