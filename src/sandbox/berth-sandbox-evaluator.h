/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SANDBOX_EVALUATOR (berth_sandbox_evaluator_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxEvaluator, berth_sandbox_evaluator, BERTH, SANDBOX_EVALUATOR, GObject)

/**
 * BerthSandboxLookup:
 * @id_or_name: the first argument of reference()
 *
 * Returns: (transfer full) (nullable): the id of the resource that is meant
 */
typedef char *(*BerthSandboxLookup) (const char *id_or_name, gpointer data);

BerthSandboxEvaluator *berth_sandbox_evaluator_new (BerthSandbox *sandbox,
                                                    JsonObject *group,
                                                    const char *deployment,
                                                    JsonObject *template);
void berth_sandbox_evaluator_set_parameter (BerthSandboxEvaluator *self,
                                            const char *name,
                                            JsonNode *value);
void berth_sandbox_evaluator_set_lookup (BerthSandboxEvaluator *self,
                                         BerthSandboxLookup lookup,
                                         gpointer data);
void berth_sandbox_evaluator_set_references (BerthSandboxEvaluator *self,
                                             GPtrArray *noted);

void berth_sandbox_evaluator_set_copy_index (BerthSandboxEvaluator *self, int index);
int berth_sandbox_evaluator_get_copy_index (BerthSandboxEvaluator *self);

JsonNode *berth_sandbox_evaluator_evaluate (BerthSandboxEvaluator *self,
                                            JsonNode *node,
                                            GError **error);
char *berth_sandbox_evaluator_evaluate_string (BerthSandboxEvaluator *self,
                                               JsonObject *object,
                                               const char *name,
                                               GError **error);

BerthSandbox *berth_sandbox_evaluator_get_sandbox (BerthSandboxEvaluator *self);
JsonObject *berth_sandbox_evaluator_get_group (BerthSandboxEvaluator *self);
const char *berth_sandbox_evaluator_get_deployment (BerthSandboxEvaluator *self);
JsonNode *berth_sandbox_evaluator_get_parameter (BerthSandboxEvaluator *self,
                                                 const char *name,
                                                 GError **error);
JsonNode *berth_sandbox_evaluator_get_variable (BerthSandboxEvaluator *self,
                                                const char *name,
                                                GError **error);
JsonNode *berth_sandbox_evaluator_refer (BerthSandboxEvaluator *self,
                                         const char *id_or_name,
                                         gboolean full,
                                         GError **error);

G_END_DECLS
