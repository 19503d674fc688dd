/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-clock.h"

#include "berth-future.h"

/**
 * BerthClock:
 *
 * The time, handed in: polling, retries and the practice cloud ask a clock, so that a
 * test turns it by hand and a scenario runs it faster than the wall.
 *
 * Not thread safe: owned by the main context.
 */
struct _BerthClock {
  GObject parent_instance;

  double speed;        /* clock seconds per real second; 0 = turned by hand */
  gint64 origin_usec;  /* clock time at @started_usec, or now when turned by hand */
  gint64 started_usec; /* monotonic time of creation */
  GPtrArray *waiters;  /* of Waiter, only when turned by hand */
};

typedef struct {
  gint64 due_usec;
  DexPromise *promise;
} Waiter;

G_DEFINE_FINAL_TYPE (BerthClock, berth_clock, G_TYPE_OBJECT)

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (dex_future_is_pending (DEX_FUTURE (waiter->promise)))
    dex_promise_reject (
      waiter->promise,
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The clock was stopped"));
  dex_clear (&waiter->promise);
  g_free (waiter);
}

static void
berth_clock_finalize (GObject *object)
{
  BerthClock *self = BERTH_CLOCK (object);

  g_clear_pointer (&self->waiters, g_ptr_array_unref);
  G_OBJECT_CLASS (berth_clock_parent_class)->finalize (object);
}

static void
berth_clock_class_init (BerthClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_clock_finalize;
}

static void
berth_clock_init (BerthClock *self)
{
  self->waiters = g_ptr_array_new_with_free_func (waiter_free);
  self->started_usec = g_get_monotonic_time ();
}

static DexFuture *
wait_by_hand (BerthClock *self, gint64 duration_usec)
{
  Waiter *waiter;

  if (duration_usec <= 0)
    return dex_future_new_true ();

  waiter = g_new0 (Waiter, 1);
  waiter->due_usec = self->origin_usec + duration_usec;
  waiter->promise = dex_promise_new ();
  g_ptr_array_add (self->waiters, waiter);
  return dex_ref (DEX_FUTURE (waiter->promise));
}

static DexFuture *
timeout_to_true (DexFuture *future, gpointer user_data)
{
  return dex_future_new_true ();
}

static DexFuture *
wait_by_timer (BerthClock *self, gint64 duration_usec)
{
  gint64 real_usec = berth_clock_to_real (self, MAX (duration_usec, 0));

  return dex_future_catch (dex_timeout_new_usec (real_usec), timeout_to_true, NULL, NULL);
}

/**
 * berth_clock_new:
 * @speed: clock seconds that pass in one real second, above 0
 *
 * Creates a clock that shows the wall time and runs on from there at @speed.
 */
BerthClock *
berth_clock_new (double speed)
{
  BerthClock *self;

  g_return_val_if_fail (speed > 0, NULL);

  self = g_object_new (BERTH_TYPE_CLOCK, NULL);
  self->speed = speed;
  self->origin_usec = g_get_real_time ();
  return self;
}

/**
 * berth_clock_new_manual:
 * @now_usec: the first time it shows, microseconds since 1970 in UTC
 *
 * Creates a clock that stands still until berth_clock_advance().
 */
BerthClock *
berth_clock_new_manual (gint64 now_usec)
{
  BerthClock *self = g_object_new (BERTH_TYPE_CLOCK, NULL);

  self->origin_usec = now_usec;
  return self;
}

/**
 * berth_clock_to_real:
 * @duration_usec: a time on this clock
 *
 * For what waits outside of this process.
 *
 * Returns: how long that is on the wall; 0 when the clock is turned by hand
 */
gint64
berth_clock_to_real (BerthClock *self, gint64 duration_usec)
{
  g_return_val_if_fail (BERTH_IS_CLOCK (self), 0);

  return self->speed > 0 ? (gint64) ((double) duration_usec / self->speed) : 0;
}

/**
 * berth_clock_get_now:
 *
 * Returns: microseconds since 1970 in UTC
 */
gint64
berth_clock_get_now (BerthClock *self)
{
  g_return_val_if_fail (BERTH_IS_CLOCK (self), 0);

  if (self->speed <= 0)
    return self->origin_usec;
  return self->origin_usec
         + (gint64) ((double) (g_get_monotonic_time () - self->started_usec)
                     * self->speed);
}

/**
 * berth_clock_dup_now_utc:
 *
 * Returns: (transfer full): the same as berth_clock_get_now(), to print or compare
 */
GDateTime *
berth_clock_dup_now_utc (BerthClock *self)
{
  g_return_val_if_fail (BERTH_IS_CLOCK (self), NULL);

  return g_date_time_new_from_unix_utc_usec (berth_clock_get_now (self));
}

/**
 * berth_clock_advance:
 * @duration_usec: microseconds to move on by, 0 or more
 *
 * Turns a clock made by berth_clock_new_manual(); what waits until then is resolved, the
 * earliest first.
 */
void
berth_clock_advance (BerthClock *self, gint64 duration_usec)
{
  gint64 end_usec;

  g_return_if_fail (BERTH_IS_CLOCK (self));
  g_return_if_fail (self->speed <= 0);
  g_return_if_fail (duration_usec >= 0);

  end_usec = self->origin_usec + duration_usec;
  for (;;) {
    guint next = G_MAXUINT;

    for (guint i = 0; i < self->waiters->len; i++) {
      Waiter *waiter = g_ptr_array_index (self->waiters, i);
      Waiter *best
        = next < self->waiters->len ? g_ptr_array_index (self->waiters, next) : NULL;

      if (waiter->due_usec <= end_usec
          && (best == NULL || waiter->due_usec < best->due_usec))
        next = i;
    }
    if (next == G_MAXUINT)
      break;

    {
      Waiter *waiter = g_ptr_array_steal_index (self->waiters, next);

      self->origin_usec = MAX (self->origin_usec, waiter->due_usec);
      dex_promise_resolve_boolean (waiter->promise, TRUE);
      waiter_free (waiter);
    }
  }
  self->origin_usec = end_usec;
}

/**
 * berth_clock_wait:
 * @duration_usec: microseconds of this clock's time; 0 or less is over at once
 * @cancellable: (nullable): gives up the wait
 *
 * Returns: (transfer full): a future that resolves to %TRUE when the time has passed, or
 *   rejects with %G_IO_ERROR_CANCELLED
 */
DexFuture *
berth_clock_wait (BerthClock *self, gint64 duration_usec, GCancellable *cancellable)
{
  DexFuture *waiting;

  g_return_val_if_fail (BERTH_IS_CLOCK (self), NULL);

  waiting = self->speed > 0 ? wait_by_timer (self, duration_usec)
                            : wait_by_hand (self, duration_usec);
  return berth_future_cancellable (waiting, cancellable);
}
