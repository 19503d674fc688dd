/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-browser-sign-in.h"
#include "berth-browser.h"
#include "berth-curl-transport.h"
#include "berth-device-code.h"
#include "berth-fake-token-store.h"
#include "berth-grant-credential.h"
#include "berth-subscriptions.h"
#include "berth-test.h"
#include "berth-token-claims.h"

#include <string.h>

#define CLIENT "04b07795-8ddb-461a-bbee-02f9e1bf7b46"

static const BerthBrowserPages pages
  = { "Go back to Berth", "It said no", "Who are you" };

typedef struct {
  BerthSandboxTest *cloud;
  BerthHttpTransport *transport;
  BerthTokenEndpoint *endpoint;
  BerthFakeTokenStore *store;
} Fixture;

static void
set_up (Fixture *f, const char *scenario)
{
  g_autofree char *scope = NULL;

  f->cloud = berth_sandbox_test_new (scenario);
  f->transport = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (NULL));
  scope = g_strconcat (f->cloud->ready->endpoint, "/.default", NULL);
  f->endpoint = berth_token_endpoint_new (f->transport, f->cloud->clock,
                                          f->cloud->ready->authority, CLIENT, scope);
  f->store = berth_fake_token_store_new ();
}

static void
tear_down (Fixture *f)
{
  for (guint i = 0; i < 3; i++)
    dex_await (dex_timeout_new_msec (1), NULL);
  g_assert_finalize_object (f->endpoint);
  g_assert_finalize_object (f->store);
  g_assert_finalize_object (f->transport);
  berth_sandbox_test_free (f->cloud);
}

static BerthBrowserSignIn *
begin (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  BerthBrowserSignIn *sign_in = berth_browser_sign_in_new (
    f->endpoint, BERTH_TENANT_ORGANIZATIONS, NULL, NULL, &pages, &error);

  g_assert_no_error (error);
  return sign_in;
}

static BerthTokens *
sign_in (Fixture *f)
{
  g_autoptr (BerthBrowserSignIn) browser = begin (f);
  DexFuture *finished = berth_browser_sign_in_finish (browser, NULL);
  g_autofree char *location
    = berth_browser_approve (f->cloud, berth_browser_sign_in_get_url (browser), FALSE);
  g_autoptr (GError) error = NULL;
  guint status = 0;
  g_autofree char *page = berth_browser_get (f->cloud, location, &status);
  BerthTokens *tokens = dex_await_object (finished, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (status, ==, 200);
  g_assert_nonnull (strstr (page, pages.done));
  return tokens;
}

static void
test_browser (void)
{
  Fixture f;
  g_autoptr (BerthTokens) tokens = NULL;
  g_autoptr (BerthTokenClaims) claims = NULL;

  set_up (&f, NULL);
  tokens = sign_in (&f);
  claims = berth_token_claims_read (berth_tokens_get_id_token (tokens));
  g_assert_nonnull (berth_tokens_get_refresh_token (tokens));
  g_assert_cmpstr (berth_token_claims_get_user_name (claims), ==,
                   "person@practice.invalid");
  g_assert_cmpstr (berth_token_claims_get_tenant_id (claims), ==, f.cloud->ready->tenant);
  tear_down (&f);
}

/* A browser may take either address for "localhost". */
static void
test_both_addresses (void)
{
  static const char *const hosts[] = { "127.0.0.1", "[::1]" };
  Fixture f;

  set_up (&f, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autoptr (BerthBrowserSignIn) browser = begin (&f);
    DexFuture *finished = berth_browser_sign_in_finish (browser, NULL);
    g_autofree char *location
      = berth_browser_approve (f.cloud, berth_browser_sign_in_get_url (browser), FALSE);
    GString *url = g_string_new_take (g_steal_pointer (&location));
    g_autoptr (BerthTokens) tokens = NULL;
    g_autofree char *page = NULL;
    guint status = 0;

    g_string_replace (url, "//localhost:", "//HOST:", 1);
    g_string_replace (url, "HOST", hosts[i], 1);
    page = berth_browser_get (f.cloud, url->str, &status);
    g_string_free (url, TRUE);
    if (status == 0 && i == 1) {
      g_test_message ("there is no IPv6 on this computer");
      dex_unref (finished);
      continue;
    }
    g_assert_cmpuint (status, ==, 200);
    tokens = dex_await_object (finished, NULL);
    g_assert_nonnull (tokens);
  }
  tear_down (&f);
}

/* Another page of this computer knocks: it is told so, and the sign-in goes on. */
static void
test_wrong_state (void)
{
  static const char *const knocks[] = { "/?code=stolen&state=guessed",
                                        "/?code=stolen",
                                        "/?error=access_denied",
                                        "/?",
                                        "/favicon.ico",
                                        "/x?code=1",
                                        "/" };
  Fixture f;
  g_autoptr (BerthBrowserSignIn) browser = NULL;
  DexFuture *finished;
  g_autofree char *location = NULL;
  g_autofree char *last = NULL;
  g_autofree char *again = NULL;
  g_autoptr (BerthTokens) tokens = NULL;
  guint status = 0;

  set_up (&f, NULL);
  browser = begin (&f);
  finished = berth_browser_sign_in_finish (browser, NULL);
  location
    = berth_browser_approve (f.cloud, berth_browser_sign_in_get_url (browser), FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (knocks); i++) {
    g_autofree char *base = g_strndup (location, strlen ("http://localhost:")
                                                   + strcspn (location + 17, "/?"));
    g_autofree char *url = g_strconcat (base, knocks[i], NULL);
    g_autofree char *page = berth_browser_get (f.cloud, url, &status);

    g_assert_cmpuint (status, >=, 400);
    g_assert_null (strstr (page, pages.done));
    g_assert_true (dex_future_is_pending (finished));
  }
  last = berth_browser_get (f.cloud, location, &status);
  g_assert_cmpuint (status, ==, 200);
  tokens = dex_await_object (finished, NULL);
  g_assert_nonnull (tokens);
  /* Nobody listens any more. */
  again = berth_browser_get (f.cloud, location, &status);
  g_assert_cmpuint (status, !=, 200);
  g_clear_object (&browser);
  tear_down (&f);
}

static void
test_declined (void)
{
  Fixture f;
  g_autoptr (BerthBrowserSignIn) browser = NULL;
  DexFuture *finished;
  g_autofree char *location = NULL;
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  guint status = 0;

  set_up (&f, NULL);
  browser = begin (&f);
  finished = berth_browser_sign_in_finish (browser, NULL);
  location
    = berth_browser_approve (f.cloud, berth_browser_sign_in_get_url (browser), TRUE);
  page = berth_browser_get (f.cloud, location, &status);
  g_assert_nonnull (strstr (page, pages.failed));
  g_assert_null (dex_await_object (finished, &error));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT);
  g_assert_cmpstr (berth_fault_get_code (berth_azure_error_get_fault (error)), ==,
                   "access_denied");
  g_clear_object (&browser);
  tear_down (&f);
}

static void
test_browser_is_cancelled (void)
{
  Fixture f;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BerthBrowserSignIn) browser = NULL;
  g_autofree char *location = NULL;
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  DexFuture *finished;
  guint status = 0;

  set_up (&f, NULL);
  browser = begin (&f);
  finished = berth_browser_sign_in_finish (browser, cancellable);
  location
    = berth_browser_approve (f.cloud, berth_browser_sign_in_get_url (browser), FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (dex_await_object (finished, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  page = berth_browser_get (f.cloud, location, &status);
  g_assert_cmpuint (status, !=, 200);
  g_clear_object (&browser);
  tear_down (&f);
}

static BerthDeviceCode *
ask_code (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  BerthDeviceCode *code = dex_await_object (
    berth_device_code_ask (f->endpoint, BERTH_TENANT_ORGANIZATIONS, NULL, NULL), &error);

  g_assert_no_error (error);
  return code;
}

/* The cloud runs 40 times faster than the wall; who polls too often is told so. */
static void
test_device_code (void)
{
  Fixture f;
  g_autoptr (BerthDeviceCode) code = NULL;
  g_autoptr (BerthTokens) tokens = NULL;
  g_autoptr (GError) error = NULL;
  DexFuture *waiting;

  set_up (&f, NULL);
  code = ask_code (&f);
  g_assert_true (g_str_has_suffix (berth_device_code_get_address (code), "/devicelogin"));
  waiting = berth_device_code_wait (code, NULL);
  dex_await (berth_clock_wait (f.cloud->clock, 12 * G_USEC_PER_SEC, NULL), NULL);
  g_assert_true (dex_future_is_pending (waiting));
  berth_browser_type_code (f.cloud, berth_device_code_get_user_code (code), FALSE);
  tokens = dex_await_object (waiting, &error);
  g_assert_no_error (error);
  g_assert_nonnull (berth_tokens_get_refresh_token (tokens));
  g_clear_object (&code);
  tear_down (&f);
}

static void
check_device_code_fails (Fixture *f, DexFuture *waiting, const char *word)
{
  g_autoptr (GError) error = NULL;
  BerthFault *fault;

  g_assert_null (dex_await_object (waiting, &error));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT);
  fault = berth_azure_error_get_fault (error);
  g_assert_true (g_strcmp0 (berth_fault_get_code (fault), word) == 0
                 || g_strcmp0 (berth_fault_get_outer_code (fault), word) == 0);
}

static void
test_device_code_is_declined (void)
{
  Fixture f;
  g_autoptr (BerthDeviceCode) code = NULL;

  set_up (&f, NULL);
  code = ask_code (&f);
  berth_browser_type_code (f.cloud, berth_device_code_get_user_code (code), TRUE);
  check_device_code_fails (&f, berth_device_code_wait (code, NULL),
                           "authorization_declined");
  g_clear_object (&code);
  tear_down (&f);
}

static BerthGrant *
make_grant (Fixture *f)
{
  g_autoptr (BerthTokens) tokens = sign_in (f);
  BerthGrant *grant
    = berth_grant_new (f->endpoint, BERTH_TOKEN_STORE (f->store), "me", "Berth");

  berth_grant_take (grant, f->cloud->ready->tenant, tokens);
  return grant;
}

static BerthArmClient *
make_client (Fixture *f, BerthGrant *grant)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthCloud) cloud = dex_await_object (
    berth_cloud_discover (f->transport, f->cloud->ready->endpoint, NULL), &error);
  g_autoptr (BerthCredential) credential
    = berth_grant_credential_new (grant, f->cloud->ready->tenant);

  g_assert_no_error (error);
  return berth_arm_client_new (cloud, credential, f->transport, f->cloud->clock);
}

static void
finish_with (Fixture *f, BerthArmClient *client, BerthGrant *grant)
{
  dex_await (berth_grant_flush (grant), NULL);
  for (guint i = 0; i < 3; i++)
    dex_await (dex_timeout_new_msec (1), NULL);
  g_assert_finalize_object (client);
  g_assert_finalize_object (grant);
  tear_down (f);
}

/* Twenty requests need a token when it has run out: the cloud, which takes a refresh
 * token once, sees one exchange and all are answered. The next program goes on with the
 * token that the keyring has. */
static void
test_refresh (void)
{
  Fixture f;
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func (dex_unref);
  g_autofree char *before = NULL;
  BerthArmClient *client;
  BerthGrant *grant;

  set_up (&f, NULL);
  grant = make_grant (&f);
  client = make_client (&f, grant);
  dex_await (berth_grant_flush (grant), NULL);
  before = g_strdup (berth_fake_token_store_get (f.store, "me"));
  g_clear_object (&client);
  g_clear_object (&grant);

  grant = berth_grant_new (f.endpoint, BERTH_TOKEN_STORE (f.store), "me", "Berth");
  client = make_client (&f, grant);
  for (guint i = 0; i < 20; i++)
    g_ptr_array_add (requests, berth_subscriptions_list (client, NULL));
  for (guint i = 0; i < requests->len; i++)
    g_assert_true (dex_await (dex_ref (requests->pdata[i]), NULL));
  dex_await (berth_grant_flush (grant), NULL);
  g_assert_cmpstr (berth_fake_token_store_get (f.store, "me"), !=, before);
  g_ptr_array_set_size (requests, 0);
  finish_with (&f, client, grant);
}

/* Every request is challenged until a token was asked for with the claims. */
static void
test_challenge (void)
{
  Fixture f;
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func (dex_unref);
  BerthArmClient *client;
  BerthGrant *grant;

  set_up (&f, "{\"signIn\":{\"challenge\":\"1700000000\"}}");
  grant = make_grant (&f);
  client = make_client (&f, grant);
  for (guint i = 0; i < 10; i++)
    g_ptr_array_add (requests, berth_subscriptions_list (client, NULL));
  for (guint i = 0; i < requests->len; i++) {
    g_autoptr (GError) error = NULL;

    dex_await (dex_ref (requests->pdata[i]), &error);
    g_assert_no_error (error);
  }
  g_ptr_array_set_size (requests, 0);
  finish_with (&f, client, grant);
}

/* The challenge cannot be met silently: the claims are there for the next sign-in. */
static void
test_challenge_is_refused (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthTokens) tokens = NULL;
  g_autoptr (GListModel) all = NULL;
  g_autoptr (BerthBrowserSignIn) browser = NULL;
  BerthArmClient *client;
  BerthGrant *grant;

  set_up (&f,
          "{\"signIn\":{\"challenge\":\"7\",\"refusals\":[{\"grant\":"
          "\"refresh_token\",\"error\":\"interaction_required\",\"number\":50076}]}}");
  grant = make_grant (&f);
  client = make_client (&f, grant);
  g_assert_null (dex_await_object (berth_subscriptions_list (client, NULL), &error));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT);
  g_assert_cmpstr (berth_fault_get_code (berth_azure_error_get_fault (error)), ==,
                   "AADSTS50076");
  g_assert_nonnull (strstr (berth_grant_get_refused_claims (grant), "\"nbf\""));

  browser = berth_browser_sign_in_new (
    f.endpoint, f.cloud->ready->tenant, "person@practice.invalid",
    berth_grant_get_refused_claims (grant), &pages, NULL);
  g_assert_nonnull (
    strstr (berth_browser_sign_in_get_url (browser), "login_hint=person%40"));
  {
    DexFuture *finished = berth_browser_sign_in_finish (browser, NULL);
    g_autofree char *location
      = berth_browser_approve (f.cloud, berth_browser_sign_in_get_url (browser), FALSE);
    guint status = 0;

    g_free (berth_browser_get (f.cloud, location, &status));
    tokens = dex_await_object (finished, NULL);
  }
  berth_grant_take (grant, f.cloud->ready->tenant, tokens);
  all = dex_await_object (berth_subscriptions_list (client, NULL), NULL);
  g_assert_nonnull (all);
  g_clear_object (&browser);
  finish_with (&f, client, grant);
}

static void
test_revoked (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  BerthArmClient *client;
  BerthGrant *grant;

  set_up (&f, "{\"signIn\":{\"refusals\":[{\"grant\":\"refresh_token\",\"error\":"
              "\"invalid_grant\",\"number\":50173}]}}");
  berth_fake_token_store_set (f.store, "me", "whatever");
  grant = berth_grant_new (f.endpoint, BERTH_TOKEN_STORE (f.store), "me", "Berth");
  client = make_client (&f, grant);
  g_assert_null (dex_await_object (berth_subscriptions_list (client, NULL), &error));
  g_assert_cmpstr (berth_fault_get_code (berth_azure_error_get_fault (error)), ==,
                   "AADSTS50173");
  g_assert_nonnull (berth_grant_get_refusal (grant));
  finish_with (&f, client, grant);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/sign-in/browser", test_browser);
  berth_test_add ("/azure/sign-in/both-addresses", test_both_addresses);
  berth_test_add ("/azure/sign-in/wrong-state", test_wrong_state);
  berth_test_add ("/azure/sign-in/declined", test_declined);
  berth_test_add ("/azure/sign-in/browser-is-cancelled", test_browser_is_cancelled);
  berth_test_add ("/azure/sign-in/device-code", test_device_code);
  berth_test_add ("/azure/sign-in/device-code-is-declined", test_device_code_is_declined);
  berth_test_add ("/azure/sign-in/refresh", test_refresh);
  berth_test_add ("/azure/sign-in/challenge", test_challenge);
  berth_test_add ("/azure/sign-in/challenge-is-refused", test_challenge_is_refused);
  berth_test_add ("/azure/sign-in/revoked", test_revoked);
  return g_test_run ();
}
