/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-provider.h"

G_BEGIN_DECLS

DexFuture *berth_providers_get (BerthArmClient *client,
                                const char *subscription_id,
                                const char *provider,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_providers_register (BerthArmClient *client,
                                     const char *subscription_id,
                                     const char *provider,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
