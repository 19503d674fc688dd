/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-http-transport.h"

G_BEGIN_DECLS

#define BERTH_TYPE_CLOUD (berth_cloud_get_type ())
G_DECLARE_FINAL_TYPE (BerthCloud, berth_cloud, BERTH, CLOUD, GObject)

BerthCloud *berth_cloud_new_public (void);
DexFuture *berth_cloud_discover (BerthHttpTransport *transport,
                                 const char *arm_endpoint,
                                 GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

const char *berth_cloud_get_name (BerthCloud *self);
const char *berth_cloud_get_arm_endpoint (BerthCloud *self);
const char *berth_cloud_get_login_endpoint (BerthCloud *self);
const char *berth_cloud_get_audience (BerthCloud *self);
const char *berth_cloud_get_portal_url (BerthCloud *self);
const char *berth_cloud_get_prices_endpoint (BerthCloud *self);
char *berth_cloud_dup_scope (BerthCloud *self);

G_END_DECLS
