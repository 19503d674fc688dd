/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"

G_BEGIN_DECLS

DexFuture *berth_arm_operation_run (BerthArmClient *client,
                                    const char *method,
                                    const char *path,
                                    const char *api_version,
                                    JsonNode *body,
                                    GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
