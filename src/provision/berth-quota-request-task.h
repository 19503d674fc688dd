/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-fix.h"

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_QUOTA_REQUEST_STATE (berth_quota_request_state_get_type ())
#define BERTH_TYPE_QUOTA_REQUEST_TASK (berth_quota_request_task_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthQuotaRequestTask, berth_quota_request_task, BERTH, QUOTA_REQUEST_TASK, GObject)

/**
 * BerthQuotaRequestState:
 * @BERTH_QUOTA_REQUEST_WAITING: sent; Azure has not decided
 * @BERTH_QUOTA_REQUEST_GRANTED: the limit is higher now
 * @BERTH_QUOTA_REQUEST_REFUSED: Azure said no; get_error() says why
 * @BERTH_QUOTA_REQUEST_FAILED: it could not be asked or followed; get_error() says why
 *
 * How far a request for a higher limit is.
 */
typedef enum {
  BERTH_QUOTA_REQUEST_WAITING,
  BERTH_QUOTA_REQUEST_GRANTED,
  BERTH_QUOTA_REQUEST_REFUSED,
  BERTH_QUOTA_REQUEST_FAILED,
} BerthQuotaRequestState;

GType berth_quota_request_state_get_type (void);

BerthQuotaRequestTask *berth_quota_request_task_new (BerthArmClient *client,
                                                     const char *subscription_id,
                                                     BerthFix *fix);

DexFuture *
berth_quota_request_task_start (BerthQuotaRequestTask *self) G_GNUC_WARN_UNUSED_RESULT;
void berth_quota_request_task_cancel (BerthQuotaRequestTask *self);

BerthQuotaRequestState berth_quota_request_task_get_state (BerthQuotaRequestTask *self);
gint64 berth_quota_request_task_get_elapsed (BerthQuotaRequestTask *self);
BerthFix *berth_quota_request_task_get_fix (BerthQuotaRequestTask *self);
const GError *berth_quota_request_task_get_error (BerthQuotaRequestTask *self);

G_END_DECLS
