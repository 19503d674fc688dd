/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-run-private.h"

#include "berth-azure-error.h"
#include "berth-config.h"
#include "berth-deployment-operation.h"
#include "berth-deployment.h"
#include "berth-deployments.h"
#include "berth-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The deployment of a run: begun once, then followed by its operations, one per resource.
 */

#define POLL_USEC (2 * G_USEC_PER_SEC)

static const struct {
  const char *type;
  const char *step;
} step_of_type[] = {
  { "Microsoft.Network/networkSecurityGroups", "nsg" },
  { "Microsoft.Network/virtualNetworks", "vnet" },
  { "Microsoft.Network/publicIPAddresses", "ip" },
  { "Microsoft.Network/networkInterfaces", "nic" },
  { "Microsoft.Compute/virtualMachines", "machine" },
};

char *
berth_run_dup_deployment_name (BerthRun *self)
{
  return g_strconcat ("berth-", berth_journal_get_id (self->journal), NULL);
}

typedef struct {
  const char *subscription;
  char *group;
  char *name;
} Scope;

static void
scope_init (Scope *scope, BerthRun *self)
{
  BerthMachineSpec *spec = berth_run_get_spec (self);

  scope->subscription = berth_machine_spec_get_subscription_id (spec);
  scope->group = berth_machine_spec_dup_group (spec);
  scope->name = berth_run_dup_deployment_name (self);
}

static void
scope_clear (Scope *scope)
{
  g_free (scope->group);
  g_free (scope->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scope, scope_clear)

static JsonNode *
make_parameters (BerthRun *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *run = json_object_new ();

  json_object_set_string_member (run, "value", berth_journal_get_id (self->journal));
  json_object_set_object_member (object, "run", run);
  return berth_json_node_from_object (object);
}

static gboolean
create (BerthRun *self, const Scope *scope, GError **error)
{
  g_autoptr (JsonNode) parameters = make_parameters (self);

  berth_journal_set_deployed (self->journal, TRUE);
  return dex_await (berth_journal_save (self->journal), error)
         && dex_await (berth_deployments_create (
                         self->client, scope->subscription, scope->group, scope->name,
                         berth_plan_get_template (berth_run_get_plan (self)), parameters,
                         self->cancellable),
                       error);
}

static gboolean
has_ended (const char *state)
{
  return g_strcmp0 (state, "Succeeded") == 0 || g_strcmp0 (state, "Failed") == 0
         || g_strcmp0 (state, "Canceled") == 0;
}

/* Attaches to a deployment that an earlier Berth began; begins it where there is none, or
 * where the person wants an ended one once more. */
static gboolean
begin_or_attach (BerthRun *self, const Scope *scope, GError **error)
{
  g_autoptr (BerthDeployment) deployment = NULL;
  g_autoptr (GError) local = NULL;
  const char *state;

  if (!berth_journal_get_deployed (self->journal))
    return create (self, scope, error);
  deployment = dex_await_object (berth_deployments_get (self->client, scope->subscription,
                                                        scope->group, scope->name,
                                                        self->cancellable),
                                 &local);
  if (g_error_matches (local, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_NOT_FOUND))
    return create (self, scope, error);
  if (deployment == NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  state = berth_deployment_get_state (deployment);
  if (self->again && has_ended (state) && g_strcmp0 (state, "Succeeded") != 0)
    return create (self, scope, error);
  return TRUE;
}

static BerthRunStep *
find_step_of (BerthRun *self, BerthDeploymentOperation *operation)
{
  const char *type = berth_deployment_operation_get_resource_type (operation);

  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (step_of_type); i++) {
    if (g_ascii_strcasecmp (type, step_of_type[i].type) == 0)
      return berth_run_find_step (self, step_of_type[i].step);
  }
  return NULL;
}

static void
show_operation (BerthRun *self, BerthDeploymentOperation *operation)
{
  BerthRunStep *step = find_step_of (self, operation);
  const char *state = berth_deployment_operation_get_state (operation);
  const gint64 now = berth_run_get_now (self);

  if (step == NULL
      || g_strcmp0 (berth_deployment_operation_get_kind (operation), "Create") != 0)
    return;
  berth_run_step_set_detail (step,
                             berth_deployment_operation_get_resource_name (operation));
  /* A resource that was made between two looks was under way all the same. */
  if (berth_run_step_get_state (step) == BERTH_RUN_STEP_STATE_WAITING)
    berth_run_step_set_state (step, BERTH_RUN_STEP_STATE_RUNNING, now);
  if (g_strcmp0 (state, "Succeeded") == 0)
    berth_run_step_set_state (step, BERTH_RUN_STEP_STATE_DONE, now);
  else if (g_strcmp0 (state, "Failed") == 0 || g_strcmp0 (state, "Canceled") == 0)
    berth_run_step_set_state (step, BERTH_RUN_STEP_STATE_FAILED, now);
}

/* Shows all operations; keeps the first refusal among them. */
static gboolean
look (BerthRun *self, const Scope *scope, GError **refusal, GError **error)
{
  g_autoptr (GListModel) operations = dex_await_object (
    berth_deployments_list_operations (self->client, scope->subscription, scope->group,
                                       scope->name, self->cancellable),
    error);

  if (operations == NULL)
    return FALSE;
  g_clear_error (refusal);
  for (guint i = 0; i < g_list_model_get_n_items (operations); i++) {
    g_autoptr (BerthDeploymentOperation) operation
      = g_list_model_get_item (operations, i);
    const GError *of_operation = berth_deployment_operation_get_error (operation);

    show_operation (self, operation);
    if (of_operation != NULL && *refusal == NULL)
      *refusal = g_error_copy (of_operation);
  }
  return TRUE;
}

static void
show_all_done (BerthRun *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (step_of_type); i++)
    berth_run_step_set_state (berth_run_find_step (self, step_of_type[i].step),
                              BERTH_RUN_STEP_STATE_DONE, berth_run_get_now (self));
}

static void
show_failed (BerthRun *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (step_of_type); i++) {
    BerthRunStep *step = berth_run_find_step (self, step_of_type[i].step);

    if (berth_run_step_get_state (step) == BERTH_RUN_STEP_STATE_RUNNING)
      berth_run_step_set_state (step, BERTH_RUN_STEP_STATE_FAILED,
                                berth_run_get_now (self));
  }
}

/* The deployment itself only says that something in it failed. */
static GError *
make_refusal (const char *state)
{
  g_autofree char *message
    /* Translators: %s is the service's word, such as Failed or Canceled */
    = g_strdup_printf (_ ("The deployment ended as “%s”, and says nothing more."), state);
  g_autoptr (BerthFault) fault
    = berth_fault_new (0, "DeploymentFailed", message, NULL, NULL);

  return berth_azure_error_new (BERTH_AZURE_ERROR_FAILED, fault);
}

static gboolean
follow (BerthRun *self, const Scope *scope, GError **error)
{
  BerthClock *clock = berth_arm_client_get_clock (self->client);
  g_autoptr (GError) refusal = NULL;

  for (;;) {
    g_autoptr (BerthDeployment) deployment = dex_await_object (
      berth_deployments_get (self->client, scope->subscription, scope->group, scope->name,
                             self->cancellable),
      error);
    const char *state;

    if (deployment == NULL || !look (self, scope, &refusal, error))
      return FALSE;
    state = berth_deployment_get_state (deployment);
    if (g_strcmp0 (state, "Succeeded") == 0)
      return TRUE;
    if (has_ended (state)) {
      g_propagate_error (error, refusal != NULL ? g_steal_pointer (&refusal)
                                                : make_refusal (state));
      return FALSE;
    }
    if (!dex_await (berth_clock_wait (clock, POLL_USEC, self->cancellable), error))
      return FALSE;
  }
}

/* To be called in the run's fiber: returns when all resources are made. */
gboolean
berth_run_deploy (BerthRun *self, GError **error)
{
  g_auto (Scope) scope = { 0 };

  scope_init (&scope, self);
  if (!begin_or_attach (self, &scope, error) || !follow (self, &scope, error)) {
    show_failed (self);
    return FALSE;
  }
  show_all_done (self);
  return TRUE;
}

static gboolean
wait_until_ended (BerthRun *self, const Scope *scope, GError **error)
{
  BerthClock *clock = berth_arm_client_get_clock (self->client);

  for (;;) {
    g_autoptr (BerthDeployment) deployment
      = dex_await_object (berth_deployments_get (self->client, scope->subscription,
                                                 scope->group, scope->name, NULL),
                          error);

    if (deployment == NULL)
      return FALSE;
    if (has_ended (berth_deployment_get_state (deployment)))
      return TRUE;
    if (!dex_await (berth_clock_wait (clock, POLL_USEC, NULL), error))
      return FALSE;
  }
}

/* To be called in a fiber of the run, which may be cancelled by now: returns when the
 * deployment makes nothing any more. One that has ended, or never was, is as good. */
gboolean
berth_run_stop_deployment (BerthRun *self, GError **error)
{
  g_auto (Scope) scope = { 0 };
  g_autoptr (GError) local = NULL;

  if (!berth_journal_get_deployed (self->journal))
    return TRUE;
  scope_init (&scope, self);
  if (!dex_await (berth_deployments_cancel (self->client, scope.subscription, scope.group,
                                            scope.name, NULL),
                  &local)
      && !g_error_matches (local, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_CONFLICT)) {
    if (!g_error_matches (local, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_NOT_FOUND))
      g_propagate_error (error, g_steal_pointer (&local));
    return *error == NULL;
  }
  return wait_until_ended (self, &scope, error);
}
