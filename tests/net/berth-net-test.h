/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-curl-transport.h"
#include "berth-test-server.h"

G_BEGIN_DECLS

/**
 * BerthNetTest:
 *
 * A server and the transport that speaks to it.
 */
typedef struct {
  BerthTestServer *server;
  BerthHttpTransport *transport;
} BerthNetTest;

BerthNetTest *berth_net_test_new (void);
BerthNetTest *berth_net_test_new_tls (GTlsCertificate *certificate, const char *ca_file);
void berth_net_test_free (BerthNetTest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthNetTest, berth_net_test_free)

DexFuture *berth_net_test_send (BerthNetTest *self,
                                const char *method,
                                const char *path,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
BerthHttpResponse *berth_net_test_get (BerthNetTest *self, const char *path);
void berth_net_test_fail (BerthNetTest *self, const char *path, BerthNetError code);

G_END_DECLS
