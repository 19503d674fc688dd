/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-http-transport.h"

G_BEGIN_DECLS

#define BERTH_TYPE_POLICY (berth_policy_get_type ())
G_DECLARE_DERIVABLE_TYPE (BerthPolicy, berth_policy, BERTH, POLICY, GObject)

/**
 * BerthPolicyClass:
 * @process: runs in a fiber; passes @request on with berth_policy_send_next(), as often
 * as it needs, and returns the #BerthHttpResponse or %NULL with @error set
 */
struct _BerthPolicyClass {
  GObjectClass parent_class;

  BerthHttpResponse *(*process) (BerthPolicy *self,
                                 BerthHttpRequest *request,
                                 GCancellable *cancellable,
                                 GError **error);
};

void berth_policy_set_next (BerthPolicy *self, BerthHttpTransport *next);
BerthHttpResponse *berth_policy_send_next (BerthPolicy *self,
                                           BerthHttpRequest *request,
                                           GCancellable *cancellable,
                                           GError **error);

G_END_DECLS
