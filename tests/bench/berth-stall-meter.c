/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-stall-meter.h"

#include <libdex.h>
#include <time.h>

/* Measures how long the main loop answers nothing. Whatever the loop does, it does
 * between two calls of its poll function, so that the time from the end of one call to
 * the begin of the next is exactly the time for which a key press would have had to wait.
 */

#define QUIET_MSEC 500
#define QUIET_SHARE 0.05
#define PATIENCE_MSEC 60000

/* Of the one default main context. */
static struct {
  gboolean is_measuring;
  double woken_msec;
  double woken_busy_msec;
  double rounds_msec; /* since the meter was installed */
  BerthStall stall;
} meter;

static double
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static void
end_round (void)
{
  const double busy = read_clock (CLOCK_THREAD_CPUTIME_ID) - meter.woken_busy_msec;
  const double wall = read_clock (CLOCK_MONOTONIC) - meter.woken_msec;

  meter.rounds_msec += wall;
  if (!meter.is_measuring)
    return;
  meter.stall.iterations++;
  meter.stall.longest_msec = MAX (meter.stall.longest_msec, wall);
  meter.stall.longest_busy_msec = MAX (meter.stall.longest_busy_msec, busy);
}

static int
poll_and_measure (GPollFD *fds, guint n_fds, int timeout)
{
  int ready;

  end_round ();
  ready = g_poll (fds, n_fds, timeout);
  meter.woken_busy_msec = read_clock (CLOCK_THREAD_CPUTIME_ID);
  meter.woken_msec = read_clock (CLOCK_MONOTONIC);
  return ready;
}

/**
 * berth_stall_meter_install:
 *
 * Puts the meter between the default main context and the kernel; before the loop runs.
 */
void
berth_stall_meter_install (void)
{
  meter.woken_busy_msec = read_clock (CLOCK_THREAD_CPUTIME_ID);
  meter.woken_msec = read_clock (CLOCK_MONOTONIC);
  g_main_context_set_poll_func (NULL, poll_and_measure);
}

/**
 * berth_stall_meter_begin:
 *
 * Measures the rounds that end from now on.
 */
void
berth_stall_meter_begin (void)
{
  meter.stall = (BerthStall) { 0 };
  meter.is_measuring = TRUE;
}

/**
 * berth_stall_meter_end:
 *
 * Returns: what was measured since berth_stall_meter_begin()
 */
BerthStall
berth_stall_meter_end (void)
{
  meter.is_measuring = FALSE;
  return meter.stall;
}

/**
 * berth_stall_meter_await_quiet:
 *
 * Waits, in a fiber, until the loop has had next to nothing to do for half a second.
 */
void
berth_stall_meter_await_quiet (void)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE_MSEC * G_TIME_SPAN_MILLISECOND;
  double before;

  do {
    before = meter.rounds_msec;
    dex_await (dex_timeout_new_msec (QUIET_MSEC), NULL);
    if (g_get_monotonic_time () > end)
      g_error ("the window does not come to rest");
  } while (meter.rounds_msec - before > QUIET_MSEC * QUIET_SHARE);
}
