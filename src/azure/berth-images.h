/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-image-name.h"
#include "berth-image.h"

G_BEGIN_DECLS

DexFuture *
berth_images_list_publishers (BerthArmClient *client,
                              const char *subscription_id,
                              const char *location,
                              GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_images_list_offers (BerthArmClient *client,
                                     const char *subscription_id,
                                     const char *location,
                                     const char *publisher,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_images_list_skus (BerthArmClient *client,
                                   const char *subscription_id,
                                   const char *location,
                                   const char *publisher,
                                   const char *offer,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_images_list_versions (BerthArmClient *client,
                            const char *subscription_id,
                            const char *location,
                            const char *publisher,
                            const char *offer,
                            const char *sku,
                            GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_images_get (BerthArmClient *client,
                             const char *subscription_id,
                             const char *location,
                             const char *publisher,
                             const char *offer,
                             const char *sku,
                             const char *version,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
