/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-future.h"

#include <fcntl.h>
#include <gio/gio.h>

/* Fibers hold the story of one operation; 128 KiB is libdex's own default stack. */
#define FIBER_STACK_SIZE 0

/**
 * berth_future_spawn:
 * @func: (scope async): the story, read from top to bottom
 * @data: (nullable) (transfer full): handed to @func
 * @data_free: (nullable): frees @data when the fiber has ended
 *
 * Starts a fiber on the scheduler of the calling thread, which is the main context's.
 *
 * Returns: (transfer full): what @func's future resolves to or rejects with
 */
DexFuture *
berth_future_spawn (BerthFiberFunc func, gpointer data, GDestroyNotify data_free)
{
  g_return_val_if_fail (func != NULL, NULL);

  return dex_scheduler_spawn (NULL, FIBER_STACK_SIZE, func, data, data_free);
}

/**
 * berth_future_spawn_thread:
 * @func: (scope async): blocking work; it must touch nothing that another thread owns
 * @data: (nullable) (transfer full): handed to @func
 * @data_free: (nullable): frees @data when the work has ended
 *
 * Runs blocking work (files, key derivation) away from the main thread.
 *
 * Returns: (transfer full): what @func's future resolves to or rejects with
 */
DexFuture *
berth_future_spawn_thread (BerthFiberFunc func, gpointer data, GDestroyNotify data_free)
{
  g_return_val_if_fail (func != NULL, NULL);

  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), FIBER_STACK_SIZE,
                              func, data, data_free);
}

/**
 * berth_future_cancellable:
 * @future: (transfer full): what to wait for
 * @cancellable: (nullable): gives up the wait
 *
 * Returns: (transfer full): a future that ends as @future does, or rejects with
 *   %G_IO_ERROR_CANCELLED as soon as @cancellable is cancelled; @future is dropped then
 */
DexFuture *
berth_future_cancellable (DexFuture *future, GCancellable *cancellable)
{
  g_return_val_if_fail (DEX_IS_FUTURE (future), NULL);

  if (cancellable == NULL)
    return future;
  return dex_future_first (future, dex_cancellable_new_from_cancellable (cancellable),
                           NULL);
}

/**
 * berth_future_reject:
 * @error: (transfer full): the reason
 *
 * Returns: (transfer full): a future that has already failed
 */
DexFuture *
berth_future_reject (GError *error)
{
  return dex_future_new_for_error (error);
}

/**
 * berth_future_await_fd:
 * @future: (transfer full): what to wait for, in a fiber
 *
 * As dex_await_fd(), whose answer is a plain duplicate that programs started meanwhile
 * would inherit and hold open: this one is closed in them.
 *
 * Returns: a file descriptor, the caller's; -1 with @error set where there is none
 */
int
berth_future_await_fd (DexFuture *future, GError **error)
{
  int fd = dex_await_fd (future, error);

  if (fd >= 0)
    fcntl (fd, F_SETFD, FD_CLOEXEC);
  return fd;
}
