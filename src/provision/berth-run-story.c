/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-run-private.h"

#include "berth-azure-error.h"
#include "berth-config.h"
#include "berth-deployments.h"
#include "berth-future.h"
#include "berth-groups.h"
#include "berth-machines.h"
#include "berth-network.h"
#include "berth-plan-private.h"
#include "berth-provider.h"
#include "berth-providers.h"
#include "berth-public-ip.h"
#include "berth-resource-group.h"
#include "berth-terms-service.h"
#include "berth-terms.h"

#include <glib/gi18n-lib.h>

/* The story of a run, step by step. Each step runs in the run's fiber and can be repeated
 * without harm. */

#define PROVIDER_POLL_USEC (5 * G_USEC_PER_SEC)
#define PROVIDER_MAX_POLLS 60

typedef enum {
  OUTCOME_DONE,
  OUTCOME_SKIPPED,
  OUTCOME_FAILED,
} Outcome;

typedef Outcome (*StepFunc) (BerthRun *self, BerthRunStep *step, GError **error);

static const char *
get_subscription (BerthRun *self)
{
  return berth_machine_spec_get_subscription_id (berth_run_get_spec (self));
}

static gboolean
is_registered (BerthProvider *provider)
{
  return g_strcmp0 (berth_provider_get_registration_state (provider), "Registered") == 0;
}

static gboolean
register_provider (BerthRun *self, BerthRunStep *step, const char *name, GError **error)
{
  BerthClock *clock = berth_arm_client_get_clock (self->client);
  const char *subscription = get_subscription (self);

  berth_run_step_set_detail (step, name);
  if (!dex_await (
        berth_providers_register (self->client, subscription, name, self->cancellable),
        error))
    return FALSE;
  for (guint i = 0; i < PROVIDER_MAX_POLLS; i++) {
    g_autoptr (BerthProvider) provider = dex_await_object (
      berth_providers_get (self->client, subscription, name, self->cancellable), error);

    if (provider == NULL)
      return FALSE;
    if (is_registered (provider))
      return TRUE;
    if (!dex_await (berth_clock_wait (clock, PROVIDER_POLL_USEC, self->cancellable),
                    error))
      return FALSE;
  }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
               /* Translators: %s is a service such as Microsoft.Compute */
               _ ("Azure has not switched “%s” on in time. Try again in a few minutes."),
               name);
  return FALSE;
}

static Outcome
switch_on_services (BerthRun *self, BerthRunStep *step, GError **error)
{
  static const char *const names[] = { "Microsoft.Compute", "Microsoft.Network" };
  Outcome outcome = OUTCOME_SKIPPED;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (BerthProvider) provider
      = dex_await_object (berth_providers_get (self->client, get_subscription (self),
                                               names[i], self->cancellable),
                          error);

    if (provider == NULL)
      return OUTCOME_FAILED;
    if (is_registered (provider))
      continue;
    if (!register_provider (self, step, names[i], error))
      return OUTCOME_FAILED;
    outcome = OUTCOME_DONE;
  }
  berth_run_step_set_detail (step, NULL);
  return outcome;
}

/* As the service itself would say it, so that it is explained in the same words. */
static GError *
make_terms_error (void)
{
  g_autoptr (BerthFault) fault = berth_fault_new (
    400, "MarketplacePurchaseEligibilityFailed",
    _ ("The terms of the image's plan are not accepted yet."), NULL, NULL);

  return berth_azure_error_new (BERTH_AZURE_ERROR_TERMS, fault);
}

static Outcome
check_terms (BerthRun *self, BerthRunStep *step, GError **error)
{
  BerthImageChoice *image = berth_machine_spec_get_image (berth_run_get_spec (self));
  g_autoptr (BerthTerms) terms = NULL;

  if (!berth_image_choice_has_plan (image))
    return OUTCOME_SKIPPED;
  terms = dex_await_object (
    berth_terms_get (self->client, get_subscription (self),
                     berth_image_choice_get_plan_publisher (image),
                     berth_image_choice_get_plan_product (image),
                     berth_image_choice_get_plan_name (image), self->cancellable),
    error);
  if (terms == NULL)
    return OUTCOME_FAILED;
  if (berth_terms_is_accepted (terms))
    return OUTCOME_DONE;
  g_propagate_error (error, make_terms_error ());
  return OUTCOME_FAILED;
}

static JsonObject *
make_group_tags (BerthRun *self)
{
  JsonObject *tags = json_object_new ();

  json_object_set_string_member (tags, BERTH_TAG_MACHINE,
                                 berth_machine_spec_get_name (berth_run_get_spec (self)));
  json_object_set_string_member (tags, BERTH_TAG_RUN,
                                 berth_journal_get_id (self->journal));
  return tags;
}

/* A group that exists keeps its region and its tags: it is not this run's. */
static gboolean
group_exists (BerthRun *self, const char *name, gboolean *exists, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (BerthResourceGroup) group = dex_await_object (
    berth_groups_get (self->client, get_subscription (self), name, self->cancellable),
    &local);

  *exists = group != NULL;
  if (group != NULL
      || g_error_matches (local, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static Outcome
make_group (BerthRun *self, BerthRunStep *step, GError **error)
{
  BerthMachineSpec *spec = berth_run_get_spec (self);
  g_autofree char *name = berth_machine_spec_dup_group (spec);
  g_autoptr (JsonObject) tags = NULL;
  gboolean exists = FALSE;

  berth_run_step_set_detail (step, name);
  if (!group_exists (self, name, &exists, error))
    return OUTCOME_FAILED;
  /* A run that is picked up made it before it was cut off. */
  if (exists)
    return berth_journal_get_group_made (self->journal) ? OUTCOME_DONE : OUTCOME_SKIPPED;
  berth_journal_set_group_made (self->journal, TRUE);
  if (!dex_await (berth_journal_save (self->journal), error))
    return OUTCOME_FAILED;
  tags = make_group_tags (self);
  if (!dex_await (berth_groups_put (self->client, get_subscription (self), name,
                                    berth_machine_spec_get_location (spec), tags,
                                    self->cancellable),
                  error))
    return OUTCOME_FAILED;
  return OUTCOME_DONE;
}

static Outcome
validate (BerthRun *self, BerthRunStep *step, GError **error)
{
  g_autofree char *group = berth_machine_spec_dup_group (berth_run_get_spec (self));
  g_autofree char *name = berth_run_dup_deployment_name (self);

  /* What is under way or done was checked when it began. */
  if (berth_journal_get_deployed (self->journal) && !self->again)
    return OUTCOME_DONE;
  if (!dex_await (
        berth_deployments_validate (self->client, get_subscription (self), group, name,
                                    berth_plan_get_template (berth_run_get_plan (self)),
                                    NULL, self->cancellable),
        error))
    return OUTCOME_FAILED;
  return OUTCOME_DONE;
}

static gboolean
read_address (BerthRun *self, GError **error)
{
  BerthMachineSpec *spec = berth_run_get_spec (self);
  g_autofree char *group = berth_machine_spec_dup_group (spec);
  g_autofree char *name = g_strconcat (berth_machine_spec_get_name (spec), "-ip", NULL);
  g_autofree char *id
    = berth_arm_path ("/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Network/"
                      "publicIPAddresses/%s",
                      get_subscription (self), group, name);
  g_autoptr (BerthPublicIp) address = dex_await_object (
    berth_network_get_public_ip (self->client, id, self->cancellable), error);

  if (address == NULL)
    return FALSE;
  berth_run_set_address (self, berth_public_ip_get_address (address));
  return TRUE;
}

static gboolean
read_machine (BerthRun *self, GError **error)
{
  g_clear_object (&self->machine);
  self->machine = dex_await_object (
    berth_machines_get (self->client, self->machine_id, self->cancellable), error);
  return self->machine != NULL && read_address (self, error);
}

/* Why nobody can step in, although the machine runs; %NULL where somebody can. */
static const char *
find_obstacle (BerthRun *self)
{
  BerthMachineSpec *spec = berth_run_get_spec (self);

  if (self->guest == NULL || self->address == NULL)
    return _ ("The machine runs; nobody looks into it.");
  if (!berth_plan_opens_ssh (spec))
    return _ ("Nobody may reach port 22, as you chose.");
  if (berth_machine_spec_get_key_path (spec) == NULL)
    return _ ("The private key is not on this computer.");
  return berth_machine_get_tag (self->machine, "berth-unreachable-reason");
}

static Outcome
wait_for_ssh (BerthRun *self, BerthRunStep *step, GError **error)
{
  const char *key_path = berth_machine_spec_get_key_path (berth_run_get_spec (self));
  const char *obstacle;

  if (!read_machine (self, error))
    return OUTCOME_FAILED;
  obstacle = find_obstacle (self);
  berth_run_step_set_detail (step, obstacle != NULL ? obstacle : self->address);
  if (obstacle != NULL)
    return OUTCOME_SKIPPED;
  if (!dex_await (berth_guest_wait_for_ssh (self->guest, self->machine, self->address,
                                            key_path, self->cancellable),
                  error))
    return OUTCOME_FAILED;
  return OUTCOME_DONE;
}

static void
on_boot_stage (const char *stage, gpointer user_data)
{
  berth_run_step_set_detail (user_data, stage);
}

static Outcome
wait_for_first_boot (BerthRun *self, BerthRunStep *step, GError **error)
{
  const char *key_path = berth_machine_spec_get_key_path (berth_run_get_spec (self));

  if (find_obstacle (self) != NULL)
    return OUTCOME_SKIPPED;
  if (!dex_await (berth_guest_wait_for_first_boot (self->guest, self->machine,
                                                   self->address, key_path, on_boot_stage,
                                                   step, self->cancellable),
                  error))
    return OUTCOME_FAILED;
  return OUTCOME_DONE;
}

static gboolean
take_step (BerthRun *self, const char *id, StepFunc func, GError **error)
{
  BerthRunStep *step = berth_run_find_step (self, id);
  Outcome outcome;

  berth_run_step_set_state (step, BERTH_RUN_STEP_STATE_RUNNING, berth_run_get_now (self));
  outcome = func (self, step, error);
  berth_run_step_set_state (step,
                            outcome == OUTCOME_DONE      ? BERTH_RUN_STEP_STATE_DONE
                            : outcome == OUTCOME_SKIPPED ? BERTH_RUN_STEP_STATE_SKIPPED
                                                         : BERTH_RUN_STEP_STATE_FAILED,
                            berth_run_get_now (self));
  return outcome != OUTCOME_FAILED;
}

static void
forget_steps (BerthRun *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->steps)); i++) {
    g_autoptr (BerthRunStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);

    berth_run_step_set_state (step, BERTH_RUN_STEP_STATE_WAITING,
                              berth_run_get_now (self));
  }
}

static DexFuture *
story (gpointer data)
{
  BerthRun *self = data;
  g_autoptr (GError) error = NULL;

  forget_steps (self);
  if (dex_await (berth_journal_save (self->journal), &error)
      && take_step (self, "services", switch_on_services, &error)
      && take_step (self, "terms", check_terms, &error)
      && take_step (self, "group", make_group, &error)
      && take_step (self, "validate", validate, &error) && berth_run_deploy (self, &error)
      && take_step (self, "ssh", wait_for_ssh, &error)
      && take_step (self, "boot", wait_for_first_boot, &error))
    return dex_future_new_true ();
  return berth_future_reject (g_steal_pointer (&error));
}

/* Resolves to %TRUE when the machine can be entered. */
DexFuture *
berth_run_story_fiber (gpointer run)
{
  return berth_future_spawn (story, g_object_ref (run), g_object_unref);
}
