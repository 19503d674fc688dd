/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-runs.h"
#include "berth-ssh-guest.h"

#include "berth-future.h"

#include <gio/gio.h>

/**
 * BerthRuns:
 *
 * The runs of an account: those that were begun here, and those that an earlier Berth left
 * unfinished. A run goes on when its page is left.
 */
struct _BerthRuns {
  GObject parent_instance;
  BerthAccount *account;
  BerthGuest *guest;
  GListStore *runs;
  GCancellable *cancellable;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthRuns, berth_runs, G_TYPE_OBJECT)

static gboolean
is_busy (BerthRun *run)
{
  return berth_run_get_state (run) == BERTH_RUN_STATE_RUNNING;
}

static void
on_run_state_changed (BerthRuns *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take_run (BerthRuns *self, BerthRun *run)
{
  g_list_store_append (self->runs, run);
  g_signal_connect_object (
    run, "notify::state", G_CALLBACK (on_run_state_changed), self, G_CONNECT_SWAPPED);
  g_signal_emit (self, signals[CHANGED], 0);
}
