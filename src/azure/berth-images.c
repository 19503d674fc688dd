/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-images.h"

#include "berth-json.h"
#include "berth-wire.h"

/* Images of the marketplace (Compute, Virtual Machine Images). These lists are bare
 * arrays. */

/**
 * berth_images_list_publishers:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthImageName;
 * rejects as berth_arm_client_send()
 */
DexFuture *
berth_images_list_publishers (BerthArmClient *client,
                              const char *subscription_id,
                              const char *location,
                              GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path (
    "/subscriptions/%s/providers/Microsoft.Compute/locations/%s/publishers",
    subscription_id, location);

  return berth_arm_client_list (client, path, BERTH_API_COMPUTE, BERTH_TYPE_IMAGE_NAME,
                                berth_image_name_parse, cancellable);
}

/**
 * berth_images_list_offers:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthImageName;
 * rejects as berth_arm_client_send()
 */
DexFuture *
berth_images_list_offers (BerthArmClient *client,
                          const char *subscription_id,
                          const char *location,
                          const char *publisher,
                          GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/providers/Microsoft.Compute/locations/%s/"
                      "publishers/%s/artifacttypes/vmimage/offers",
                      subscription_id, location, publisher);

  return berth_arm_client_list (client, path, BERTH_API_COMPUTE, BERTH_TYPE_IMAGE_NAME,
                                berth_image_name_parse, cancellable);
}

/**
 * berth_images_list_skus:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthImageName;
 * rejects as berth_arm_client_send()
 */
DexFuture *
berth_images_list_skus (BerthArmClient *client,
                        const char *subscription_id,
                        const char *location,
                        const char *publisher,
                        const char *offer,
                        GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/providers/Microsoft.Compute/locations/%s/"
                      "publishers/%s/artifacttypes/vmimage/offers/%s/skus",
                      subscription_id, location, publisher, offer);

  return berth_arm_client_list (client, path, BERTH_API_COMPUTE, BERTH_TYPE_IMAGE_NAME,
                                berth_image_name_parse, cancellable);
}

/**
 * berth_images_list_versions:
 *
 * Returns: (transfer full): a future that resolves to a #GListModel of #BerthImageName,
 * the newest first; rejects as berth_arm_client_send()
 */
DexFuture *
berth_images_list_versions (BerthArmClient *client,
                            const char *subscription_id,
                            const char *location,
                            const char *publisher,
                            const char *offer,
                            const char *sku,
                            GCancellable *cancellable)
{
  g_autofree char *path = berth_arm_path (
    "/subscriptions/%s/providers/Microsoft.Compute/locations/%s/publishers/%s/"
    "artifacttypes/vmimage/offers/%s/skus/%s/versions?$orderby=name%%20desc",
    subscription_id, location, publisher, offer, sku);

  return berth_arm_client_list (client, path, BERTH_API_COMPUTE, BERTH_TYPE_IMAGE_NAME,
                                berth_image_name_parse, cancellable);
}

/**
 * berth_images_get:
 * @version: a real version; "latest" is not one here
 *
 * Returns: (transfer full): a future that resolves to a #BerthImage; rejects as
 *   berth_arm_client_send()
 */
DexFuture *
berth_images_get (BerthArmClient *client,
                  const char *subscription_id,
                  const char *location,
                  const char *publisher,
                  const char *offer,
                  const char *sku,
                  const char *version,
                  GCancellable *cancellable)
{
  g_autofree char *path
    = berth_arm_path ("/subscriptions/%s/providers/Microsoft.Compute/locations/%s/"
                      "publishers/%s/artifacttypes/vmimage/offers/%s/skus/%s/versions/%s",
                      subscription_id, location, publisher, offer, sku, version);

  return berth_arm_client_get (client, path, BERTH_API_COMPUTE, berth_image_parse,
                               cancellable);
}
