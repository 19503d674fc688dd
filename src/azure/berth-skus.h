/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-size.h"

G_BEGIN_DECLS

DexFuture *berth_skus_list (BerthArmClient *client,
                            const char *subscription_id,
                            const char *location,
                            GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
