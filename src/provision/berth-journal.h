/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-plan.h"

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_JOURNAL (berth_journal_get_type ())
G_DECLARE_FINAL_TYPE (BerthJournal, berth_journal, BERTH, JOURNAL, GObject)

BerthJournal *berth_journal_new (const char *folder, BerthPlan *plan);
DexFuture *berth_journal_load_all (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

DexFuture *berth_journal_save (BerthJournal *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_journal_remove (BerthJournal *self) G_GNUC_WARN_UNUSED_RESULT;

void berth_journal_set_group_made (BerthJournal *self, gboolean group_made);
void berth_journal_set_deployed (BerthJournal *self, gboolean deployed);
void berth_journal_set_ended (BerthJournal *self, gboolean ended);
void berth_journal_set_problem (BerthJournal *self, const char *problem);

const char *berth_journal_get_id (BerthJournal *self);
BerthPlan *berth_journal_get_plan (BerthJournal *self);
gboolean berth_journal_get_group_made (BerthJournal *self);
gboolean berth_journal_get_deployed (BerthJournal *self);
gboolean berth_journal_get_ended (BerthJournal *self);
const char *berth_journal_get_problem (BerthJournal *self);

G_END_DECLS
