/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-token-endpoint.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DEVICE_CODE (berth_device_code_get_type ())
G_DECLARE_FINAL_TYPE (BerthDeviceCode, berth_device_code, BERTH, DEVICE_CODE, GObject)

DexFuture *berth_device_code_ask (BerthTokenEndpoint *endpoint,
                                  const char *tenant,
                                  const char *claims,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_device_code_wait (BerthDeviceCode *self,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

const char *berth_device_code_get_user_code (BerthDeviceCode *self);
const char *berth_device_code_get_address (BerthDeviceCode *self);
gint64 berth_device_code_get_expires_usec (BerthDeviceCode *self);

G_END_DECLS
