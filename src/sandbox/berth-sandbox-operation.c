/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-operation-private.h"

#include "berth-future.h"
#include "berth-sandbox-fault.h"

/**
 * BerthSandboxOperation:
 *
 * Something that takes the cloud a while: it waits by the cloud's clock, then does its
 * work. Lives on the main context.
 */
struct _BerthSandboxOperation {
  GObject parent_instance;

  char *id;
  gint64 started_usec;
  gint64 ended_usec;
  BerthSandboxOperationState state;
  GError *error;
  JsonNode *output;
  GCancellable *cancellable;
  DexPromise *promise;
};

G_DEFINE_FINAL_TYPE (BerthSandboxOperation, berth_sandbox_operation, G_TYPE_OBJECT)

typedef struct {
  BerthSandboxOperation *operation;
  BerthClock *clock;
  gint64 duration_usec;
  BerthSandboxFinishFunc finish;
  gpointer data;
  GDestroyNotify data_free;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  if (run->data_free != NULL)
    run->data_free (run->data);
  g_object_unref (run->operation);
  g_object_unref (run->clock);
  g_free (run);
}

static void
berth_sandbox_operation_finalize (GObject *object)
{
  BerthSandboxOperation *self = BERTH_SANDBOX_OPERATION (object);

  if (dex_future_is_pending (DEX_FUTURE (self->promise)))
    dex_promise_reject (
      self->promise,
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The cloud was stopped"));
  dex_clear (&self->promise);
  g_free (self->id);
  g_clear_error (&self->error);
  g_clear_pointer (&self->output, json_node_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (berth_sandbox_operation_parent_class)->finalize (object);
}

static void
berth_sandbox_operation_class_init (BerthSandboxOperationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_operation_finalize;
}

static void
berth_sandbox_operation_init (BerthSandboxOperation *self)
{
  self->cancellable = g_cancellable_new ();
  self->promise = dex_promise_new ();
}

static void
settle (BerthSandboxOperation *self, GError *error, gint64 now_usec)
{
  g_autoptr (GError) owned = error;

  if (self->state != BERTH_SANDBOX_OPERATION_RUNNING)
    return;
  self->ended_usec = now_usec;
  if (error == NULL) {
    self->state = BERTH_SANDBOX_OPERATION_SUCCEEDED;
    dex_promise_resolve_boolean (self->promise, TRUE);
    return;
  }
  self->state = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                  ? BERTH_SANDBOX_OPERATION_CANCELED
                  : BERTH_SANDBOX_OPERATION_FAILED;
  self->error = g_error_copy (error);
  dex_promise_reject (self->promise, g_steal_pointer (&owned));
}

static DexFuture *
run_fiber (gpointer data)
{
  Run *run = data;
  BerthSandboxOperation *self = run->operation;
  g_autoptr (GError) error = NULL;

  if (dex_await (berth_clock_wait (run->clock, run->duration_usec, self->cancellable),
                 &error)
      && run->finish != NULL) {
    DexFuture *future = run->finish (self, run->data);

    if (future != NULL)
      dex_await (berth_future_cancellable (future, self->cancellable), &error);
  }
  settle (self, g_steal_pointer (&error), berth_clock_get_now (run->clock));
  return dex_future_new_true ();
}

BerthSandboxOperation *
berth_sandbox_operation_new (const char *id, gint64 started_usec)
{
  BerthSandboxOperation *self = g_object_new (BERTH_TYPE_SANDBOX_OPERATION, NULL);

  self->id = g_strdup (id);
  self->started_usec = started_usec;
  return self;
}

void
berth_sandbox_operation_run (BerthSandboxOperation *self,
                             BerthClock *clock,
                             gint64 duration_usec,
                             BerthSandboxFinishFunc finish,
                             gpointer data,
                             GDestroyNotify data_free)
{
  Run *run = g_new0 (Run, 1);

  run->operation = g_object_ref (self);
  run->clock = g_object_ref (clock);
  run->duration_usec = duration_usec;
  run->finish = finish;
  run->data = data;
  run->data_free = data_free;
  dex_future_disown (berth_future_spawn (run_fiber, run, run_free));
}

static void
set_time (JsonObject *object, const char *name, gint64 usec)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (usec);
  g_autofree char *text
    = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.%fZ") : NULL;

  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

/* What `Azure-AsyncOperation` answers. */
JsonObject *
berth_sandbox_operation_to_json (BerthSandboxOperation *self)
{
  const char *const names[] = { "InProgress", "Succeeded", "Failed", "Canceled" };
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", self->id);
  json_object_set_string_member (object, "status", names[self->state]);
  set_time (object, "startTime", self->started_usec);
  if (self->state != BERTH_SANDBOX_OPERATION_RUNNING)
    set_time (object, "endTime", self->ended_usec);
  if (self->state == BERTH_SANDBOX_OPERATION_FAILED)
    json_object_set_object_member (object, "error",
                                   berth_sandbox_fault_to_json (self->error));
  if (self->state == BERTH_SANDBOX_OPERATION_SUCCEEDED && self->output != NULL) {
    JsonObject *properties = json_object_new ();

    json_object_set_member (properties, "output", json_node_copy (self->output));
    json_object_set_object_member (object, "properties", properties);
  }
  return object;
}

const char *
berth_sandbox_operation_get_id (BerthSandboxOperation *self)
{
  return self->id;
}

BerthSandboxOperationState
berth_sandbox_operation_get_state (BerthSandboxOperation *self)
{
  return self->state;
}

/**
 * berth_sandbox_operation_get_error:
 *
 * Returns: (transfer none) (nullable): why it failed
 */
const GError *
berth_sandbox_operation_get_error (BerthSandboxOperation *self)
{
  return self->error;
}

/**
 * berth_sandbox_operation_get_output:
 *
 * Returns: (transfer none) (nullable): the result, once there is one
 */
JsonNode *
berth_sandbox_operation_get_output (BerthSandboxOperation *self)
{
  return self->output;
}

/**
 * berth_sandbox_operation_set_output:
 * @output: (transfer full): the body that the `Location` URL answers at the end
 */
void
berth_sandbox_operation_set_output (BerthSandboxOperation *self, JsonNode *output)
{
  g_clear_pointer (&self->output, json_node_unref);
  self->output = output;
}

/**
 * berth_sandbox_operation_cancel:
 *
 * Gives it up; it ends as canceled unless it has ended before.
 */
void
berth_sandbox_operation_cancel (BerthSandboxOperation *self)
{
  g_cancellable_cancel (self->cancellable);
}

/**
 * berth_sandbox_operation_await:
 *
 * Returns: (transfer full): resolves to %TRUE when it has succeeded, rejects with its
 *   failure or with %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_sandbox_operation_await (BerthSandboxOperation *self)
{
  return dex_ref (DEX_FUTURE (self->promise));
}
