/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-deployment-operation.h"

#include "berth-json.h"
#include "berth-fault-parser.h"

/**
 * BerthDeploymentOperation:
 *
 * What a deployment does with one resource.
 */
struct _BerthDeploymentOperation {
  GObject parent_instance;

  char *id;
  char *kind;
  char *state;
  char *status_code;
  char *resource_id;
  char *resource_type;
  char *resource_name;
  char *timestamp;
  char *duration;
  GError *error;
};

G_DEFINE_FINAL_TYPE (BerthDeploymentOperation, berth_deployment_operation, G_TYPE_OBJECT)

static void
berth_deployment_operation_finalize (GObject *object)
{
  BerthDeploymentOperation *self = BERTH_DEPLOYMENT_OPERATION (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->status_code, g_free);
  g_clear_pointer (&self->resource_id, g_free);
  g_clear_pointer (&self->resource_type, g_free);
  g_clear_pointer (&self->resource_name, g_free);
  g_clear_pointer (&self->timestamp, g_free);
  g_clear_pointer (&self->duration, g_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (berth_deployment_operation_parent_class)->finalize (object);
}

static void
berth_deployment_operation_class_init (BerthDeploymentOperationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_deployment_operation_finalize;
}

static void
berth_deployment_operation_init (BerthDeploymentOperation *self)
{
}

/**
 * berth_deployment_operation_get_error:
 *
 * Returns: (transfer none) (nullable): why it failed
 */
const GError *
berth_deployment_operation_get_error (BerthDeploymentOperation *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT_OPERATION (self), NULL);

  return self->error;
}

/**
 * berth_deployment_operation_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_deployment_operation_parse (JsonObject *object, GError **error)
{
  BerthDeploymentOperation *self = NULL;

  self = g_object_new (BERTH_TYPE_DEPLOYMENT_OPERATION, NULL);
  self->id = g_strdup (berth_json_get_string (object, "operationId"));
  self->kind
    = g_strdup (berth_json_get_string (object, "properties.provisioningOperation"));
  self->state = g_strdup (berth_json_get_string (object, "properties.provisioningState"));
  self->status_code = g_strdup (berth_json_get_string (object, "properties.statusCode"));
  self->resource_id
    = g_strdup (berth_json_get_string (object, "properties.targetResource.id"));
  self->resource_type
    = g_strdup (berth_json_get_string (object, "properties.targetResource.resourceType"));
  self->resource_name
    = g_strdup (berth_json_get_string (object, "properties.targetResource.resourceName"));
  self->timestamp = g_strdup (berth_json_get_string (object, "properties.timestamp"));
  self->duration = g_strdup (berth_json_get_string (object, "properties.duration"));
  if (berth_json_get_object (object, "properties.statusMessage.error") != NULL)
    self->error = berth_fault_parse_object (
      berth_json_get_object (object, "properties.statusMessage.error"), 0,
      berth_json_get_string (object, "properties.serviceRequestId"));
  return self;
}

/**
 * berth_deployment_operation_get_id:
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
berth_deployment_operation_get_id (BerthDeploymentOperation *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT_OPERATION (self), NULL);

  return self->id;
}

/**
 * berth_deployment_operation_get_kind:
 *
 * Returns: (transfer none) (nullable): "Create", "EvaluateDeploymentOutput" or another
 * word
 */
const char *
berth_deployment_operation_get_kind (BerthDeploymentOperation *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT_OPERATION (self), NULL);

  return self->kind;
}

/**
 * berth_deployment_operation_get_state:
 *
 * Returns: (transfer none) (nullable): "Running", "Succeeded", "Failed" or another word
 */
const char *
berth_deployment_operation_get_state (BerthDeploymentOperation *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT_OPERATION (self), NULL);

  return self->state;
}

/**
 * berth_deployment_operation_get_status_code:
 *
 * Returns: (transfer none) (nullable): "OK", "Conflict" or another word
 */
const char *
berth_deployment_operation_get_status_code (BerthDeploymentOperation *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT_OPERATION (self), NULL);

  return self->status_code;
}

/**
 * berth_deployment_operation_get_resource_id:
 *
 * Returns: (transfer none) (nullable): what it is about
 */
const char *
berth_deployment_operation_get_resource_id (BerthDeploymentOperation *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT_OPERATION (self), NULL);

  return self->resource_id;
}

/**
 * berth_deployment_operation_get_resource_type:
 *
 * Returns: (transfer none) (nullable): its type
 */
const char *
berth_deployment_operation_get_resource_type (BerthDeploymentOperation *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT_OPERATION (self), NULL);

  return self->resource_type;
}

/**
 * berth_deployment_operation_get_resource_name:
 *
 * Returns: (transfer none) (nullable): its name
 */
const char *
berth_deployment_operation_get_resource_name (BerthDeploymentOperation *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT_OPERATION (self), NULL);

  return self->resource_name;
}

/**
 * berth_deployment_operation_get_timestamp:
 *
 * Returns: (transfer none) (nullable): when it was last heard of, ISO 8601
 */
const char *
berth_deployment_operation_get_timestamp (BerthDeploymentOperation *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT_OPERATION (self), NULL);

  return self->timestamp;
}

/**
 * berth_deployment_operation_get_duration:
 *
 * Returns: (transfer none) (nullable): how long it took so far, ISO 8601
 */
const char *
berth_deployment_operation_get_duration (BerthDeploymentOperation *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT_OPERATION (self), NULL);

  return self->duration;
}
