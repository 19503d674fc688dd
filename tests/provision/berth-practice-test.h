/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-machine-spec.h"
#include "berth-sandbox.h"

G_BEGIN_DECLS

/**
 * BerthPracticeTest:
 * @folder: what the test may write to
 * @subscription: the practice cloud's subscription
 *
 * A practice cloud in this process and a client that is signed in to it, both on a clock
 * that runs many times faster than the wall's.
 */
typedef struct {
  char *folder;
  char *subscription;
  BerthClock *clock;
  BerthSandbox *sandbox;
  BerthArmClient *client;
} BerthPracticeTest;

BerthPracticeTest *berth_practice_test_new (const char *scenario);
BerthPracticeTest *berth_practice_test_new_over (const char *scenario,
                                                 BerthHttpTransport *transport);
void berth_practice_test_free (BerthPracticeTest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthPracticeTest, berth_practice_test_free)

BerthMachineSpec *berth_practice_test_make_spec (BerthPracticeTest *self);
void berth_practice_test_accept_terms (BerthPracticeTest *self);

G_END_DECLS
