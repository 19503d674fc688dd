/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-practice-test.h"

#include "berth-client-secret-credential.h"
#include "berth-cloud.h"
#include "berth-curl-transport.h"
#include "berth-images.h"
#include "berth-terms-service.h"
#include "berth-terms.h"
#include "berth-test.h"

#define SPEED 40

static void
sign_in (BerthPracticeTest *self, BerthSandboxReady *ready, BerthHttpTransport *transport)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthCloud) cloud
    = dex_await_object (berth_cloud_discover (transport, ready->endpoint, NULL), &error);
  g_autofree char *scope = NULL;
  g_autoptr (BerthCredential) credential = NULL;

  g_assert_no_error (error);
  scope = g_strconcat (berth_cloud_get_audience (cloud), "/.default", NULL);
  credential = BERTH_CREDENTIAL (berth_client_secret_credential_new (
    transport, self->clock, ready->authority, ready->tenant, ready->client_id,
    ready->client_secret, scope));
  self->client = berth_arm_client_new (cloud, credential, transport, self->clock);
}

/**
 * berth_practice_test_new:
 * @scenario: (nullable): the scenario as JSON; %NULL for the practice cloud's own
 *
 * To be called in a fiber.
 */
BerthPracticeTest *
berth_practice_test_new (const char *scenario)
{
  g_autoptr (BerthHttpTransport) transport
    = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (NULL));

  return berth_practice_test_new_over (scenario, transport);
}

/**
 * berth_practice_test_new_over:
 * @scenario: (nullable): the scenario as JSON; %NULL for the practice cloud's own
 * @transport: what carries every request, the sign-in's too
 *
 * To be called in a fiber.
 */
BerthPracticeTest *
berth_practice_test_new_over (const char *scenario, BerthHttpTransport *transport)
{
  BerthPracticeTest *self = g_new0 (BerthPracticeTest, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *state = NULL;
  g_autoptr (BerthSandboxScenario) parsed = NULL;
  BerthSandboxOptions options = { 0 };
  g_autoptr (BerthSandboxReady) ready = NULL;

  self->folder = berth_test_make_folder ();
  state = g_build_filename (self->folder, "cloud", NULL);
  self->clock = berth_clock_new (SPEED);
  if (scenario != NULL)
    parsed = berth_sandbox_scenario_new_from_data (scenario, -1, &error);
  g_assert_no_error (error);
  options.state_folder = state;
  options.clock = self->clock;
  options.scenario = parsed;
  self->sandbox = berth_sandbox_new (&options);
  ready = dex_await_boxed (berth_sandbox_start (self->sandbox), &error);
  g_assert_no_error (error);
  self->subscription = g_strdup (ready->subscription);
  sign_in (self, ready, transport);
  return self;
}

/* To be called in a fiber. */
void
berth_practice_test_free (BerthPracticeTest *self)
{
  g_autoptr (GError) error = NULL;

  dex_await (berth_sandbox_stop (self->sandbox), &error);
  g_assert_no_error (error);
  g_clear_object (&self->client);
  g_clear_object (&self->sandbox);
  g_clear_object (&self->clock);
  berth_test_remove_folder (self->folder);
  g_free (self->subscription);
  g_free (self->folder);
  g_free (self);
}

/**
 * berth_practice_test_make_spec:
 *
 * Returns: (transfer full): the machine of the story: NVIDIA's image on a
 *   Standard_NC4as_T4_v3 in Korea Central, as Spot. To be called in a fiber.
 */
BerthMachineSpec *
berth_practice_test_make_spec (BerthPracticeTest *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthImage) image = dex_await_object (
    berth_images_get (self->client, self->subscription, "koreacentral", "nvidia",
                      "ngc_azure_17_11", "ngc-base-version-23_09_1_gen2", "23.09.1",
                      NULL),
    &error);
  g_autoptr (BerthImageChoice) choice = NULL;
  BerthMachineSpec *spec = berth_machine_spec_new ();

  g_assert_no_error (error);
  choice = berth_image_choice_new_from_image (image);
  berth_machine_spec_set_subscription_id (spec, self->subscription);
  berth_machine_spec_set_location (spec, "koreacentral");
  berth_machine_spec_set_name (spec, "kaggle-linux-gpu-vm");
  berth_machine_spec_set_image (spec, choice);
  berth_machine_spec_set_size (spec, "Standard_NC4as_T4_v3");
  berth_machine_spec_set_user (spec, "azureuser");
  berth_machine_spec_set_ssh_from (spec, "127.0.0.1/32");
  berth_machine_spec_set_public_key (
    spec, "ssh-ed25519 "
          "AAAAC3NzaC1lZDI1NTE5AAAAIH2ZyF5zZk2m7xVrJdyNDwO6dTQ2Yl0wq8x7p1nB9Xv4 test");
  return spec;
}

/* Accepts the terms of the story's image. To be called in a fiber. */
void
berth_practice_test_accept_terms (BerthPracticeTest *self)
{
  g_autoptr (GError) error = NULL;
  const char *plan = "ngc-base-version-23_09_1_gen2";
  g_autoptr (BerthTerms) terms
    = dex_await_object (berth_terms_get (self->client, self->subscription, "nvidia",
                                         "ngc_azure_17_11", plan, NULL),
                        &error);

  g_assert_no_error (error);
  dex_await (berth_terms_accept (self->client, self->subscription, "nvidia",
                                 "ngc_azure_17_11", plan, terms, NULL),
             &error);
  g_assert_no_error (error);
}
