/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-disk.h"

G_BEGIN_DECLS

DexFuture *berth_disks_get (BerthArmClient *client,
                            const char *id,
                            GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_disks_delete (BerthArmClient *client,
                               const char *id,
                               GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
