/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "berth-account.h"
#include "berth-cost.h"
#include "berth-facts.h"
#include "berth-machine-spec.h"
#include "berth-plan.h"
#include "berth-preflight.h"
#include "berth-quota-request-task.h"
#include "berth-verdict.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DRAFT (berth_draft_get_type ())
G_DECLARE_FINAL_TYPE (BerthDraft, berth_draft, BERTH, DRAFT, GObject)

BerthDraft *berth_draft_new (BerthAccount *account);
BerthDraft *berth_draft_new_of_spec (BerthAccount *account, BerthMachineSpec *spec);

BerthAccount *berth_draft_get_account (BerthDraft *self);
BerthMachineSpec *berth_draft_get_spec (BerthDraft *self);
BerthFacts *berth_draft_get_facts (BerthDraft *self);
BerthPreflight *berth_draft_get_preflight (BerthDraft *self);
BerthCost *berth_draft_get_cost (BerthDraft *self);
BerthQuotaRequestTask *berth_draft_get_quota_task (BerthDraft *self);

char *berth_draft_dup_new_key_path (BerthDraft *self);

gboolean berth_draft_is_changed (BerthDraft *self);
gboolean berth_draft_is_of_last_time (BerthDraft *self);
void berth_draft_start_afresh (BerthDraft *self);
void berth_draft_keep (BerthDraft *self);
void berth_draft_set_quota_task (BerthDraft *self, BerthQuotaRequestTask *task);
void berth_draft_want_step (BerthDraft *self, const char *step);

BerthPlan *berth_draft_dup_plan (BerthDraft *self);
DexFuture *berth_draft_make_plan (BerthDraft *self,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
