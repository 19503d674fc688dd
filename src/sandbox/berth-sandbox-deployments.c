/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-deployment.h"
#include "berth-sandbox-json.h"
#include "berth-sandbox-private.h"

#include <string.h>

/* Template deployments of a resource group: the routes. What is being carried out is held
 * under the deployment's id, so that it can be canceled. */

#define DATA_KEY "deployments"
#define OPERATIONS                                                                       \
  "/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}/deployments/"      \
  "{name}/operations"
#define MAX_NAME 64

static GHashTable *
get_running (BerthSandbox *sandbox)
{
  return berth_sandbox_get_data (sandbox, DATA_KEY);
}

static JsonObject *
find_group (BerthSandbox *sandbox, BerthSandboxRequest *request)
{
  g_autofree char *id = g_strdup_printf ("/subscriptions/%s/resourceGroups/%s",
                                         berth_sandbox_get_subscription_id (sandbox),
                                         berth_sandbox_request_get_group (request));

  return berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);
}

static BerthSandboxTemplate *
read_template (BerthSandbox *sandbox, BerthSandboxRequest *request, GError **error)
{
  JsonObject *body = berth_sandbox_request_get_object (request);
  JsonObject *properties = berth_sandbox_json_object (body, "properties");

  if (properties == NULL) {
    g_propagate_error (error,
                       berth_sandbox_fault_new (400, "InvalidRequestContent",
                                                "The request content was invalid: the "
                                                "required property 'properties' was not "
                                                "found."));
    return NULL;
  }
  if (strlen (berth_sandbox_request_get_name (request)) > MAX_NAME) {
    g_propagate_error (error, berth_sandbox_fault_new (
                                400, "InvalidDeploymentName",
                                "The deployment name '%s' has more than %d "
                                "characters.",
                                berth_sandbox_request_get_name (request), MAX_NAME));
    return NULL;
  }
  return berth_sandbox_template_new (sandbox, find_group (sandbox, request),
                                     berth_sandbox_request_get_name (request), properties,
                                     error);
}

static GError *
wrap_refusal (BerthSandboxRequest *request, const GError *refusal)
{
  g_autofree char *tracking_id = g_uuid_string_random ();
  GError *error
    = berth_sandbox_fault_new (400, "InvalidTemplateDeployment",
                               "The template deployment '%s' is not valid according to "
                               "the validation procedure. The "
                               "tracking id is '%s'. See inner errors for details.",
                               berth_sandbox_request_get_name (request), tracking_id);

  berth_sandbox_fault_add_detail (error, refusal);
  return error;
}

static gboolean
knows_type (BerthSandbox *sandbox, const char *type)
{
  const char *rest = strchr (type, '/');
  g_autofree char *name_space = NULL;
  g_auto (GStrv) types = NULL;

  if (rest == NULL)
    return FALSE;
  name_space = g_strndup (type, (gsize) (rest - type));
  types = berth_sandbox_dup_types (sandbox, name_space);
  for (guint i = 0; types[i] != NULL; i++) {
    if (g_ascii_strcasecmp (types[i], rest + 1) == 0)
      return TRUE;
  }
  return FALSE;
}

static GError *
refuse_type (BerthSandboxTemplateResource *resource)
{
  g_autofree char *name_space = g_strndup (resource->type, strcspn (resource->type, "/"));

  return berth_sandbox_fault_new (400, "InvalidResourceType",
                                  "The resource type '%s' could not be found in the "
                                  "namespace '%s' for api version '%s'.",
                                  resource->type, name_space, resource->api_version);
}

/* Refusals that are known before anything is made: quota, terms, sizes that are not
 * there. */
static GError *
run_preflight (BerthSandbox *sandbox,
               BerthSandboxRequest *request,
               BerthSandboxTemplate *template)
{
  GPtrArray *resources = berth_sandbox_template_get_resources (template);

  for (guint i = 0; i < resources->len; i++) {
    BerthSandboxTemplateResource *resource = resources->pdata[i];
    g_autoptr (GError) refusal = NULL;
    g_autoptr (JsonObject) body
      = berth_sandbox_template_foresee (template, resource, &refusal);

    if (body == NULL)
      return g_steal_pointer (&refusal);
    if (!knows_type (sandbox, resource->type))
      return refuse_type (resource);
    json_object_set_string_member (body, "id", resource->id);
    if (!berth_sandbox_run_preflight (sandbox, resource->type, body, &refusal))
      return wrap_refusal (request, refusal);
  }
  return NULL;
}

static BerthSandboxDeployment *
prepare (BerthSandbox *sandbox, BerthSandboxRequest *request, GError **error)
{
  g_autoptr (BerthSandboxTemplate) template = read_template (sandbox, request, error);
  GError *refusal;

  if (template == NULL)
    return NULL;
  refusal = run_preflight (sandbox, request, template);
  if (refusal != NULL) {
    g_propagate_error (error, refusal);
    return NULL;
  }
  return berth_sandbox_deployment_new (sandbox, template,
                                       berth_sandbox_request_get_resource_id (request),
                                       berth_sandbox_request_get_name (request));
}

typedef struct {
  BerthSandbox *sandbox; /* unowned: it stops its operations before it goes */
  BerthSandboxDeployment *deployment;
  char *id;
} Execution;

static void
execution_free (gpointer data)
{
  Execution *execution = data;

  g_object_unref (execution->deployment);
  g_free (execution->id);
  g_free (execution);
}

static DexFuture *
execute (BerthSandboxOperation *operation, gpointer data)
{
  Execution *execution = data;
  g_autoptr (GError) error = NULL;
  gboolean done
    = dex_await (berth_sandbox_deployment_run (execution->deployment), &error);

  if (g_hash_table_lookup (get_running (execution->sandbox), execution->id)
      == execution->deployment)
    g_hash_table_remove (get_running (execution->sandbox), execution->id);
  return done ? NULL : dex_future_new_for_error (g_steal_pointer (&error));
}

static BerthSandboxOperation *
begin (BerthSandbox *sandbox, BerthSandboxDeployment *deployment, const char *id)
{
  Execution *execution = g_new0 (Execution, 1);

  execution->sandbox = sandbox;
  execution->deployment = g_object_ref (deployment);
  execution->id = g_ascii_strdown (id, -1);
  g_hash_table_replace (get_running (sandbox), g_strdup (execution->id),
                        g_object_ref (deployment));
  return berth_sandbox_operations_start (berth_sandbox_get_operations (sandbox), 0,
                                         execute, execution, execution_free);
}

/* What a cloud that is started again needs to go on. A template's secure parameters are
 * in it, so it stands in the private part. */
static void
remember (BerthSandbox *sandbox, BerthSandboxRequest *request, const char *id)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  JsonObject *hidden = berth_sandbox_store_get_private (store, id);
  JsonObject *properties = berth_sandbox_json_object (
    berth_sandbox_request_get_object (request), "properties");

  json_object_set_array_member (hidden, "operations", json_array_new ());
  json_object_set_object_member (hidden, "request", berth_sandbox_json_copy (properties));
  berth_sandbox_store_touch (store, id);
}

static gboolean
has_ended (JsonObject *deployment)
{
  const char *state
    = berth_sandbox_json_string (deployment, "properties.provisioningState");

  return g_strcmp0 (state, "Succeeded") == 0 || g_strcmp0 (state, "Failed") == 0
         || g_strcmp0 (state, "Canceled") == 0;
}

static gboolean
is_running (BerthSandbox *sandbox, const char *id)
{
  JsonObject *known = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);

  return known != NULL && !has_ended (known);
}

static BerthSandboxReply *
put_deployment (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  const char *id = berth_sandbox_request_get_resource_id (request);
  GError *error = NULL;
  g_autoptr (BerthSandboxDeployment) deployment = prepare (sandbox, request, &error);
  g_autoptr (JsonObject) object = NULL;
  gboolean known = berth_sandbox_store_get (store, id) != NULL;

  if (deployment == NULL)
    return berth_sandbox_reply_new_fault (error);
  if (is_running (sandbox, id))
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      409, "DeploymentActive",
      "Unable to edit or replace deployment '%s': the previous deployment of that name "
      "is "
      "still active. Please see https://aka.ms/arm-deployment-operations for usage "
      "details.",
      berth_sandbox_request_get_name (request)));
  object = berth_sandbox_deployment_to_json (deployment);
  berth_sandbox_store_put (store, id, object);
  remember (sandbox, request, id);
  return berth_sandbox_reply_new_operation (
    known ? 200 : 201, berth_sandbox_json_copy (object), begin (sandbox, deployment, id),
    BERTH_SANDBOX_OPERATION_ASYNC, 0);
}

/* Where its group or its template is gone, nobody can go on. */
static void
note_interruption (BerthSandbox *sandbox, JsonObject *deployment, const char *id)
{
  JsonObject *properties = berth_sandbox_json_ensure_object (deployment, "properties");
  g_autoptr (GError) error = berth_sandbox_fault_new (
    500, "InternalServerError",
    "The deployment was interrupted by a restart of the cloud.");

  json_object_set_string_member (properties, "provisioningState", "Failed");
  json_object_set_object_member (properties, "error",
                                 berth_sandbox_fault_to_json (error));
  berth_sandbox_store_touch (berth_sandbox_get_store (sandbox), id);
}

static JsonObject *
find_group_of (BerthSandbox *sandbox, const char *id)
{
  g_auto (GStrv) segments = g_strsplit (id, "/", 6);
  g_autofree char *group_id = NULL;

  if (g_strv_length (segments) < 5)
    return NULL;
  group_id
    = g_strdup_printf ("/subscriptions/%s/resourceGroups/%s", segments[2], segments[4]);
  return berth_sandbox_store_get (berth_sandbox_get_store (sandbox), group_id);
}

static void
resume (BerthSandbox *sandbox, JsonObject *object)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  const char *id = berth_sandbox_json_string (object, "id");
  const char *name = berth_sandbox_json_string (object, "name");
  JsonObject *hidden = berth_sandbox_store_get_private (store, id);
  JsonObject *properties = berth_sandbox_json_object (hidden, "request");
  JsonObject *group = find_group_of (sandbox, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthSandboxTemplate) template = NULL;
  g_autoptr (BerthSandboxDeployment) deployment = NULL;

  if (properties != NULL && group != NULL)
    template = berth_sandbox_template_new (sandbox, group, name, properties, &error);
  if (template == NULL) {
    note_interruption (sandbox, object, id);
    return;
  }
  json_object_set_array_member (hidden, "operations", json_array_new ());
  deployment = berth_sandbox_deployment_new (sandbox, template, id, name);
  begin (sandbox, deployment, id);
}

/* Deployments go on where the cloud was stopped: what they have made is PUT once more. */
static void
resume_all (BerthSandbox *sandbox)
{
  g_autoptr (GPtrArray) known = berth_sandbox_store_list (
    berth_sandbox_get_store (sandbox), NULL, "Microsoft.Resources/deployments");

  for (guint i = 0; i < known->len; i++) {
    if (!has_ended (known->pdata[i]))
      resume (sandbox, known->pdata[i]);
  }
}

static BerthSandboxReply *
get_deployment (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  const char *id = berth_sandbox_request_get_resource_id (request);
  JsonObject *object = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);

  if (g_str_equal (berth_sandbox_request_get_method (request), "HEAD"))
    return berth_sandbox_reply_new_empty (object != NULL ? 204 : 404);
  if (object == NULL)
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      404, "DeploymentNotFound", "Deployment '%s' could not be found.",
      berth_sandbox_request_get_name (request)));
  return berth_sandbox_reply_new_object (200, berth_sandbox_json_copy (object));
}

/* Its history goes at once; what is left to do is to say so. */
static BerthSandboxReply *
delete_deployment (BerthSandboxRequest *request, gpointer data)
{
  gboolean known = berth_sandbox_store_remove (
    berth_sandbox_get_store (data), berth_sandbox_request_get_resource_id (request));
  BerthSandboxOperation *operation;

  if (!known)
    return berth_sandbox_reply_new_empty (204);
  operation = berth_sandbox_operations_start (
    berth_sandbox_get_operations (data),
    berth_sandbox_scenario_get_duration (berth_sandbox_get_scenario (data),
                                         "deployments.delete", 1),
    NULL, NULL, NULL);
  return berth_sandbox_reply_new_operation (202, NULL, operation,
                                            BERTH_SANDBOX_OPERATION_LOCATION, 1);
}

static JsonArray *
list_resources (BerthSandboxTemplate *template)
{
  GPtrArray *resources = berth_sandbox_template_get_resources (template);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < resources->len; i++) {
    const BerthSandboxTemplateResource *resource = resources->pdata[i];
    JsonObject *reference = json_object_new ();

    json_object_set_string_member (reference, "id", resource->id);
    json_array_add_object_element (array, reference);
  }
  return array;
}

static BerthSandboxReply *
validate (BerthSandboxRequest *request, gpointer data)
{
  GError *error = NULL;
  g_autoptr (BerthSandboxDeployment) deployment = prepare (data, request, &error);
  JsonObject *object;
  JsonObject *properties;

  if (deployment == NULL)
    return berth_sandbox_reply_new_fault (error);
  object = berth_sandbox_deployment_to_json (deployment);
  properties = berth_sandbox_json_ensure_object (object, "properties");
  json_object_set_string_member (properties, "provisioningState", "Succeeded");
  json_object_set_array_member (
    properties, "validatedResources",
    list_resources (berth_sandbox_deployment_get_template (deployment)));
  return berth_sandbox_reply_new_object (200, object);
}

static JsonObject *
foresee_change (BerthSandbox *sandbox,
                BerthSandboxTemplate *template,
                BerthSandboxTemplateResource *resource)
{
  JsonObject *change = json_object_new ();
  JsonObject *before
    = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), resource->id);
  JsonObject *after = berth_sandbox_template_foresee (template, resource, NULL);

  json_object_set_string_member (change, "resourceId", resource->id);
  json_object_set_string_member (change, "changeType",
                                 before != NULL ? "Modify" : "Create");
  if (before != NULL)
    json_object_set_object_member (change, "before", berth_sandbox_json_copy (before));
  if (after != NULL)
    json_object_set_object_member (change, "after", after);
  return change;
}

static JsonNode *
make_changes (BerthSandbox *sandbox, BerthSandboxTemplate *template)
{
  GPtrArray *resources = berth_sandbox_template_get_resources (template);
  g_autoptr (JsonObject) result = json_object_new ();
  JsonObject *properties = json_object_new ();
  JsonArray *changes = json_array_new ();

  for (guint i = 0; i < resources->len; i++)
    json_array_add_object_element (
      changes, foresee_change (sandbox, template, resources->pdata[i]));
  json_object_set_array_member (properties, "changes", changes);
  json_object_set_string_member (result, "status", "Succeeded");
  json_object_set_object_member (result, "properties", properties);
  return berth_sandbox_json_node (result);
}

static DexFuture *
finish_what_if (BerthSandboxOperation *operation, gpointer data)
{
  berth_sandbox_operation_set_output (operation, json_node_copy (data));
  return NULL;
}

static BerthSandboxReply *
what_if (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  GError *error = NULL;
  g_autoptr (BerthSandboxTemplate) template = read_template (sandbox, request, &error);
  BerthSandboxOperation *operation;

  if (template == NULL)
    return berth_sandbox_reply_new_fault (error);
  operation = berth_sandbox_operations_start (
    berth_sandbox_get_operations (sandbox),
    berth_sandbox_scenario_get_duration (berth_sandbox_get_scenario (sandbox),
                                         "deployments.whatIf", 1),
    finish_what_if, make_changes (sandbox, template), (GDestroyNotify) json_node_unref);
  return berth_sandbox_reply_new_operation (202, NULL, operation,
                                            BERTH_SANDBOX_OPERATION_LOCATION, 1);
}

static BerthSandboxReply *
cancel (BerthSandboxRequest *request, gpointer data)
{
  BerthSandbox *sandbox = data;
  const char *id = berth_sandbox_request_get_resource_id (request);
  g_autofree char *key = g_ascii_strdown (id, -1);
  BerthSandboxDeployment *deployment = g_hash_table_lookup (get_running (sandbox), key);
  JsonObject *object = berth_sandbox_store_get (berth_sandbox_get_store (sandbox), id);

  if (object == NULL)
    return get_deployment (request, data);
  if (deployment == NULL || has_ended (object))
    return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
      409, "DeploymentCannotBeCancelled",
      "The deployment '%s' cannot be cancelled because it is not in a running state.",
      berth_sandbox_request_get_name (request)));
  berth_sandbox_deployment_cancel (deployment);
  return berth_sandbox_reply_new_empty (204);
}

/* The operations stand under a path of their own, which leaves "providers" out: nothing
 * has named the resource for us. */
static JsonArray *
find_operations (BerthSandboxRequest *request, BerthSandbox *sandbox)
{
  BerthSandboxStore *store = berth_sandbox_get_store (sandbox);
  g_autofree char *id = g_strdup_printf (
    "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Resources/deployments/%s",
    berth_sandbox_get_subscription_id (sandbox),
    berth_sandbox_request_get_group (request), berth_sandbox_request_get_name (request));

  berth_sandbox_request_set_resource_id (request, id);
  if (berth_sandbox_store_get (store, id) == NULL)
    return NULL;
  return berth_sandbox_json_array (berth_sandbox_store_get_private (store, id),
                                   "operations");
}

static BerthSandboxReply *
list_operations (BerthSandboxRequest *request, gpointer sandbox)
{
  JsonArray *known = find_operations (request, sandbox);
  JsonArray *array;

  if (known == NULL)
    return get_deployment (request, sandbox);
  array = json_array_new ();
  for (guint i = 0; i < json_array_get_length (known); i++)
    json_array_add_object_element (
      array, berth_sandbox_json_copy (json_array_get_object_element (known, i)));
  return berth_sandbox_reply_new_list (array);
}

static BerthSandboxReply *
get_operation (BerthSandboxRequest *request, gpointer sandbox)
{
  const char *wanted = berth_sandbox_request_get_capture (request, "operationId");
  JsonArray *known = find_operations (request, sandbox);

  if (known == NULL)
    return get_deployment (request, sandbox);
  for (guint i = 0; i < json_array_get_length (known); i++) {
    JsonObject *operation = json_array_get_object_element (known, i);

    if (g_strcmp0 (berth_sandbox_json_string (operation, "operationId"), wanted) == 0)
      return berth_sandbox_reply_new_object (200, berth_sandbox_json_copy (operation));
  }
  return berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
    404, "DeploymentOperationNotFound",
    "The deployment operation '%s' of deployment '%s' could not be found.", wanted,
    berth_sandbox_request_get_name (request)));
}

static BerthSandboxReply *
export_template (BerthSandboxRequest *request, gpointer data)
{
  JsonObject *hidden = berth_sandbox_store_get_private (
    berth_sandbox_get_store (data), berth_sandbox_request_get_resource_id (request));
  JsonObject *template = berth_sandbox_json_object (hidden, "request.template");
  JsonObject *object;

  if (template == NULL)
    return get_deployment (request, data);
  object = json_object_new ();
  json_object_set_object_member (object, "template", berth_sandbox_json_copy (template));
  return berth_sandbox_reply_new_object (200, object);
}

static const BerthSandboxAction actions[] = {
  { "POST", "exportTemplate", export_template },
  { "POST", "validate", validate },
  { "POST", "whatIf", what_if },
  { "POST", "cancel", cancel },
  { NULL, NULL, NULL },
};

static const BerthSandboxResourceType deployments = {
  .type = "Microsoft.Resources/deployments",
  .put = put_deployment,
  .get = get_deployment,
  .remove = delete_deployment,
  .actions = actions,
};

void
berth_sandbox_deployments_install (BerthSandbox *self)
{
  berth_sandbox_set_data (
    self, DATA_KEY,
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref),
    (GDestroyNotify) g_hash_table_unref);
  berth_sandbox_add_type (self, &deployments);
  berth_sandbox_add_route (self, "GET", OPERATIONS, NULL, list_operations);
  berth_sandbox_add_route (self, "GET", OPERATIONS "/{operationId}", NULL, get_operation);
  berth_sandbox_add_start (self, resume_all);
}
