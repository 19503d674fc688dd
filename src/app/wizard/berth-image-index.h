/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-arm-client.h"

G_BEGIN_DECLS

#define BERTH_TYPE_IMAGE_INDEX (berth_image_index_get_type ())
G_DECLARE_FINAL_TYPE (BerthImageIndex, berth_image_index, BERTH, IMAGE_INDEX, GObject)

BerthImageIndex *berth_image_index_new (BerthArmClient *client,
                                        const char *subscription_id,
                                        const char *location);

DexFuture *berth_image_index_list (BerthImageIndex *self,
                                   const char *publisher,
                                   const char *offer,
                                   const char *sku,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_image_index_get_image (BerthImageIndex *self,
                             const char *publisher,
                             const char *offer,
                             const char *sku,
                             const char *version,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_image_index_search (BerthImageIndex *self,
                                     const char *text,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
