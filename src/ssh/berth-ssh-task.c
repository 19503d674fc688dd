/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-task.h"

#include <gio/gio.h>

typedef struct {
  BerthFiberFunc func;
  gpointer data;
  GDestroyNotify data_free;
  DexPromise *promise;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->data_free != NULL)
    work->data_free (work->data);
  dex_clear (&work->promise);
  g_free (work);
}

static void
run_in_thread (GTask *task,
               gpointer source_object,
               gpointer task_data,
               GCancellable *cancellable)
{
  Work *work = task_data;
  DexFuture *result = work->func (work->data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (result, &error);

  if (value != NULL)
    dex_promise_resolve (work->promise, value);
  else
    dex_promise_reject (work->promise, g_steal_pointer (&error));
  dex_unref (result);
  g_task_return_boolean (task, TRUE);
}

/**
 * berth_ssh_task_run:
 * @func: (scope async): blocking work that touches nothing another thread owns; what it
 *   returns is settled already
 * @data: (nullable) (transfer full): handed to @func
 * @data_free: (nullable): frees @data on some thread
 * @cancellable: (nullable): gives up the wait, not the work
 *
 * Runs file and key work on a thread of its own. A fiber of the thread pool would not do:
 * making or decrypting a key wants more than a fiber's stack.
 *
 * Returns: (transfer full): what @func's future resolves to or rejects with
 */
DexFuture *
berth_ssh_task_run (BerthFiberFunc func,
                    gpointer data,
                    GDestroyNotify data_free,
                    GCancellable *cancellable)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Work *work = g_new0 (Work, 1);
  DexFuture *future;

  work->func = func;
  work->data = data;
  work->data_free = data_free;
  work->promise = dex_promise_new ();
  future = dex_ref (DEX_FUTURE (work->promise));

  g_task_set_static_name (task, "berth_ssh_task_run");
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run_in_thread);
  return berth_future_cancellable (future, cancellable);
}
