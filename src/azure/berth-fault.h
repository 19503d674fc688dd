/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_FAULT (berth_fault_get_type ())
G_DECLARE_FINAL_TYPE (BerthFault, berth_fault, BERTH, FAULT, GObject)

/**
 * BerthFaultQuota:
 * @name: the quota's name as the message has it, such as "LowPriorityCores"
 * @location: (nullable): the region
 * @limit: the current limit
 * @usage: what is used of it
 * @required: what the request would have added
 * @new_limit: the least limit with which it would be granted; 0 where it is not said
 *
 * The numbers inside a quota refusal.
 */
typedef struct {
  char *name;
  char *location;
  gint64 limit;
  gint64 usage;
  gint64 required;
  gint64 new_limit;
} BerthFaultQuota;

BerthFault *berth_fault_new (guint http_status,
                             const char *code,
                             const char *message,
                             const char *target,
                             const char *request_id);

const char *berth_fault_get_code (BerthFault *self);
const char *berth_fault_get_outer_code (BerthFault *self);
const char *berth_fault_get_message (BerthFault *self);
const char *berth_fault_get_target (BerthFault *self);
const char *berth_fault_get_request_id (BerthFault *self);
const char *berth_fault_get_claims (BerthFault *self);
guint berth_fault_get_http_status (BerthFault *self);
const BerthFaultQuota *berth_fault_get_quota (BerthFault *self);
gint64 berth_fault_get_retry_after_usec (BerthFault *self);
char *berth_fault_dup_details (BerthFault *self);

void berth_fault_set_outer_code (BerthFault *self, const char *outer_code);
void berth_fault_set_retry_after_usec (BerthFault *self, gint64 retry_after_usec);
void berth_fault_set_claims (BerthFault *self, const char *claims);

G_END_DECLS
