/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-sandbox-evaluator.h"

G_BEGIN_DECLS

/**
 * BerthSandboxTemplateResource:
 * @raw: as the template has it, with its expressions
 * @needs: (element-type BerthSandboxTemplateResource): what must be there before it
 *
 * One resource of a template.
 */
typedef struct {
  char *id;
  char *type;
  char *name;
  char *api_version;
  JsonObject *raw;
  GPtrArray *needs;
  int copy_index;
} BerthSandboxTemplateResource;

#define BERTH_TYPE_SANDBOX_TEMPLATE (berth_sandbox_template_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxTemplate, berth_sandbox_template, BERTH, SANDBOX_TEMPLATE, GObject)

BerthSandboxTemplate *berth_sandbox_template_new (BerthSandbox *sandbox,
                                                  JsonObject *group,
                                                  const char *deployment,
                                                  JsonObject *properties,
                                                  GError **error);
GPtrArray *berth_sandbox_template_get_resources (BerthSandboxTemplate *self);
JsonObject *berth_sandbox_template_get_source (BerthSandboxTemplate *self);
JsonObject *berth_sandbox_template_parameters_to_json (BerthSandboxTemplate *self);
JsonObject *berth_sandbox_template_foresee (BerthSandboxTemplate *self,
                                            BerthSandboxTemplateResource *resource,
                                            GError **error);
JsonObject *berth_sandbox_template_evaluate (BerthSandboxTemplate *self,
                                             BerthSandboxTemplateResource *resource,
                                             GError **error);
JsonObject *berth_sandbox_template_evaluate_outputs (BerthSandboxTemplate *self,
                                                     GError **error);

G_END_DECLS
