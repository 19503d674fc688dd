/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-deployments.h"

#include "berth-json.h"
#include "berth-wire.h"

/* Template deployments (Resource Management, Deployments). */

static JsonNode *
make_body (JsonNode *template, JsonNode *parameters)
{
  JsonObject *object = json_object_new ();
  JsonObject *properties = json_object_new ();

  json_object_set_string_member (properties, "mode", "Incremental");
  json_object_set_member (properties, "template", json_node_copy (template));
  if (parameters != NULL)
    json_object_set_member (properties, "parameters", json_node_copy (parameters));
  json_object_set_object_member (object, "properties", properties);
  return berth_json_node_from_object (object);
}

/**
 * berth_deployments_validate:
 * @template: (transfer none): the template
 * @parameters: (nullable) (transfer none): name → {"value": …}
 *
 * Has the service look at a template without carrying it out.
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse when it is
 * valid; rejects as berth_arm_client_send()
 */
DexFuture *
berth_deployments_validate (BerthArmClient *client,
                            const char *subscription_id,
                            const char *group,
                            const char *name,
                            JsonNode *template,
                            JsonNode *parameters,
                            GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path ("/subscriptions/%s/resourcegroups/%s/providers/"
                                          "Microsoft.Resources/deployments/%s/validate",
                                          subscription_id, group, name);
  g_autoptr (JsonNode) body = make_body (template, parameters);

  return berth_arm_client_operate (client, "POST", path, BERTH_API_RESOURCES, body,
                                   cancellable);
}

/**
 * berth_deployments_what_if:
 * @template: (transfer none): the template
 * @parameters: (nullable) (transfer none): name → {"value": …}
 *
 * Asks what a template would change.
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse with the
 * changes; rejects as berth_arm_client_send()
 */
DexFuture *
berth_deployments_what_if (BerthArmClient *client,
                           const char *subscription_id,
                           const char *group,
                           const char *name,
                           JsonNode *template,
                           JsonNode *parameters,
                           GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path ("/subscriptions/%s/resourcegroups/%s/providers/"
                                          "Microsoft.Resources/deployments/%s/whatIf",
                                          subscription_id, group, name);
  g_autoptr (JsonNode) body = make_body (template, parameters);

  return berth_arm_client_operate (client, "POST", path, BERTH_API_RESOURCES, body,
                                   cancellable);
}

/**
 * berth_deployments_create:
 * @template: (transfer none): the template
 * @parameters: (nullable) (transfer none): name → {"value": …}
 *
 * Starts a deployment and does not wait for it.
 *
 * Returns: (transfer full): a future that resolves to a #BerthDeployment; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_deployments_create (BerthArmClient *client,
                          const char *subscription_id,
                          const char *group,
                          const char *name,
                          JsonNode *template,
                          JsonNode *parameters,
                          GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path (
    "/subscriptions/%s/resourcegroups/%s/providers/Microsoft.Resources/deployments/%s",
    subscription_id, group, name);
  g_autoptr (JsonNode) body = make_body (template, parameters);

  return berth_arm_parse (
    berth_arm_client_send (client, "PUT", path, BERTH_API_RESOURCES, body, cancellable),
    berth_deployment_parse);
}

/**
 * berth_deployments_get:
 *
 * Returns: (transfer full): a future that resolves to a #BerthDeployment; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_deployments_get (BerthArmClient *client,
                       const char *subscription_id,
                       const char *group,
                       const char *name,
                       GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path (
    "/subscriptions/%s/resourcegroups/%s/providers/Microsoft.Resources/deployments/%s",
    subscription_id, group, name);

  return berth_arm_client_get (client, path, BERTH_API_RESOURCES, berth_deployment_parse,
                               cancellable);
}

/**
 * berth_deployments_list_operations:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of
 * #BerthDeploymentOperation; rejects as berth_arm_client_send()
 */
DexFuture *
berth_deployments_list_operations (BerthArmClient *client,
                                   const char *subscription_id,
                                   const char *group,
                                   const char *name,
                                   GCancellable *cancellable)
{
  /* Without "providers", unlike the deployment itself: so it is documented. */
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/resourcegroups/%s/deployments/%s/operations",
                      subscription_id, group, name);

  return berth_arm_client_list (client, path, BERTH_API_RESOURCES,
                                BERTH_TYPE_DEPLOYMENT_OPERATION,
                                berth_deployment_operation_parse, cancellable);
}

/**
 * berth_deployments_cancel:
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_deployments_cancel (BerthArmClient *client,
                          const char *subscription_id,
                          const char *group,
                          const char *name,
                          GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path ("/subscriptions/%s/resourcegroups/%s/providers/"
                                          "Microsoft.Resources/deployments/%s/cancel",
                                          subscription_id, group, name);

  return berth_arm_client_send (client, "POST", path, BERTH_API_RESOURCES, NULL,
                                cancellable);
}
