/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-azure-error.h"
#include "berth-challenge.h"
#include "berth-client-secret-credential.h"
#include "berth-fault-parser.h"
#include "berth-json.h"
#include "berth-parsers.h"
#include "berth-prices.h"
#include "berth-test.h"
#include "berth-wire.h"

#include <string.h>

#define ROUNDS 3000
#define VALUE_ROUNDS 600
#define WIRE_ROUNDS 400

static const char *const faults[] = {
  "{\"error\":{\"code\":\"InvalidTemplateDeployment\",\"message\":\"See \\u00e9\","
  "\"details\":[{\"code\":\"QuotaExceeded\",\"message\":\"exceeding approved "
  "LowPriorityCores quota. Location: koreacentral, Current Limit: 3, Current Usage: 0, "
  "Additional Required: 4, (Minimum) New Limit Required: 4.\",\"target\":\"a\"}]}}",
  "{\"error\":{\"code\":\"DeploymentFailed\",\"details\":[{\"code\":\"Conflict\","
  "\"message\":\"{\\\"error\\\":{\\\"code\\\":\\\"NicInUse\\\",\\\"message\\\":\\\"{}"
  "\\\"}"
  "}\"}]}}",
  "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: "
  "\\ud83d\\ude00\"}",
  "{\"Code\":\"A\",\"Message\":\"b\"}",
};

static const char challenge[]
  = "Bearer realm=\"\", error=\"insufficient_claims\", "
    "claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==\"";

static const char *const answers[] = {
  "{\"status\":\"InProgress\"}",
  "{\"status\":\"Succeeded\"}",
  "{\"status\":\"Failed\",\"error\":{\"code\":\"A\",\"details\":[{\"code\":\"B\"}]}}",
  "{\"properties\":{\"provisioningState\":\"Succeeded\"}}",
  "{\"value\":[{\"name\":\"a\"}],\"nextLink\":\"" BERTH_TEST_ARM "/b\"}",
  "[{\"name\":\"a\"}]",
};

/* Bounded in the test run; BERTH_FUZZ_SECONDS makes each go on that long instead. */
static gboolean
goes_on (guint round, guint rounds)
{
  static gint64 end;
  const char *seconds = g_getenv ("BERTH_FUZZ_SECONDS");

  if (seconds == NULL)
    return round < rounds;
  if (round == 0)
    end = g_get_monotonic_time () + g_ascii_strtoll (seconds, NULL, 10) * G_USEC_PER_SEC;
  if (g_get_monotonic_time () < end)
    return TRUE;
  g_test_message ("%u rounds", round);
  return FALSE;
}

/* What stands for a value in JSON where another one is wanted. */
static const char *const strangers[] = {
  "null",
  "[]",
  "{}",
  "true",
  "-9223372036854775808",
  "1e308",
  "\"\"",
  "\"\\ud800\"",
  "\"\\u0000\"",
  "[[[[[[[[]]]]]]]]",
  "\"{\\\"code\\\":\\\"x\\\"}\"",
};

static void
damage_bytes (GString *text)
{
  gsize at = (gsize) g_test_rand_int_range (0, (gint) text->len);

  switch (g_test_rand_int_range (0, 4)) {
  case 0:
    text->str[at] = (char) g_test_rand_int_range (1, 256);
    break;
  case 1:
    g_string_erase (text, (gssize) at,
                    g_test_rand_int_range (1, (gint) MIN (text->len - at, 8) + 1));
    break;
  case 2:
    g_string_insert_len (text, (gssize) at, text->str, (gssize) MIN (at, 200));
    break;
  default:
    g_string_insert_c (text, (gssize) at, "{}[]\",:\\0-"[g_test_rand_int_range (0, 10)]);
  }
}

/* Puts a stranger in the place of a value. */
static void
damage_value (GString *text)
{
  gsize at = (gsize) g_test_rand_int_range (0, (gint) text->len);
  const char *colon = strchr (text->str + at, ':');
  gsize length = 0;

  if (colon == NULL)
    return;
  at = (gsize) (colon - text->str) + 1;
  length = strcspn (text->str + at, ",}]");
  g_string_erase (text, (gssize) at, (gssize) length);
  g_string_insert (text, (gssize) at,
                   strangers[g_test_rand_int_range (0, G_N_ELEMENTS (strangers))]);
}

/* The seed is GTest's, which it prints. */
static char *
damage (const char *seed)
{
  GString *text = g_string_new (seed);
  gint count = g_test_rand_int_range (1, 5);

  for (gint i = 0; i < count && text->len > 0; i++) {
    if (g_test_rand_bit ())
      damage_value (text);
    else
      damage_bytes (text);
  }
  return g_string_free_and_steal (text);
}

/* An error is for people: it has words, and they can be shown. */
static void
check_error (const GError *error)
{
  BerthFault *fault = berth_azure_error_get_fault (error);
  g_autofree char *details = fault != NULL ? berth_fault_dup_details (fault) : NULL;

  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (details == NULL || g_utf8_validate (details, -1, NULL));
}

static void
fuzz_faults (void)
{
  for (guint i = 0; goes_on (i, ROUNDS); i++) {
    g_autofree char *body = damage (faults[i % G_N_ELEMENTS (faults)]);
    g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
    g_autoptr (BerthHttpResponse) response = berth_http_response_new (400, bytes);
    g_autoptr (GError) error = berth_fault_parse_response (response);

    g_assert_cmpint (error->domain, ==, BERTH_AZURE_ERROR);
    check_error (error);
  }
}

static void
fuzz_challenges (void)
{
  for (guint i = 0; goes_on (i, ROUNDS); i++) {
    g_autofree char *header = damage (challenge);
    g_autofree char *claims = berth_challenge_dup_claims (header);

    g_assert_true (claims == NULL || g_utf8_validate (claims, -1, NULL));
  }
}

static void
fuzz_delays (void)
{
  for (guint i = 0; goes_on (i, ROUNDS); i++) {
    g_autofree char *text
      = damage (i % 2 == 0 ? "3600" : "Wed, 21 Oct 2026 07:28:00 GMT");
    g_autofree char *reset = damage ("00:00:05");
    g_autoptr (BerthHttpResponse) response = berth_http_response_new (429, NULL);
    gint64 delay;

    if (i % 3 != 0)
      berth_http_response_set_header (response, "retry-after", text);
    berth_http_response_set_header (response, "date", "Wed, 21 Oct 2026 07:27:00 GMT");
    berth_http_response_set_header (response, "x-ms-user-quota-resets-after", reset);
    delay = berth_wire_get_retry_after_usec (response, 1);
    g_assert_cmpint (delay, >=, 0);
    g_assert_cmpint (delay, <=, G_TIME_SPAN_HOUR);
  }
}

static void
try_parser (const BerthParser *parser)
{
  g_autofree char *text = damage (parser->sample);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (JsonNode) node = berth_json_parse (bytes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) value = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  value = parser->parse (json_node_get_object (node), &error);
  g_assert_true (value == NULL || error == NULL);
  if (error != NULL)
    check_error (error);
}

static void
fuzz_values (void)
{
  guint count = 0;
  const BerthParser *parsers = berth_parsers_get_all (&count);

  for (guint i = 0; goes_on (i, VALUE_ROUNDS * count); i++)
    try_parser (&parsers[i % count]);
}

/* Everything an operation or a list meets on its way; it ends, or the fake wire has no
 * more answers, which is a refusal then. */
static void
fuzz_wire (BerthArmTest *test, DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  if (!dex_await (berth_arm_test_finish (test, future), &error))
    check_error (error);
}

static void
queue_damaged (BerthArmTest *test)
{
  static const guint statuses[] = { 200, 201, 202, 204, 404 };

  for (guint i = 0; i < 3; i++) {
    g_autofree char *body
      = damage (answers[g_test_rand_int_range (0, G_N_ELEMENTS (answers))]);
    g_autofree char *location = damage (BERTH_TEST_ARM "/o?api-version=1");

    g_strdelimit (location, "\r\n", ' ');
    berth_fake_transport_answer (
      test->wire, statuses[g_test_rand_int_range (0, G_N_ELEMENTS (statuses))], body,
      g_test_rand_bit () ? "location" : "azure-asyncoperation", location, NULL);
  }
}

static void
try_operation (guint round)
{
  static const char *const methods[] = { "PUT", "POST", "DELETE" };
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();

  berth_fake_transport_set_refuse (test->wire, TRUE);
  queue_damaged (test);
  fuzz_wire (test, berth_arm_client_operate (test->client, methods[round % 3], "/a", "1",
                                             NULL, NULL));
  berth_fake_transport_forget_left (test->wire);
  queue_damaged (test);
  fuzz_wire (test, berth_arm_client_list (
                     test->client, "/a", "1", G_TYPE_OBJECT,
                     berth_parsers_get_all (&(guint) { 0 })[round % 20].parse, NULL));
  berth_fake_transport_forget_left (test->wire);
}

static void
fuzz_operations (void)
{
  for (guint i = 0; goes_on (i, WIRE_ROUNDS); i++)
    try_operation (i);
}

/* Whatever a link looks like, the token goes to the resource manager alone; and it is so
 * plain that no two readers of addresses can differ on the host. */
static void
check_hosts (BerthArmTest *test)
{
  for (guint i = 0; i < berth_fake_transport_count (test->wire); i++) {
    const char *url = berth_fake_transport_get_url (test->wire, i);
    gboolean plain;

    if (berth_fake_transport_get_header (test->wire, i, "authorization") == NULL)
      continue;
    plain
      = g_regex_match_simple ("^https://management\\.azure\\.com(:0*(443)?)?([/?#].*)?$",
                              url, G_REGEX_CASELESS | G_REGEX_DOTALL, 0);
    if (!plain)
      g_test_message ("%s", url);
    g_assert_true (plain);
  }
}

static void
try_link (guint round)
{
  static const char *const links[] = {
    BERTH_TEST_ARM "/subscriptions?api-version=1&$skiptoken=ab%2Fc",
    "https://management.azure.com:443/a?b",
    "https://management.azure.com@evil.example/a",
    "https://management.azure.com.evil.example/a",
  };
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autofree char *link = damage (links[round % G_N_ELEMENTS (links)]);
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = berth_json_node_from_object (object);
  g_autofree char *valid = g_utf8_make_valid (link, -1);
  g_autofree char *body = NULL;

  json_object_set_array_member (object, "value", json_array_new ());
  json_object_set_string_member (object, "nextLink", valid);
  body = json_to_string (node, FALSE);
  berth_fake_transport_set_refuse (test->wire, TRUE);
  berth_fake_transport_answer (test->wire, 200, body, NULL);
  berth_fake_transport_answer (test->wire, 200, "{\"value\":[]}", NULL);
  fuzz_wire (test,
             berth_arm_client_list (test->client, "/a", "1", G_TYPE_OBJECT,
                                    berth_parsers_get_all (&(guint) { 0 })->parse, NULL));
  check_hosts (test);
  berth_fake_transport_forget_left (test->wire);
}

static void
fuzz_links (void)
{
  for (guint i = 0; goes_on (i, WIRE_ROUNDS); i++)
    try_link (i);
}

static void
try_prices (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();

  berth_fake_transport_set_refuse (test->wire, TRUE);
  for (guint page = 0; page < 2; page++) {
    g_autofree char *body = damage (
      "{\"Items\":[{\"meterName\":\"D2s v3 Spot\",\"retailPrice\":0.1,\"skuName\":\"a "
      "Spot\","
      "\"armSkuName\":\"Standard_D2s_v3\",\"unitOfMeasure\":\"1 Hour\",\"type\":"
      "\"Consumption\",\"productName\":\"Virtual Machines\",\"effectiveStartDate\":"
      "\"2026-01-01T00:00:00Z\"}],\"NextPageLink\":\"https://prices.azure.com:443/"
      "a?b\"}");

    berth_fake_transport_answer (test->wire, 200, body, NULL);
  }
  fuzz_wire (test,
             berth_prices_list (test->client, "koreacentral", "Standard_D2s_v3", NULL));
  check_hosts (test);
  berth_fake_transport_forget_left (test->wire);
}

static void
fuzz_prices (void)
{
  for (guint i = 0; goes_on (i, WIRE_ROUNDS); i++)
    try_prices ();
}

static void
fuzz_tokens (void)
{
  for (guint i = 0; goes_on (i, WIRE_ROUNDS); i++) {
    g_autoptr (BerthArmTest) test = berth_arm_test_new ();
    g_autoptr (BerthCredential) credential = berth_client_secret_credential_new (
      BERTH_HTTP_TRANSPORT (test->wire), test->clock, "https://l.example", "t", "c", "s",
      "a");
    g_autofree char *body = damage (
      "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"ey.J-_\"}");
    g_autoptr (GError) error = NULL;
    g_autofree char *token = NULL;

    berth_fake_transport_answer (test->wire, 200, body, NULL);
    token = dex_await_string (
      berth_arm_test_finish (test, berth_credential_get_token (credential, NULL, NULL)),
      &error);
    g_assert_true ((token == NULL) != (error == NULL));
    if (error != NULL)
      check_error (error);
    berth_arm_test_settle ();
  }
}

static void
fuzz_clouds (void)
{
  for (guint i = 0; goes_on (i, WIRE_ROUNDS); i++) {
    g_autoptr (BerthArmTest) test = berth_arm_test_new ();
    g_autofree char *body
      = damage ("[{\"name\":\"a\",\"resourceManager\":\"https://a.example/\","
                "\"authentication\":{\"loginEndpoint\":\"https://l.example/\","
                "\"audiences\":[\"https://a.example/\"]}}]");

    berth_fake_transport_answer (test->wire, 200, body, NULL);
    fuzz_wire (test, berth_cloud_discover (BERTH_HTTP_TRANSPORT (test->wire),
                                           "https://a.example", NULL));
  }
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/fuzz/azure/faults", fuzz_faults);
  berth_test_add ("/fuzz/azure/challenges", fuzz_challenges);
  berth_test_add ("/fuzz/azure/delays", fuzz_delays);
  berth_test_add ("/fuzz/azure/values", fuzz_values);
  berth_test_add ("/fuzz/azure/operations", fuzz_operations);
  berth_test_add ("/fuzz/azure/links", fuzz_links);
  berth_test_add ("/fuzz/azure/prices", fuzz_prices);
  berth_test_add ("/fuzz/azure/tokens", fuzz_tokens);
  berth_test_add ("/fuzz/azure/clouds", fuzz_clouds);
  return g_test_run ();
}
