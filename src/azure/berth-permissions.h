/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-permission.h"

G_BEGIN_DECLS

DexFuture *berth_permissions_list (BerthArmClient *client,
                                   const char *subscription_id,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
gboolean berth_permissions_allow (GListModel *permissions, const char *action);

G_END_DECLS
