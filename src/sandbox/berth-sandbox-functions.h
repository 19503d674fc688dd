/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-evaluator.h"

G_BEGIN_DECLS

JsonNode *berth_sandbox_function_call (BerthSandboxEvaluator *evaluator,
                                       const char *name,
                                       GPtrArray *arguments,
                                       GError **error);
GError *berth_sandbox_template_error (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
