/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-facts.h"
#include "berth-machine-spec.h"
#include "berth-terms.h"
#include "berth-verdict.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BerthCheck:
 * @spec: the choices
 * @facts: what is known of the region
 * @terms: (nullable): the terms of the image's plan, as far as they are known
 * @terms_error: (nullable): why they are not
 * @verdicts: where findings go
 *
 * What preflight's checks look at. Each check is a pure function of it.
 */
typedef struct {
  BerthMachineSpec *spec;
  BerthFacts *facts;
  BerthTerms *terms;
  const GError *terms_error;
  gint64 terms_checked_at;
  GPtrArray *verdicts;
} BerthCheck;

void berth_check_all (BerthCheck *check);
void berth_check_names (BerthCheck *check);
void berth_check_image (BerthCheck *check);
void berth_check_terms (BerthCheck *check);
void berth_check_size (BerthCheck *check);
void berth_check_quota (BerthCheck *check);
void berth_check_spot (BerthCheck *check);
void berth_check_access (BerthCheck *check);

void berth_check_take (BerthCheck *check, BerthVerdict *verdict);
void berth_check_take_fact (BerthCheck *check, BerthVerdict *verdict, BerthFactKind kind);
gboolean berth_check_knows (BerthCheck *check,
                            BerthFactKind kind,
                            BerthVerdictTopic topic,
                            const char *title);

G_END_DECLS
