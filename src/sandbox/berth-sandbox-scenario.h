/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * BerthSandboxTroubleKind:
 *
 * What the scenario lets happen to one request instead of, or before, its answer.
 */
typedef enum {
  BERTH_SANDBOX_TROUBLE_NONE,
  BERTH_SANDBOX_TROUBLE_STATUS,
  BERTH_SANDBOX_TROUBLE_RESET,
  BERTH_SANDBOX_TROUBLE_SLOW,
  BERTH_SANDBOX_TROUBLE_PAGE,
  BERTH_SANDBOX_TROUBLE_REDIRECT,
  BERTH_SANDBOX_TROUBLE_CUT,
} BerthSandboxTroubleKind;

/**
 * BerthSandboxTrouble:
 * @kind: what happens
 * @status: for %BERTH_SANDBOX_TROUBLE_STATUS and %BERTH_SANDBOX_TROUBLE_PAGE
 * @code: (nullable): Azure's code, for %BERTH_SANDBOX_TROUBLE_STATUS
 * @text: (nullable): Azure's message, the page, or where the redirect leads
 * @retry_after: seconds that the `Retry-After` header names, or 0 for no header
 * @delay_usec: for %BERTH_SANDBOX_TROUBLE_SLOW, clock time before the answer
 */
typedef struct {
  BerthSandboxTroubleKind kind;
  guint status;
  const char *code;
  const char *text;
  guint retry_after;
  gint64 delay_usec;
} BerthSandboxTrouble;

#define BERTH_TYPE_SANDBOX_SCENARIO (berth_sandbox_scenario_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSandboxScenario, berth_sandbox_scenario, BERTH, SANDBOX_SCENARIO, GObject)

BerthSandboxScenario *berth_sandbox_scenario_new (void);
BerthSandboxScenario *berth_sandbox_scenario_new_from_file (const char *path,
                                                            GError **error);
BerthSandboxScenario *
berth_sandbox_scenario_new_from_data (const char *data, gssize length, GError **error);

gint64 berth_sandbox_scenario_get_duration (BerthSandboxScenario *self,
                                            const char *what,
                                            double default_seconds);
gint64 berth_sandbox_scenario_get_quota_grant_delay (BerthSandboxScenario *self);
gboolean berth_sandbox_scenario_get_quota_is_granted (BerthSandboxScenario *self);
gint64 berth_sandbox_scenario_get_quota_limit (BerthSandboxScenario *self,
                                               const char *location,
                                               const char *name,
                                               gint64 default_limit);
gboolean berth_sandbox_scenario_is_registered (BerthSandboxScenario *self,
                                               const char *name_space);
const char *berth_sandbox_scenario_take_allocation_failure (BerthSandboxScenario *self,
                                                            const char *location,
                                                            const char *size);
gint64 berth_sandbox_scenario_get_eviction_delay (BerthSandboxScenario *self,
                                                  const char *location,
                                                  const char *machine);
BerthSandboxTrouble berth_sandbox_scenario_take_trouble (BerthSandboxScenario *self,
                                                         const char *method,
                                                         const char *path);
JsonObject *berth_sandbox_scenario_take_refusal (BerthSandboxScenario *self,
                                                 const char *grant_type);
JsonObject *berth_sandbox_scenario_get_object (BerthSandboxScenario *self);

G_END_DECLS
