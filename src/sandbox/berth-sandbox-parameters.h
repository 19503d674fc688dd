/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-evaluator.h"

G_BEGIN_DECLS

gboolean berth_sandbox_parameters_take (BerthSandboxEvaluator *evaluator,
                                        JsonObject *definitions,
                                        JsonObject *given,
                                        GError **error);

G_END_DECLS
