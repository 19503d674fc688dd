/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-machine-summary.h"
#include "berth-spot-facts.h"
#include "berth-spot-history.h"

G_BEGIN_DECLS

DexFuture *
berth_graph_list_machines (BerthArmClient *client,
                           const char *subscription_id,
                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_graph_list_spot_facts (BerthArmClient *client,
                             const char *location,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_graph_list_spot_rates (BerthArmClient *client,
                             const char *size,
                             GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_graph_list_spot_history (BerthArmClient *client,
                               const char *location,
                               const char *size,
                               GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
