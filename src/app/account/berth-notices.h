/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"

G_BEGIN_DECLS

#define BERTH_TYPE_NOTICES (berth_notices_get_type ())
G_DECLARE_FINAL_TYPE (BerthNotices, berth_notices, BERTH, NOTICES, GObject)

BerthNotices *berth_notices_new (BerthArmClient *client,
                                 BerthCredential *credential,
                                 const char *subscription_id);
void berth_notices_close (BerthNotices *self);
GListModel *berth_notices_get_list (BerthNotices *self);
const char *berth_notices_get_address (BerthNotices *self);

G_END_DECLS
