/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-location.h"
#include "berth-subscription.h"
#include "berth-tenant.h"

G_BEGIN_DECLS

DexFuture *berth_subscriptions_list (BerthArmClient *client,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_subscriptions_get (BerthArmClient *client,
                                    const char *subscription_id,
                                    GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_subscriptions_list_tenants (BerthArmClient *client,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_subscriptions_list_locations (BerthArmClient *client,
                                    const char *subscription_id,
                                    GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
