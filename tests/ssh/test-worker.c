/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test.h"
#include "berth-worker.h"

#include <poll.h>

typedef struct {
  BerthWorker *worker;
  GString *told; /* the owner's */
  gint freed;
} Fixture;

static void
run (gpointer data)
{
  Fixture *f = data;

  g_assert_true (berth_worker_is_current (f->worker));
  while (!berth_worker_is_stopping (f->worker)) {
    struct pollfd wake = { berth_worker_get_wake_fd (f->worker), POLLIN, 0 };

    berth_worker_drain (f->worker);
    if (!berth_worker_is_stopping (f->worker))
      poll (&wake, 1, -1);
  }
}

static void
hear (gpointer data)
{
  Fixture *f = data;

  g_assert_false (berth_worker_is_current (f->worker));
  g_string_append_c (f->told, 'x');
}

static void
tell (gpointer data)
{
  Fixture *f = data;

  g_assert_true (berth_worker_is_current (f->worker));
  berth_worker_report (f->worker, hear, f, NULL);
}

static void
count_freed (gpointer data)
{
  Fixture *f = data;

  g_atomic_int_inc (&f->freed);
}

static void
test_order (void)
{
  Fixture f = { berth_worker_new ("test"), g_string_new (NULL), 0 };

  berth_worker_start (f.worker, run, &f, NULL);
  for (guint i = 0; i < 1000; i++)
    berth_worker_push (f.worker, tell, &f, count_freed);
  while (f.told->len < 1000)
    dex_await (dex_timeout_new_usec (1000), NULL);
  berth_worker_stop (f.worker);
  g_assert_true (dex_await (berth_worker_join (f.worker), NULL));
  g_assert_cmpint (f.freed, ==, 1000);
  berth_worker_push (f.worker, tell, &f, count_freed);
  g_assert_cmpint (f.freed, ==, 1001);
  g_assert_cmpuint (f.told->len, ==, 1000);
  dex_await (dex_timeout_new_usec (1000), NULL);
  g_assert_finalize_object (f.worker);
  g_string_free (f.told, TRUE);
}

/* Work that nobody came to is freed with the thread. */
static void
test_stop_first (void)
{
  Fixture f = { berth_worker_new ("test"), g_string_new (NULL), 0 };

  for (guint i = 0; i < 10; i++)
    berth_worker_push (f.worker, tell, &f, count_freed);
  berth_worker_stop (f.worker);
  berth_worker_start (f.worker, run, &f, NULL);
  g_assert_true (dex_await (berth_worker_join (f.worker), NULL));
  g_assert_cmpint (f.freed, ==, 10);
  g_assert_cmpuint (f.told->len, ==, 0);
  dex_await (dex_timeout_new_usec (1000), NULL);
  g_assert_finalize_object (f.worker);
  g_string_free (f.told, TRUE);
}

static void
test_never_started (void)
{
  BerthWorker *worker = berth_worker_new ("test");

  berth_worker_stop (worker);
  g_assert_true (dex_await (berth_worker_join (worker), NULL));
  g_assert_finalize_object (worker);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/remote/worker/order", test_order);
  berth_test_add ("/remote/worker/stop-first", test_stop_first);
  berth_test_add ("/remote/worker/never-started", test_never_started);
  return g_test_run ();
}
