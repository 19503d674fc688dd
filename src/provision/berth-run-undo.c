/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-run-private.h"

#include "berth-azure-error.h"
#include "berth-future.h"
#include "berth-removal.h"

/* Undoing a run: what carries its tag is deleted, nothing else. */

static gboolean
is_gone (const GError *error)
{
  return g_error_matches (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_NOT_FOUND);
}

static DexFuture *
undo (gpointer data)
{
  BerthRun *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthRemoval) removal = NULL;

  if (!berth_run_stop_deployment (self, &error))
    return berth_future_reject (g_steal_pointer (&error));
  removal = dex_await_object (
    berth_removal_find_run (self->client, self->machine_id,
                            berth_journal_get_id (self->journal), self->cancellable),
    &error);
  /* Without a group there is nothing in it either. */
  if (removal == NULL && is_gone (error))
    return dex_future_new_true ();
  if (removal == NULL
      || !dex_await (berth_removal_perform (removal, self->cancellable), &error))
    return berth_future_reject (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/* Resolves to %TRUE when nothing of the run is left. */
DexFuture *
berth_run_undo_fiber (gpointer run)
{
  return berth_future_spawn (undo, g_object_ref (run), g_object_unref);
}
