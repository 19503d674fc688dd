/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-public-ip.h"

G_BEGIN_DECLS

DexFuture *berth_network_get (BerthArmClient *client,
                              const char *id,
                              GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_network_get_public_ip (BerthArmClient *client,
                             const char *id,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_network_put (BerthArmClient *client,
                              const char *id,
                              JsonNode *body,
                              GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_network_delete (BerthArmClient *client,
                                 const char *id,
                                 GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
