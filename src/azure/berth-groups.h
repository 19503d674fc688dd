/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-resource-group.h"
#include "berth-resource.h"

G_BEGIN_DECLS

DexFuture *berth_groups_list (BerthArmClient *client,
                              const char *subscription_id,
                              GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_groups_get (BerthArmClient *client,
                             const char *subscription_id,
                             const char *name,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_groups_put (BerthArmClient *client,
                             const char *subscription_id,
                             const char *name,
                             const char *location,
                             JsonObject *tags,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_groups_delete (BerthArmClient *client,
                                const char *subscription_id,
                                const char *name,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_groups_list_resources (BerthArmClient *client,
                             const char *subscription_id,
                             const char *name,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
