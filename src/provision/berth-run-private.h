/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-journal.h"
#include "berth-run.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Shared by the files of BerthRun: the object, its story, its deployment and its undoing.
 */
struct _BerthRun {
  GObject parent_instance;

  BerthArmClient *client;
  BerthJournal *journal;
  BerthGuest *guest;
  GListStore *steps;
  BerthRunState state;
  GError *error;
  char *machine_id;
  char *address;
  BerthMachine *machine;

  GCancellable *cancellable; /* of the story that is under way */
  DexFuture *story;          /* ends when nothing is under way any more */
  gboolean again;            /* begun once more by the person */
  gboolean detached;         /* the window goes; the journal stays */
};

BerthRunStep *berth_run_find_step (BerthRun *self, const char *id);
gint64 berth_run_get_now (BerthRun *self);
BerthMachineSpec *berth_run_get_spec (BerthRun *self);
void berth_run_set_address (BerthRun *self, const char *address);

DexFuture *berth_run_story_fiber (gpointer run);
DexFuture *berth_run_undo_fiber (gpointer run);

char *berth_run_dup_deployment_name (BerthRun *self);
gboolean berth_run_deploy (BerthRun *self, GError **error);
gboolean berth_run_stop_deployment (BerthRun *self, GError **error);

G_END_DECLS
