/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-machine-console.h"
#include "berth-machine.h"

G_BEGIN_DECLS

DexFuture *berth_machines_get (BerthArmClient *client,
                               const char *id,
                               GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_machines_list (BerthArmClient *client,
                                const char *subscription_id,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_machines_start (BerthArmClient *client,
                                 const char *id,
                                 GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_machines_deallocate (BerthArmClient *client,
                           const char *id,
                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_machines_power_off (BerthArmClient *client,
                                     const char *id,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_machines_restart (BerthArmClient *client,
                                   const char *id,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_machines_simulate_eviction (BerthArmClient *client,
                                  const char *id,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_machines_delete (BerthArmClient *client,
                                  const char *id,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
