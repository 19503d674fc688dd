/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-turns.h"

#include "berth-future.h"

struct _BerthTurns {
  GHashTable *waiting; /* name to GQueue of Waiter: there while it is somebody's turn */
};

typedef struct {
  DexPromise *promise;
  GCancellable *cancellable;
} Waiter;

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  dex_clear (&waiter->promise);
  g_clear_object (&waiter->cancellable);
  g_free (waiter);
}

static void
queue_free (gpointer queue)
{
  g_queue_free_full (queue, waiter_free);
}

BerthTurns *
berth_turns_new (void)
{
  BerthTurns *self = g_new0 (BerthTurns, 1);

  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, queue_free);
  return self;
}

void
berth_turns_free (BerthTurns *self)
{
  g_hash_table_unref (self->waiting);
  g_free (self);
}

/**
 * berth_turns_take:
 * @name: what only one may be at
 * @cancellable: (nullable): gives up
 *
 * Waits for a turn, which ends with berth_turns_pass_on().
 *
 * Returns: (transfer full): a future that resolves to %TRUE, or rejects with
 *   %G_IO_ERROR_CANCELLED: then there is no turn to pass on
 */
DexFuture *
berth_turns_take (BerthTurns *self, const char *name, GCancellable *cancellable)
{
  GQueue *queue;
  Waiter *waiter;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  queue = g_hash_table_lookup (self->waiting, name);
  if (queue == NULL) {
    g_hash_table_insert (self->waiting, g_strdup (name), g_queue_new ());
    return dex_future_new_true ();
  }
  waiter = g_new0 (Waiter, 1);
  waiter->promise = dex_promise_new ();
  waiter->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_queue_push_tail (queue, waiter);
  return berth_future_cancellable (dex_ref (DEX_FUTURE (waiter->promise)), cancellable);
}

/**
 * berth_turns_pass_on:
 * @name: what the turn was taken for
 *
 * Ends a turn; the next one begins, of whoever still waits.
 */
void
berth_turns_pass_on (BerthTurns *self, const char *name)
{
  GQueue *queue;
  Waiter *waiter;

  g_return_if_fail (self != NULL && name != NULL);

  queue = g_hash_table_lookup (self->waiting, name);
  g_return_if_fail (queue != NULL);
  while ((waiter = g_queue_pop_head (queue)) != NULL) {
    gboolean waits = !g_cancellable_is_cancelled (waiter->cancellable);

    if (waits)
      dex_promise_resolve_boolean (waiter->promise, TRUE);
    waiter_free (waiter);
    if (waits)
      return;
  }
  g_hash_table_remove (self->waiting, name);
}
