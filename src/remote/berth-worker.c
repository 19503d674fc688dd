/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-worker.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

/**
 * BerthWorker:
 *
 * A thread as an object: what owns a live connection, so that nothing else touches it.
 *
 * Work goes in with berth_worker_push(), which wakes the thread through a file descriptor
 * that it polls beside its own. News comes out with berth_worker_report(), on the main
 * context that was the thread default where the worker was made. The thread holds a
 * reference while it runs, and is joined on the owner's context when it has ended, so
 * neither side ever waits for the other.
 */
struct _BerthWorker {
  GObject parent_instance;

  char *name;
  GMainContext *owner;
  GThread *thread;
  DexPromise *ended; /* resolved once the thread is joined; NULL before the start */
  int wake_fd;
  gint stopping;

  GMutex lock;
  GQueue jobs;      /* of Job, under lock */
  gboolean is_over; /* under lock: nobody will run jobs any more */

  BerthWorkerFunc run;
  gpointer data;
  GDestroyNotify data_free;
};

typedef struct {
  BerthWorkerFunc func;
  gpointer data;
  GDestroyNotify data_free;
} Job;

G_DEFINE_FINAL_TYPE (BerthWorker, berth_worker, G_TYPE_OBJECT)

static Job *
job_new (BerthWorkerFunc func, gpointer data, GDestroyNotify data_free)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->data = data;
  job->data_free = data_free;
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->data_free != NULL)
    job->data_free (job->data);
  g_free (job);
}

static void
berth_worker_finalize (GObject *object)
{
  BerthWorker *self = BERTH_WORKER (object);

  g_queue_clear_full (&self->jobs, job_free);
  g_mutex_clear (&self->lock);
  close (self->wake_fd);
  dex_clear (&self->ended);
  g_clear_pointer (&self->owner, g_main_context_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (berth_worker_parent_class)->finalize (object);
}

static void
berth_worker_class_init (BerthWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_worker_finalize;
}

static void
berth_worker_init (BerthWorker *self)
{
  self->owner = g_main_context_ref_thread_default ();
  self->wake_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (self->wake_fd < 0)
    g_error ("Could not make an event file descriptor: %s", g_strerror (errno));
  g_mutex_init (&self->lock);
  g_queue_init (&self->jobs);
}

static void
wake (BerthWorker *self)
{
  guint64 one = 1;

  /* Full means that the thread has been woken already. */
  while (write (self->wake_fd, &one, sizeof one) < 0 && errno == EINTR)
    ;
}

static void
on_thread_ended (gpointer data)
{
  BerthWorker *self = data;
  GQueue left;

  g_thread_join (g_steal_pointer (&self->thread));
  g_mutex_lock (&self->lock);
  self->is_over = TRUE;
  left = self->jobs;
  g_queue_init (&self->jobs);
  g_mutex_unlock (&self->lock);
  g_queue_clear_full (&left, job_free);
  if (self->data_free != NULL)
    self->data_free (g_steal_pointer (&self->data));
  dex_promise_resolve_boolean (self->ended, TRUE);
}

static gpointer
thread_main (gpointer data)
{
  BerthWorker *self = data;

  self->run (self->data);
  /* The thread's own reference goes with this last report. */
  berth_worker_report (self, on_thread_ended, self, g_object_unref);
  return NULL;
}

static gboolean
run_report (gpointer data)
{
  Job *job = data;

  job->func (job->data);
  return G_SOURCE_REMOVE;
}

/**
 * berth_worker_new:
 * @name: what debuggers show for the thread, at most 15 bytes of it
 *
 * Creates a worker that reports to the calling thread's main context.
 */
BerthWorker *
berth_worker_new (const char *name)
{
  BerthWorker *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (BERTH_TYPE_WORKER, NULL);
  self->name = g_strdup (name);
  return self;
}

/**
 * berth_worker_start:
 * @run: (scope notified): the thread's whole life; returns soon after
 *   berth_worker_is_stopping() becomes true
 * @data: (nullable) (transfer full): handed to @run
 * @data_free: (nullable): frees @data on the owner's context, when the thread has ended
 *
 * Starts the thread. A worker is started once.
 */
void
berth_worker_start (BerthWorker *self,
                    BerthWorkerFunc run,
                    gpointer data,
                    GDestroyNotify data_free)
{
  g_return_if_fail (BERTH_IS_WORKER (self));
  g_return_if_fail (run != NULL);
  g_return_if_fail (self->ended == NULL);

  self->run = run;
  self->data = data;
  self->data_free = data_free;
  self->ended = dex_promise_new ();
  /* Held until the thread's first look at self->thread is safe. */
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new (self->name, thread_main, g_object_ref (self));
  g_mutex_unlock (&self->lock);
}

/**
 * berth_worker_push:
 * @func: (nullable) (scope notified): runs on the thread, at its next
 * berth_worker_drain(); %NULL only wakes it
 * @data: (nullable) (transfer full): handed to @func
 * @data_free: (nullable): frees @data, also when the thread ended before it came to it;
 * on any thread
 *
 * Hands work to the thread, in order. Callable from any thread.
 */
void
berth_worker_push (BerthWorker *self,
                   BerthWorkerFunc func,
                   gpointer data,
                   GDestroyNotify data_free)
{
  Job *job;

  g_return_if_fail (BERTH_IS_WORKER (self));

  job = func != NULL ? job_new (func, data, data_free) : NULL;
  g_mutex_lock (&self->lock);
  if (job != NULL && !self->is_over)
    g_queue_push_tail (&self->jobs, g_steal_pointer (&job));
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&job, job_free);
  wake (self);
}

/**
 * berth_worker_stop:
 *
 * Asks the thread to end. Callable from any thread, also more than once.
 */
void
berth_worker_stop (BerthWorker *self)
{
  g_return_if_fail (BERTH_IS_WORKER (self));

  g_atomic_int_set (&self->stopping, TRUE);
  wake (self);
}

/**
 * berth_worker_join:
 *
 * Returns: (transfer full): a future that resolves to %TRUE when the thread has ended and
 *   all that it reported before has been delivered; at once if it never started
 */
DexFuture *
berth_worker_join (BerthWorker *self)
{
  g_return_val_if_fail (BERTH_IS_WORKER (self), NULL);

  if (self->ended == NULL)
    return dex_future_new_true ();
  return dex_ref (DEX_FUTURE (self->ended));
}

/**
 * berth_worker_is_current:
 *
 * Returns: whether the caller is on the worker's thread; what functions that end in
 *   `_in_session` assert
 */
gboolean
berth_worker_is_current (BerthWorker *self)
{
  GThread *thread;

  g_return_val_if_fail (BERTH_IS_WORKER (self), FALSE);

  g_mutex_lock (&self->lock);
  thread = self->thread;
  g_mutex_unlock (&self->lock);
  return thread == g_thread_self ();
}

/**
 * berth_worker_is_stopping:
 *
 * Returns: whether berth_worker_stop() was called
 */
gboolean
berth_worker_is_stopping (BerthWorker *self)
{
  g_return_val_if_fail (BERTH_IS_WORKER (self), TRUE);

  return g_atomic_int_get (&self->stopping);
}

/**
 * berth_worker_get_wake_fd:
 *
 * Returns: what the thread polls for input beside its own descriptors; readable while
 *   there is something for berth_worker_drain()
 */
int
berth_worker_get_wake_fd (BerthWorker *self)
{
  g_return_val_if_fail (BERTH_IS_WORKER (self), -1);

  return self->wake_fd;
}

/**
 * berth_worker_drain:
 *
 * Runs what was pushed so far. On the worker's thread only.
 */
void
berth_worker_drain (BerthWorker *self)
{
  guint64 count;

  g_return_if_fail (BERTH_IS_WORKER (self));
  g_assert (berth_worker_is_current (self));

  /* Cleared first: what is pushed from here on wakes again. */
  while (read (self->wake_fd, &count, sizeof count) < 0 && errno == EINTR)
    ;
  while (!berth_worker_is_stopping (self)) {
    Job *job;

    g_mutex_lock (&self->lock);
    job = g_queue_pop_head (&self->jobs);
    g_mutex_unlock (&self->lock);
    if (job == NULL)
      break;
    job->func (job->data);
    job_free (job);
  }
}

/**
 * berth_worker_report:
 * @func: (scope notified): runs on the owner's main context
 * @data: (nullable) (transfer full): handed to @func
 * @data_free: (nullable): frees @data there
 *
 * Tells the owner something, in order. Callable from any thread.
 */
void
berth_worker_report (BerthWorker *self,
                     BerthWorkerFunc func,
                     gpointer data,
                     GDestroyNotify data_free)
{
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (BERTH_IS_WORKER (self));
  g_return_if_fail (func != NULL);

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "BerthWorker report");
  g_source_set_callback (source, run_report, job_new (func, data, data_free), job_free);
  g_source_attach (source, self->owner);
}
