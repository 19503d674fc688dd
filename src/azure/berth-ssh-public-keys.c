/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-public-keys.h"

#include "berth-json.h"
#include "berth-wire.h"

/* Public keys kept in Azure (Compute, SSH Public Keys). */

/**
 * berth_ssh_public_keys_list:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of
 * #BerthSshPublicKey; rejects as berth_arm_client_send()
 */
DexFuture *
berth_ssh_public_keys_list (BerthArmClient *client,
                            const char *subscription_id,
                            GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path (
    "/subscriptions/%s/providers/Microsoft.Compute/sshPublicKeys", subscription_id);

  return berth_arm_client_list (client, path, BERTH_API_COMPUTE,
                                BERTH_TYPE_SSH_PUBLIC_KEY, berth_ssh_public_key_parse,
                                cancellable);
}

/**
 * berth_ssh_public_keys_put:
 * @public_key: (nullable): one line; %NULL when Azure is to make the pair
 *
 * Returns: (transfer full): a future that resolves to the #BerthSshPublicKey; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_ssh_public_keys_put (BerthArmClient *client,
                           const char *subscription_id,
                           const char *group,
                           const char *name,
                           const char *location,
                           const char *public_key,
                           GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path (
    "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Compute/sshPublicKeys/%s",
    subscription_id, group, name);
  JsonObject *object = json_object_new ();
  JsonObject *properties = json_object_new ();
  g_autoptr (JsonNode) body = berth_json_node_from_object (object);

  if (public_key != NULL)
    json_object_set_string_member (properties, "publicKey", public_key);
  json_object_set_string_member (object, "location", location);
  json_object_set_object_member (object, "properties", properties);
  return berth_arm_parse (
    berth_arm_client_send (client, "PUT", path, BERTH_API_COMPUTE, body, cancellable),
    berth_ssh_public_key_parse);
}

/**
 * berth_ssh_public_keys_generate:
 * @encryption_type: "RSA" or "Ed25519"
 *
 * Returns: (transfer full): a future that resolves to a #BerthKeyPair, whose private half
 * comes this once; rejects as berth_arm_client_send()
 */
DexFuture *
berth_ssh_public_keys_generate (BerthArmClient *client,
                                const char *subscription_id,
                                const char *group,
                                const char *name,
                                const char *encryption_type,
                                GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Compute/"
                      "sshPublicKeys/%s/generateKeyPair",
                      subscription_id, group, name);
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) body = berth_json_node_from_object (object);

  json_object_set_string_member (object, "encryptionType", encryption_type);
  return berth_arm_parse (
    berth_arm_client_send (client, "POST", path, BERTH_API_COMPUTE, body, cancellable),
    berth_key_pair_parse);
}
