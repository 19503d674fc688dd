/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-azure-error.h"
#include "berth-fake-token-store.h"
#include "berth-grant-credential.h"
#include "berth-test.h"
#include "berth-token-claims.h"

#include <string.h>

#define ID "somebody"
#define HOME "11111111-1111-1111-1111-111111111111"
#define OTHER "22222222-2222-2222-2222-222222222222"

typedef struct {
  BerthArmTest *test;
  BerthFakeTokenStore *store;
  BerthGrant *grant;
  guint refusals;
} Fixture;

static void
on_refusal_changed (Fixture *f)
{
  f->refusals++;
}

/* With the refresh token "r0" in the keyring. */
static void
set_up (Fixture *f)
{
  g_autoptr (BerthTokenEndpoint) endpoint = NULL;

  f->test = berth_arm_test_new ();
  f->store = berth_fake_token_store_new ();
  f->refusals = 0;
  berth_fake_token_store_set (f->store, ID, "r0");
  endpoint = berth_token_endpoint_new (BERTH_HTTP_TRANSPORT (f->test->wire),
                                       f->test->clock, "https://login.example", "client",
                                       "https://arm.example//.default");
  f->grant = berth_grant_new (endpoint, BERTH_TOKEN_STORE (f->store), ID, "Berth");
  g_signal_connect_swapped (f->grant, "refusal-changed", G_CALLBACK (on_refusal_changed),
                            f);
}

static void
tear_down (Fixture *f)
{
  dex_await (berth_grant_flush (f->grant), NULL);
  berth_arm_test_settle ();
  g_assert_finalize_object (f->grant);
  g_assert_finalize_object (f->store);
  berth_arm_test_free (f->test);
}

static void
answer (Fixture *f, const char *access, const char *refresh)
{
  g_autofree char *body
    = g_strdup_printf ("{\"access_token\":\"%s\",\"refresh_token\":\"%s\","
                       "\"expires_in\":3600}",
                       access, refresh);

  berth_fake_transport_answer (f->test->wire, 200, body, NULL);
}

static void
refuse (Fixture *f, const char *error, const char *description)
{
  g_autofree char *body = g_strdup_printf (
    "{\"error\":\"%s\",\"error_description\":\"%s\"}", error, description);

  berth_fake_transport_answer (f->test->wire, 400, body, NULL);
}

static void
check (Fixture *f, const char *tenant, const char *claims, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = dex_await_string (
    berth_arm_test_finish (f->test,
                           berth_grant_get_token (f->grant, tenant, claims, NULL)),
    &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
}

static GError *
check_refused (Fixture *f, const char *tenant)
{
  return berth_arm_test_expect_error (
    f->test, berth_grant_get_token (f->grant, tenant, NULL, NULL));
}

static void
check_body (Fixture *f, guint index, const char *part)
{
  g_autofree char *body = berth_fake_transport_dup_body (f->test->wire, index);

  g_assert_nonnull (strstr (body, part));
}

/* Each exchange brings a new refresh token, which the next one uses. */
static void
test_rotation (void)
{
  Fixture f;

  set_up (&f);
  answer (&f, "a1", "r1");
  answer (&f, "a2", "r2");
  check (&f, HOME, NULL, "a1");
  check (&f, HOME, NULL, "a1");
  g_assert_cmpuint (berth_fake_transport_count (f.test->wire), ==, 1);
  check_body (&f, 0, "grant_type=refresh_token&client_id=client&refresh_token=r0");
  check_body (&f, 0, "%2F%2Farm.example%2F%2F.default%20offline_access%20openid");
  check_body (&f, 0, "claims=%7B%22access_token%22%3A%7B%22xms_cc%22%3A%7B%22values");
  g_assert_cmpstr (berth_fake_token_store_get (f.store, ID), ==, "r1");
  berth_clock_advance (f.test->clock, 56 * G_TIME_SPAN_MINUTE);
  check (&f, HOME, NULL, "a2");
  check_body (&f, 1, "refresh_token=r1");
  g_assert_cmpstr (berth_fake_token_store_get (f.store, ID), ==, "r2");
  g_assert_true (berth_grant_is_persistent (f.grant));
  tear_down (&f);
}

/* However many wait, there is one exchange, also for who gives up. */
static void
test_one_at_a_time (void)
{
  Fixture f;
  DexFuture *waiting[40];
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  set_up (&f);
  answer (&f, "a1", "r1");
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    waiting[i] = berth_grant_get_token (f.grant, HOME, NULL, i == 0 ? cancellable : NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (dex_await (waiting[0], NULL));
  for (guint i = 1; i < G_N_ELEMENTS (waiting); i++) {
    g_autofree char *token = dex_await_string (waiting[i], NULL);

    g_assert_cmpstr (token, ==, "a1");
  }
  g_assert_cmpuint (berth_fake_transport_count (f.test->wire), ==, 1);
  tear_down (&f);
}

/* Tenants have tokens of their own and share the refresh token, so their exchanges are
 * one after the other even if they are asked for together. */
static void
test_tenants (void)
{
  Fixture f;
  DexFuture *home;
  DexFuture *other;

  set_up (&f);
  answer (&f, "home", "r1");
  answer (&f, "other", "r2");
  home = berth_grant_get_token (f.grant, HOME, NULL, NULL);
  other = berth_grant_get_token (f.grant, OTHER, NULL, NULL);
  g_assert_true (dex_await (dex_future_all (home, other, NULL), NULL));
  check_body (&f, 0, "refresh_token=r0");
  check_body (&f, 1, "refresh_token=r1");
  g_assert_nonnull (
    strstr (berth_fake_transport_get_url (f.test->wire, 1), "/" OTHER "/oauth2/v2.0"));
  check (&f, HOME, NULL, "home");
  check (&f, OTHER, NULL, "other");
  tear_down (&f);
}

/* Many requests are challenged at once: the first brings a token, the others use it. */
static void
test_claims (void)
{
  static const char claims[]
    = "{\"access_token\": {\"nbf\": {\"essential\": true, \"value\": \"7\"}}}";
  Fixture f;

  set_up (&f);
  answer (&f, "a1", "r1");
  answer (&f, "a2", "r2");
  check (&f, HOME, NULL, "a1");
  berth_grant_forget_token (f.grant, HOME, "a1");
  check (&f, HOME, claims, "a2");
  berth_grant_forget_token (f.grant, HOME, "a1");
  check (&f, HOME, claims, "a2");
  check (&f, HOME, NULL, "a2");
  g_assert_cmpuint (berth_fake_transport_count (f.test->wire), ==, 2);
  check_body (&f, 1, "%22nbf%22%3A%7B%22essential%22%3Atrue");
  check_body (&f, 1, "%22xms_cc%22%3A%7B%22values%22%3A%5B%22cp1%22");
  tear_down (&f);
}

/* What is revoked is asked once, and works again after a sign-in. */
static void
test_revoked (void)
{
  Fixture f;
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;
  g_autoptr (JsonNode) node
    = json_from_string ("{\"access_token\":\"b1\",\"refresh_token\":\"s1\"}", NULL);
  g_autoptr (BerthTokens) tokens = NULL;

  set_up (&f);
  refuse (&f, "invalid_grant", "AADSTS50173: The provided grant has expired.");
  first = check_refused (&f, HOME);
  second = check_refused (&f, OTHER);
  g_assert_cmpuint (berth_fake_transport_count (f.test->wire), ==, 1);
  g_assert_error (second, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT);
  g_assert_cmpstr (berth_fault_get_code (berth_azure_error_get_fault (second)), ==,
                   "AADSTS50173");
  g_assert_nonnull (berth_grant_get_refusal (f.grant));
  g_assert_cmpuint (f.refusals, ==, 1);

  tokens = berth_tokens_parse (json_node_get_object (node),
                               berth_clock_get_now (f.test->clock), NULL);
  berth_grant_take (f.grant, HOME, tokens);
  g_assert_null (berth_grant_get_refusal (f.grant));
  check (&f, HOME, NULL, "b1");
  dex_await (berth_grant_flush (f.grant), NULL);
  g_assert_cmpstr (berth_fake_token_store_get (f.store, ID), ==, "s1");
  tear_down (&f);
}

/* One tenant wants a second factor: the others go on, and what it wants is known. */
static void
test_second_factor (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  berth_fake_transport_answer (
    f.test->wire, 400,
    "{\"error\":\"invalid_grant\",\"suberror\":\"basic_action\",\"error_description\":"
    "\"AADSTS50076: you must use multi-factor authentication\",\"claims\":"
    "\"{\\\"access_token\\\":{\\\"capolids\\\":{\\\"essential\\\":true}}}\"}",
    NULL);
  answer (&f, "home", "r1");
  answer (&f, "other", "r2");
  error = check_refused (&f, OTHER);
  g_assert_cmpstr (berth_grant_get_refusing_tenant (f.grant), ==, OTHER);
  g_assert_cmpstr (berth_grant_get_refused_claims (f.grant), ==,
                   "{\"access_token\":{\"capolids\":{\"essential\":true}}}");
  check (&f, HOME, NULL, "home");
  g_assert_nonnull (berth_grant_get_refusal (f.grant));
  check (&f, OTHER, NULL, "other");
  g_assert_null (berth_grant_get_refusal (f.grant));
  tear_down (&f);
}

/* A network that is down signs nobody out. */
static void
test_unreachable (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  berth_fake_transport_fail (f.test->wire, BERTH_NET_ERROR_UNREACHABLE);
  answer (&f, "a1", "r1");
  error = check_refused (&f, HOME);
  g_assert_error (error, BERTH_NET_ERROR, BERTH_NET_ERROR_UNREACHABLE);
  g_assert_null (berth_grant_get_refusal (f.grant));
  check (&f, HOME, NULL, "a1");
  tear_down (&f);
}

static void
test_sign_out (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  set_up (&f);
  answer (&f, "a1", "r1");
  check (&f, HOME, NULL, "a1");
  g_assert_true (dex_await (berth_grant_sign_out (f.grant), NULL));
  g_assert_null (berth_fake_token_store_get (f.store, ID));
  error = check_refused (&f, HOME);
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_SIGNED_OUT);
  g_assert_cmpuint (berth_fake_transport_count (f.test->wire), ==, 1);
  tear_down (&f);
}

static void
test_without_keyring (void)
{
  Fixture f;

  set_up (&f);
  answer (&f, "a1", "r1");
  answer (&f, "a2", "r2");
  berth_fake_token_store_set_persistent (f.store, FALSE);
  check (&f, HOME, NULL, "a1");
  dex_await (berth_grant_flush (f.grant), NULL);
  g_assert_false (berth_grant_is_persistent (f.grant));
  berth_grant_forget_token (f.grant, HOME, "a1");
  check (&f, HOME, NULL, "a2");
  check_body (&f, 1, "refresh_token=r1");
  g_assert_cmpstr (berth_fake_token_store_get (f.store, ID), ==, "r0");
  tear_down (&f);
}

/* {"oid":"o","tid":"t","upn":"u@x","ipaddr":"203.0.113.7"} */
static void
test_read_claims (void)
{
  static const char *const odd[]
    = { "", "a", "a.b", "..", "a.!.c", "a.W10.c", "a.bnVsbA.c", "a.eyJ0aWQiOjd9" };
  g_autoptr (BerthTokenClaims) claims = berth_token_claims_read (
    "eyJ0.eyJvaWQiOiJvIiwidGlkIjoidCIsInVwbiI6InVAeCIsImlwYWRkciI6IjIwMy4wLjExMy43In0.s");

  g_assert_nonnull (claims);
  g_assert_cmpstr (berth_token_claims_get_object_id (claims), ==, "o");
  g_assert_cmpstr (berth_token_claims_get_tenant_id (claims), ==, "t");
  g_assert_cmpstr (berth_token_claims_get_user_name (claims), ==, "u@x");
  g_assert_cmpstr (berth_token_claims_get_address (claims), ==, "203.0.113.7");
  g_assert_null (berth_token_claims_read (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    g_assert_null (berth_token_claims_read (odd[i]));
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/grant/rotation", test_rotation);
  berth_test_add ("/azure/grant/one-at-a-time", test_one_at_a_time);
  berth_test_add ("/azure/grant/tenants", test_tenants);
  berth_test_add ("/azure/grant/claims", test_claims);
  berth_test_add ("/azure/grant/revoked", test_revoked);
  berth_test_add ("/azure/grant/second-factor", test_second_factor);
  berth_test_add ("/azure/grant/unreachable", test_unreachable);
  berth_test_add ("/azure/grant/sign-out", test_sign_out);
  berth_test_add ("/azure/grant/without-keyring", test_without_keyring);
  berth_test_add ("/azure/grant/read-claims", test_read_claims);
  return g_test_run ();
}
