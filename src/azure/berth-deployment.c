/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-deployment.h"

#include "berth-json.h"

/**
 * BerthDeployment:
 *
 * A template deployment.
 */
struct _BerthDeployment {
  GObject parent_instance;

  char *id;
  char *name;
  char *state;
  char *correlation_id;
};

G_DEFINE_FINAL_TYPE (BerthDeployment, berth_deployment, G_TYPE_OBJECT)

static void
berth_deployment_finalize (GObject *object)
{
  BerthDeployment *self = BERTH_DEPLOYMENT (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->correlation_id, g_free);
  G_OBJECT_CLASS (berth_deployment_parent_class)->finalize (object);
}

static void
berth_deployment_class_init (BerthDeploymentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_deployment_finalize;
}

static void
berth_deployment_init (BerthDeployment *self)
{
}

/**
 * berth_deployment_parse:
 * @object: the service's answer
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set to
 *   %BERTH_AZURE_ERROR_MALFORMED_ANSWER that names the member it lacks
 */
gpointer
berth_deployment_parse (JsonObject *object, GError **error)
{
  BerthDeployment *self = NULL;

  if (berth_json_require_string (object, "id", error) == NULL)
    return NULL;
  if (berth_json_require_string (object, "name", error) == NULL)
    return NULL;
  self = g_object_new (BERTH_TYPE_DEPLOYMENT, NULL);
  self->id = g_strdup (berth_json_get_string (object, "id"));
  self->name = g_strdup (berth_json_get_string (object, "name"));
  self->state = g_strdup (berth_json_get_string (object, "properties.provisioningState"));
  self->correlation_id
    = g_strdup (berth_json_get_string (object, "properties.correlationId"));
  return self;
}

/**
 * berth_deployment_get_id:
 *
 * Returns: (transfer none): its id
 */
const char *
berth_deployment_get_id (BerthDeployment *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT (self), NULL);

  return self->id;
}

/**
 * berth_deployment_get_name:
 *
 * Returns: (transfer none): its name
 */
const char *
berth_deployment_get_name (BerthDeployment *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT (self), NULL);

  return self->name;
}

/**
 * berth_deployment_get_state:
 *
 * Returns: (transfer none) (nullable): "Running", "Succeeded", "Failed", "Canceled" or
 * another word
 */
const char *
berth_deployment_get_state (BerthDeployment *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT (self), NULL);

  return self->state;
}

/**
 * berth_deployment_get_correlation_id:
 *
 * Returns: (transfer none) (nullable): the id under which the service noted it
 */
const char *
berth_deployment_get_correlation_id (BerthDeployment *self)
{
  g_return_val_if_fail (BERTH_IS_DEPLOYMENT (self), NULL);

  return self->correlation_id;
}
