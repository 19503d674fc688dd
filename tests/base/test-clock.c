/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-clock.h"
#include "berth-test.h"

#include <gio/gio.h>

static void
test_manual_order (void)
{
  BerthClock *clock = berth_clock_new_manual (1000);
  DexFuture *late = berth_clock_wait (clock, 500, NULL);
  DexFuture *early = berth_clock_wait (clock, 100, NULL);

  berth_clock_advance (clock, 99);
  g_assert_true (dex_future_is_pending (early));
  berth_clock_advance (clock, 1);
  g_assert_true (dex_future_is_resolved (early));
  g_assert_true (dex_future_is_pending (late));
  berth_clock_advance (clock, 400);
  g_assert_true (dex_future_is_resolved (late));
  g_assert_cmpint (berth_clock_get_now (clock), ==, 1500);
  dex_unref (late);
  dex_unref (early);
  g_assert_finalize_object (clock);
}

static void
test_cancel (void)
{
  BerthClock *clock = berth_clock_new_manual (0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *waiting = berth_clock_wait (clock, G_USEC_PER_SEC, cancellable);

  g_cancellable_cancel (cancellable);
  g_assert_false (dex_await (waiting, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_finalize_object (clock);
}

static void
test_speed (void)
{
  BerthClock *clock = berth_clock_new (1000000);
  g_autoptr (GError) error = NULL;
  gint64 before = berth_clock_get_now (clock);

  g_assert_true (dex_await (berth_clock_wait (clock, G_TIME_SPAN_HOUR, NULL), &error));
  g_assert_no_error (error);
  g_assert_cmpint (berth_clock_get_now (clock) - before, >=, G_TIME_SPAN_HOUR);
  g_assert_finalize_object (clock);
}

static void
test_real_time (void)
{
  g_autoptr (BerthClock) fast = berth_clock_new (20);
  g_autoptr (BerthClock) manual = berth_clock_new_manual (0);

  g_assert_cmpint (berth_clock_to_real (fast, G_TIME_SPAN_MINUTE), ==,
                   3 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (berth_clock_to_real (manual, G_TIME_SPAN_MINUTE), ==, 0);
}

int
main (int argc, char **argv)
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/base/clock/manual-order", test_manual_order);
  berth_test_add ("/base/clock/cancel", test_cancel);
  berth_test_add ("/base/clock/speed", test_speed);
  berth_test_add ("/base/clock/real-time", test_real_time);
  return g_test_run ();
}
