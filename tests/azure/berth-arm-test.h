/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-fake-credential.h"
#include "berth-fake-transport.h"
#include "berth-policy.h"

G_BEGIN_DECLS

#define BERTH_TEST_ARM "https://management.azure.com"

/**
 * BerthArmTest:
 * @clock: stands still; berth_arm_test_finish() turns it
 * @wire: what answers
 * @client: speaks to public Azure over @wire
 *
 * A client of Azure with nothing behind it but what the test has put there.
 */
typedef struct {
  BerthClock *clock;
  BerthFakeTransport *wire;
  BerthFakeCredential *credential;
  BerthArmClient *client;
} BerthArmTest;

BerthArmTest *berth_arm_test_new (void);
void berth_arm_test_free (BerthArmTest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthArmTest, berth_arm_test_free)

void berth_arm_test_settle (void);
DexFuture *berth_arm_test_finish (BerthArmTest *self, DexFuture *future);
gpointer berth_arm_test_expect (BerthArmTest *self, DexFuture *future);
GError *berth_arm_test_expect_error (BerthArmTest *self, DexFuture *future);
DexFuture *berth_arm_test_send (BerthArmTest *self,
                                BerthPolicy *policy,
                                const char *method,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
