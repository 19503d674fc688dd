/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-account.h"
#include "berth-quota-request-task.h"
#include "berth-run.h"

G_BEGIN_DECLS

#define BERTH_TYPE_RUNS (berth_runs_get_type ())
G_DECLARE_FINAL_TYPE (BerthRuns, berth_runs, BERTH, RUNS, GObject)

BerthRuns *berth_runs_new (BerthAccount *account);

BerthRun *berth_runs_start (BerthRuns *self, BerthPlan *plan);
DexFuture *berth_runs_pick_up (BerthRuns *self) G_GNUC_WARN_UNUSED_RESULT;
void berth_runs_close (BerthRuns *self);
void berth_runs_forget (BerthRuns *self, BerthRun *run);

void berth_runs_request_quota (BerthRuns *self, BerthRun *run, BerthFix *fix);
BerthQuotaRequestTask *berth_runs_get_quota_request (BerthRuns *self, BerthRun *run);

BerthAccount *berth_runs_get_account (BerthRuns *self);
BerthRun *berth_runs_ref_busy (BerthRuns *self);
BerthRun *berth_runs_ref_unfinished (BerthRuns *self);
char *berth_runs_dup_busy_name (BerthRuns *self);

G_END_DECLS
