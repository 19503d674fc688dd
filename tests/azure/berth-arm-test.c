/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"

#include <gio/gio.h>

#define TURN_USEC (G_USEC_PER_SEC / 4)
/* More than the longest operation may take. */
#define MAX_TURNS (4 * 60 * 100)

BerthArmTest *
berth_arm_test_new (void)
{
  BerthArmTest *self = g_new0 (BerthArmTest, 1);
  g_autoptr (BerthCloud) cloud = berth_cloud_new_public ();

  self->clock = berth_clock_new_manual (G_USEC_PER_SEC);
  self->wire = berth_fake_transport_new (self->clock);
  self->credential = berth_fake_credential_new ();
  self->client = berth_arm_client_new (cloud, BERTH_CREDENTIAL (self->credential),
                                       BERTH_HTTP_TRANSPORT (self->wire), self->clock);
  return self;
}

/* Every answer has been asked for, and nothing holds on to anything. */
void
berth_arm_test_free (BerthArmTest *self)
{
  berth_arm_test_settle ();
  g_assert_cmpuint (berth_fake_transport_count_left (self->wire), ==, 0);
  g_assert_finalize_object (self->client);
  g_assert_finalize_object (self->credential);
  g_assert_finalize_object (self->wire);
  g_assert_finalize_object (self->clock);
  g_free (self);
}

static gboolean
on_idle (gpointer promise)
{
  dex_promise_resolve_boolean (promise, TRUE);
  return G_SOURCE_REMOVE;
}

/* Waits until no fiber has anything left to do. */
void
berth_arm_test_settle (void)
{
  DexPromise *promise = dex_promise_new ();

  g_idle_add_full (G_PRIORITY_LOW, on_idle, dex_ref (promise), dex_unref);
  dex_await (DEX_FUTURE (promise), NULL);
}

/**
 * berth_arm_test_finish:
 * @future: (transfer full): what to wait for
 *
 * Turns the clock on whenever all wait for it, until @future has ended.
 *
 * Returns: (transfer full): @future
 */
DexFuture *
berth_arm_test_finish (BerthArmTest *self, DexFuture *future)
{
  berth_arm_test_settle ();
  for (guint i = 0; dex_future_is_pending (future); i++) {
    g_assert_cmpuint (i, <, MAX_TURNS);
    berth_clock_advance (self->clock, TURN_USEC);
    berth_arm_test_settle ();
  }
  return future;
}

/* Returns (transfer full): the object that @future resolves to, as it must. */
gpointer
berth_arm_test_expect (BerthArmTest *self, DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  gpointer object = dex_await_object (berth_arm_test_finish (self, future), &error);

  g_assert_no_error (error);
  g_assert_nonnull (object);
  return object;
}

/* Returns (transfer full): what @future rejects with, as it must. */
GError *
berth_arm_test_expect_error (BerthArmTest *self, DexFuture *future)
{
  GError *error = NULL;

  g_assert_false (dex_await (berth_arm_test_finish (self, future), &error));
  g_assert_nonnull (error);
  return error;
}

/**
 * berth_arm_test_send:
 * @policy: the only policy before the wire
 */
DexFuture *
berth_arm_test_send (BerthArmTest *self,
                     BerthPolicy *policy,
                     const char *method,
                     GCancellable *cancellable)
{
  g_autoptr (BerthHttpRequest) request
    = berth_http_request_new (method, BERTH_TEST_ARM "/a?api-version=1");

  berth_policy_set_next (policy, BERTH_HTTP_TRANSPORT (self->wire));
  return berth_http_transport_send (BERTH_HTTP_TRANSPORT (policy), request, cancellable);
}
