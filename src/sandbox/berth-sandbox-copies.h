/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-evaluator.h"

G_BEGIN_DECLS

gboolean berth_sandbox_copies_count (BerthSandboxEvaluator *evaluator,
                                     JsonObject *raw,
                                     guint *count,
                                     GError **error);
const char *berth_sandbox_copies_get_name (JsonObject *raw);

JsonNode *berth_sandbox_call_copy_index (BerthSandboxEvaluator *evaluator,
                                         GPtrArray *arguments,
                                         GError **error);
JsonNode *berth_sandbox_call_union (BerthSandboxEvaluator *evaluator,
                                    GPtrArray *arguments,
                                    GError **error);

G_END_DECLS
