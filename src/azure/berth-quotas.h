/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-quota-request.h"
#include "berth-quota.h"

G_BEGIN_DECLS

DexFuture *berth_quotas_get (BerthArmClient *client,
                             const char *subscription_id,
                             const char *location,
                             const char *name,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_quotas_request (BerthArmClient *client,
                                 const char *subscription_id,
                                 const char *location,
                                 const char *name,
                                 gint64 limit,
                                 GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_quotas_get_request (BerthArmClient *client,
                                     const char *subscription_id,
                                     const char *location,
                                     const char *request_name,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
