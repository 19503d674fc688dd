/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-groups.h"

#include "berth-json.h"
#include "berth-wire.h"

/* Resource groups and what is in them (Resource Management, Resource Groups). */

/**
 * berth_groups_list:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of
 * #BerthResourceGroup; rejects as berth_arm_client_send()
 */
DexFuture *
berth_groups_list (BerthArmClient *client,
                   const char *subscription_id,
                   GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/resourcegroups", subscription_id);

  return berth_arm_client_list (client, path, BERTH_API_RESOURCES,
                                BERTH_TYPE_RESOURCE_GROUP, berth_resource_group_parse,
                                cancellable);
}

/**
 * berth_groups_get:
 *
 * Returns: (transfer full): a future that resolves to a #BerthResourceGroup; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_groups_get (BerthArmClient *client,
                  const char *subscription_id,
                  const char *name,
                  GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/resourcegroups/%s", subscription_id, name);

  return berth_arm_client_get (client, path, BERTH_API_RESOURCES,
                               berth_resource_group_parse, cancellable);
}

/**
 * berth_groups_put:
 * @tags: (nullable) (transfer none): its tags
 *
 * Returns: (transfer full): a future that resolves to the #BerthResourceGroup; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_groups_put (BerthArmClient *client,
                  const char *subscription_id,
                  const char *name,
                  const char *location,
                  JsonObject *tags,
                  GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/resourcegroups/%s", subscription_id, name);
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) body = berth_json_node_from_object (object);

  json_object_set_string_member (object, "location", location);
  if (tags != NULL)
    json_object_set_object_member (object, "tags", json_object_ref (tags));
  return berth_arm_parse (
    berth_arm_client_send (client, "PUT", path, BERTH_API_RESOURCES, body, cancellable),
    berth_resource_group_parse);
}

/**
 * berth_groups_delete:
 *
 * Deletes the group with everything in it and waits until it is gone.
 *
 * Returns: (transfer full): a future that resolves to a #BerthArmResponse; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_groups_delete (BerthArmClient *client,
                     const char *subscription_id,
                     const char *name,
                     GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/resourcegroups/%s", subscription_id, name);

  return berth_arm_client_operate (client, "DELETE", path, BERTH_API_RESOURCES, NULL,
                                   cancellable);
}

/**
 * berth_groups_list_resources:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthResource;
 * rejects as berth_arm_client_send()
 */
DexFuture *
berth_groups_list_resources (BerthArmClient *client,
                             const char *subscription_id,
                             const char *name,
                             GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path ("/subscriptions/%s/resourceGroups/%s/resources",
                                          subscription_id, name);

  return berth_arm_client_list (client, path, BERTH_API_RESOURCES, BERTH_TYPE_RESOURCE,
                                berth_resource_parse, cancellable);
}
