/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-deployment.h"

#include "berth-future.h"
#include "berth-sandbox-json.h"

#include <string.h>

/**
 * BerthSandboxDeployment:
 *
 * A template that is being carried out: every resource in a fiber of its own, which waits
 * for those it needs and then performs the PUT that a client would. What has happened so
 * far stands in the store: the deployment itself and, in its private part, the
 * operations.
 */
struct _BerthSandboxDeployment {
  GObject parent_instance;

  BerthSandbox *sandbox; /* unowned: stops its operations before it goes */
  BerthSandboxTemplate *template;
  char *id;
  char *name;
  char *correlation_id;
  gint64 started_usec;
  gboolean canceled;
  gboolean interrupted; /* the cloud stops; the next one goes on */
  GPtrArray *steps;
};

G_DEFINE_FINAL_TYPE (BerthSandboxDeployment, berth_sandbox_deployment, G_TYPE_OBJECT)

typedef struct {
  BerthSandboxDeployment *deployment; /* unowned: owns us */
  BerthSandboxTemplateResource *resource;
  JsonObject *record; /* the operation, as the store keeps it */
  DexFuture *future;  /* nullable: until it is started */
  GError *error;
  gboolean done;
  gint64 started_usec;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  json_object_unref (step->record);
  dex_clear (&step->future);
  g_clear_error (&step->error);
  g_free (step);
}

static void
berth_sandbox_deployment_finalize (GObject *object)
{
  BerthSandboxDeployment *self = BERTH_SANDBOX_DEPLOYMENT (object);

  g_ptr_array_unref (self->steps);
  g_clear_object (&self->template);
  g_free (self->id);
  g_free (self->name);
  g_free (self->correlation_id);
  G_OBJECT_CLASS (berth_sandbox_deployment_parent_class)->finalize (object);
}

static void
berth_sandbox_deployment_class_init (BerthSandboxDeploymentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_deployment_finalize;
}

static void
berth_sandbox_deployment_init (BerthSandboxDeployment *self)
{
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->correlation_id = g_uuid_string_random ();
}

static gint64
get_now (BerthSandboxDeployment *self)
{
  return berth_clock_get_now (berth_sandbox_get_clock (self->sandbox));
}

static void
set_times (BerthSandboxDeployment *self, JsonObject *properties, gint64 started_usec)
{
  g_autoptr (GDateTime) now
    = berth_clock_dup_now_utc (berth_sandbox_get_clock (self->sandbox));
  g_autofree char *timestamp = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.%fZ");
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *duration = NULL;

  g_ascii_formatd (seconds, sizeof seconds, "%.3f",
                   (double) (get_now (self) - started_usec) / G_USEC_PER_SEC);
  duration = g_strconcat ("PT", seconds, "S", NULL);
  json_object_set_string_member (properties, "timestamp", timestamp);
  json_object_set_string_member (properties, "duration", duration);
}

static JsonObject *
make_target (BerthSandboxTemplateResource *resource)
{
  JsonObject *target = json_object_new ();

  json_object_set_string_member (target, "id", resource->id);
  json_object_set_string_member (target, "resourceType", resource->type);
  json_object_set_string_member (target, "resourceName", resource->name);
  return target;
}

static void
record (Step *step, const char *state, const char *status_code)
{
  BerthSandboxDeployment *self = step->deployment;
  JsonObject *properties = berth_sandbox_json_ensure_object (step->record, "properties");

  json_object_set_string_member (properties, "provisioningOperation", "Create");
  json_object_set_string_member (properties, "provisioningState", state);
  json_object_set_string_member (properties, "statusCode", status_code);
  json_object_set_string_member (properties, "trackingId", self->correlation_id);
  set_times (self, properties, step->started_usec);
  json_object_set_object_member (properties, "targetResource",
                                 make_target (step->resource));
  berth_sandbox_store_touch (berth_sandbox_get_store (self->sandbox), self->id);
}

static void
begin_record (Step *step)
{
  BerthSandboxDeployment *self = step->deployment;
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *operation_id = g_ascii_strup (uuid, 8);
  g_autofree char *id = g_strconcat (self->id, "/operations/", operation_id, NULL);
  JsonObject *hidden
    = berth_sandbox_store_get_private (berth_sandbox_get_store (self->sandbox), self->id);
  JsonArray *operations = berth_sandbox_json_array (hidden, "operations");

  json_object_set_string_member (step->record, "id", id);
  json_object_set_string_member (step->record, "operationId", operation_id);
  step->started_usec = get_now (self);
  record (step, "Running", "Accepted");
  if (operations != NULL)
    json_array_add_object_element (operations, json_object_ref (step->record));
}

static const char *
describe_status (guint status)
{
  const struct {
    guint status;
    const char *name;
  } names[] = {
    { 200, "OK" },
    { 201, "Created" },
    { 202, "Accepted" },
    { 400, "BadRequest" },
    { 403, "Forbidden" },
    { 404, "NotFound" },
    { 405, "MethodNotAllowed" },
    { 409, "Conflict" },
    { 429, "TooManyRequests" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (names[i].status == status)
      return names[i].name;
  }
  return "InternalServerError";
}

static void
fail (Step *step, GError *error)
{
  JsonObject *message = json_object_new ();

  step->error = error;
  record (step, "Failed", describe_status (berth_sandbox_fault_get_status (error)));
  json_object_set_string_member (message, "status", "Failed");
  json_object_set_object_member (message, "error", berth_sandbox_fault_to_json (error));
  json_object_set_object_member (
    berth_sandbox_json_ensure_object (step->record, "properties"), "statusMessage",
    message);
}

static gboolean
put_resource (Step *step, GError **error)
{
  BerthSandboxDeployment *self = step->deployment;
  g_autoptr (JsonObject) body
    = berth_sandbox_template_evaluate (self->template, step->resource, error);
  g_autoptr (BerthSandboxRequest) request = NULL;
  g_autoptr (BerthSandboxReply) reply = NULL;
  BerthSandboxOperation *operation;

  if (body == NULL)
    return FALSE;
  request = berth_sandbox_request_new_put (step->resource->id,
                                           step->resource->api_version, body);
  reply = berth_sandbox_dispatch (self->sandbox, request);
  if (berth_sandbox_reply_get_error (reply) != NULL) {
    g_propagate_error (error, g_error_copy (berth_sandbox_reply_get_error (reply)));
    return FALSE;
  }
  operation = berth_sandbox_reply_get_operation (reply);
  return operation == NULL
         || dex_await (berth_sandbox_operation_await (operation), error);
}

static Step *
find_step (BerthSandboxDeployment *self, BerthSandboxTemplateResource *resource)
{
  for (guint i = 0; i < self->steps->len; i++) {
    Step *step = self->steps->pdata[i];

    if (step->resource == resource)
      return step;
  }
  return NULL;
}

static DexFuture *
step_fiber (gpointer data)
{
  Step *step = data;
  BerthSandboxDeployment *self = step->deployment;
  GError *error = NULL;

  for (guint i = 0; i < step->resource->needs->len; i++) {
    Step *need = find_step (self, step->resource->needs->pdata[i]);

    if (need->future != NULL)
      dex_await (dex_ref (need->future), NULL);
    if (!need->done)
      return dex_future_new_true ();
  }
  if (self->canceled)
    return dex_future_new_true ();
  begin_record (step);
  if (put_resource (step, &error)) {
    step->done = TRUE;
    record (step, "Succeeded", "OK");
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_clear_error (&error);
    self->interrupted = TRUE;
  } else {
    fail (step, error);
  }
  return dex_future_new_true ();
}

/**
 * berth_sandbox_deployment_new:
 * @id: the deployment's own id
 */
BerthSandboxDeployment *
berth_sandbox_deployment_new (BerthSandbox *sandbox,
                              BerthSandboxTemplate *template,
                              const char *id,
                              const char *name)
{
  BerthSandboxDeployment *self = g_object_new (BERTH_TYPE_SANDBOX_DEPLOYMENT, NULL);
  GPtrArray *resources = berth_sandbox_template_get_resources (template);

  self->sandbox = sandbox;
  self->template = g_object_ref (template);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->started_usec = get_now (self);
  for (guint i = 0; i < resources->len; i++) {
    Step *step = g_new0 (Step, 1);

    step->deployment = self;
    step->resource = resources->pdata[i];
    step->record = json_object_new ();
    g_ptr_array_add (self->steps, step);
  }
  return self;
}

static JsonArray *
make_providers (BerthSandboxDeployment *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->steps->len; i++) {
    Step *step = self->steps->pdata[i];
    const char *slash = strchr (step->resource->type, '/');
    g_autofree char *name_space
      = g_strndup (step->resource->type, (gsize) (slash - step->resource->type));
    JsonObject *provider = json_object_new ();
    JsonArray *types = json_array_new ();
    JsonObject *type = json_object_new ();
    JsonArray *locations = json_array_new ();
    const char *location = berth_sandbox_json_string (step->resource->raw, "location");

    json_array_add_string_element (locations,
                                   location != NULL && *location != '[' ? location : "");
    json_object_set_string_member (type, "resourceType", slash + 1);
    json_object_set_array_member (type, "locations", locations);
    json_array_add_object_element (types, type);
    json_object_set_string_member (provider, "namespace", name_space);
    json_object_set_array_member (provider, "resourceTypes", types);
    json_array_add_object_element (array, provider);
  }
  return array;
}

static JsonArray *
make_dependencies (BerthSandboxDeployment *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->steps->len; i++) {
    Step *step = self->steps->pdata[i];
    JsonArray *needs = json_array_new ();
    JsonObject *object;

    for (guint j = 0; j < step->resource->needs->len; j++)
      json_array_add_object_element (needs,
                                     make_target (step->resource->needs->pdata[j]));
    if (json_array_get_length (needs) == 0) {
      json_array_unref (needs);
      continue;
    }
    object = make_target (step->resource);
    json_object_set_array_member (object, "dependsOn", needs);
    json_array_add_object_element (array, object);
  }
  return array;
}

static char *
hash_template (BerthSandboxDeployment *self)
{
  g_autoptr (JsonNode) node
    = berth_sandbox_json_node (berth_sandbox_template_get_source (self->template));
  g_autofree char *text = berth_sandbox_json_print (node);

  return g_strdup_printf ("%u%08u", g_str_hash (text), g_str_hash (text) % 100000000);
}

/**
 * berth_sandbox_deployment_get_template:
 *
 * Returns: (transfer none): what it deploys
 */
BerthSandboxTemplate *
berth_sandbox_deployment_get_template (BerthSandboxDeployment *self)
{
  return self->template;
}

/**
 * berth_sandbox_deployment_to_json:
 *
 * Returns: (transfer full): the deployment as it is when it has just been accepted
 */
JsonObject *
berth_sandbox_deployment_to_json (BerthSandboxDeployment *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *properties = json_object_new ();
  g_autofree char *hash = hash_template (self);

  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "type", "Microsoft.Resources/deployments");
  json_object_set_string_member (properties, "templateHash", hash);
  json_object_set_object_member (
    properties, "parameters", berth_sandbox_template_parameters_to_json (self->template));
  json_object_set_string_member (properties, "mode", "Incremental");
  json_object_set_string_member (properties, "provisioningState", "Accepted");
  set_times (self, properties, self->started_usec);
  json_object_set_string_member (properties, "correlationId", self->correlation_id);
  json_object_set_array_member (properties, "providers", make_providers (self));
  json_object_set_array_member (properties, "dependencies", make_dependencies (self));
  json_object_set_object_member (object, "properties", properties);
  return object;
}

static GError *
wrap_failure (Step *step)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;
  GError *error;

  json_object_set_object_member (object, "error",
                                 berth_sandbox_fault_to_json (step->error));
  json_node_take_object (node, object);
  text = json_to_string (node, TRUE);
  error = berth_sandbox_fault_new_literal (
    409, describe_status (berth_sandbox_fault_get_status (step->error)), text);
  berth_sandbox_fault_set_target (error, step->resource->id);
  return error;
}

/* The cause travels as JSON within the message, as it does on the service. */
static GError *
collect_failures (BerthSandboxDeployment *self)
{
  GError *error = NULL;

  for (guint i = 0; i < self->steps->len; i++) {
    Step *step = self->steps->pdata[i];
    g_autoptr (GError) detail = NULL;

    if (step->error == NULL)
      continue;
    if (error == NULL)
      error = berth_sandbox_fault_new (
        409, "DeploymentFailed",
        "At least one resource deployment operation failed. Please list deployment "
        "operations for details. Please see https://aka.ms/arm-deployment-operations for "
        "usage details.");
    detail = wrap_failure (step);
    berth_sandbox_fault_add_detail (error, detail);
  }
  return error;
}

static JsonArray *
make_output_resources (BerthSandboxDeployment *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->steps->len; i++) {
    Step *step = self->steps->pdata[i];
    JsonObject *object;

    if (!step->done)
      continue;
    object = json_object_new ();
    json_object_set_string_member (object, "id", step->resource->id);
    json_array_add_object_element (array, object);
  }
  return array;
}

static JsonObject *
get_properties (BerthSandboxDeployment *self)
{
  JsonObject *object
    = berth_sandbox_store_get (berth_sandbox_get_store (self->sandbox), self->id);

  return object != NULL ? berth_sandbox_json_ensure_object (object, "properties") : NULL;
}

static void
set_state (BerthSandboxDeployment *self, const char *state, const GError *error)
{
  JsonObject *properties = get_properties (self);

  if (properties == NULL)
    return;
  json_object_set_string_member (properties, "provisioningState", state);
  set_times (self, properties, self->started_usec);
  if (error != NULL)
    json_object_set_object_member (properties, "error",
                                   berth_sandbox_fault_to_json (error));
  berth_sandbox_store_touch (berth_sandbox_get_store (self->sandbox), self->id);
}

static DexFuture *
conclude (BerthSandboxDeployment *self)
{
  g_autoptr (GError) error = collect_failures (self);
  JsonObject *properties = get_properties (self);
  JsonObject *outputs = NULL;

  if (self->interrupted && !self->canceled)
    return berth_future_reject (g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                     "The cloud is being stopped"));
  if (self->canceled) {
    set_state (self, "Canceled", NULL);
    return berth_future_reject (g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                     "The deployment was canceled"));
  }
  if (error == NULL)
    outputs = berth_sandbox_template_evaluate_outputs (self->template, &error);
  if (outputs != NULL && properties != NULL) {
    json_object_set_object_member (properties, "outputs", outputs);
    json_object_set_array_member (properties, "outputResources",
                                  make_output_resources (self));
  } else if (outputs != NULL) {
    json_object_unref (outputs);
  }
  set_state (self, error == NULL ? "Succeeded" : "Failed", error);
  return error != NULL ? berth_future_reject (g_steal_pointer (&error))
                       : dex_future_new_true ();
}

static DexFuture *
run_fiber (gpointer data)
{
  BerthSandboxDeployment *self = data;

  set_state (self, "Running", NULL);
  for (guint i = 0; i < self->steps->len; i++) {
    Step *step = self->steps->pdata[i];

    step->future = berth_future_spawn (step_fiber, step, NULL);
  }
  for (guint i = 0; i < self->steps->len; i++) {
    Step *step = self->steps->pdata[i];

    dex_await (dex_ref (step->future), NULL);
  }
  return conclude (self);
}

/**
 * berth_sandbox_deployment_run:
 *
 * Makes everything; independent resources side by side.
 *
 * Returns: (transfer full): resolves to %TRUE, or rejects with `DeploymentFailed` or
 *   %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_sandbox_deployment_run (BerthSandboxDeployment *self)
{
  return berth_future_spawn (run_fiber, g_object_ref (self), g_object_unref);
}

/**
 * berth_sandbox_deployment_cancel:
 *
 * Begins nothing new; what has begun goes on by itself, as on the service.
 */
void
berth_sandbox_deployment_cancel (BerthSandboxDeployment *self)
{
  self->canceled = TRUE;
  set_state (self, "Canceled", NULL);
}
