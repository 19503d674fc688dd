/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-price.h"

G_BEGIN_DECLS

DexFuture *berth_prices_list (BerthArmClient *client,
                              const char *location,
                              const char *size,
                              GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_prices_list_everywhere (BerthArmClient *client,
                              const char *size,
                              GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_prices_list_disks (BerthArmClient *client,
                                    const char *location,
                                    GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_prices_list_addresses (BerthArmClient *client,
                             const char *location,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
