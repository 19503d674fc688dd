/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-key-pair.h"
#include "berth-ssh-public-key.h"

G_BEGIN_DECLS

DexFuture *
berth_ssh_public_keys_list (BerthArmClient *client,
                            const char *subscription_id,
                            GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_ssh_public_keys_put (BerthArmClient *client,
                           const char *subscription_id,
                           const char *group,
                           const char *name,
                           const char *location,
                           const char *public_key,
                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_ssh_public_keys_generate (BerthArmClient *client,
                                const char *subscription_id,
                                const char *group,
                                const char *name,
                                const char *encryption_type,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
