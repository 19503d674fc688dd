/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-fault-parser.h"
#include "berth-recordings.h"
#include "berth-test.h"

#include <string.h>

static GError *
parse (guint status, const char *body)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (BerthHttpResponse) response = berth_http_response_new (status, bytes);
  GError *error = NULL;

  berth_http_response_set_header (response, "x-ms-request-id", "id-1");
  error = berth_fault_parse_response (response);
  g_assert_nonnull (berth_azure_error_get_fault (error));
  g_assert_cmpuint (berth_fault_get_http_status (berth_azure_error_get_fault (error)), ==,
                    status);
  g_assert_cmpstr (berth_fault_get_request_id (berth_azure_error_get_fault (error)), ==,
                   "id-1");
  return error;
}

static void
check (guint status, const char *body, BerthAzureError kind, const char *code)
{
  g_autoptr (GError) error = parse (status, body);

  g_assert_error (error, BERTH_AZURE_ERROR, (int) kind);
  g_assert_cmpstr (berth_fault_get_code (berth_azure_error_get_fault (error)), ==, code);
}

static void
test_plain (void)
{
  g_autoptr (GError) error
    = parse (404, "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"Not "
                  "there\",\"target\":\"vm\"}}");
  BerthFault *fault = berth_azure_error_get_fault (error);
  g_autofree char *details = berth_fault_dup_details (fault);
  g_autoptr (GError) copy = g_error_copy (error);

  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "Not there");
  g_assert_cmpstr (berth_fault_get_target (fault), ==, "vm");
  g_assert_null (berth_fault_get_outer_code (fault));
  g_assert_null (berth_fault_get_quota (fault));
  g_assert_cmpstr (details, ==,
                   "Code: ResourceNotFound\nTarget: vm\nMessage: Not there\nRequest id: "
                   "id-1\nHTTP status: 404\n");
  g_assert_true (berth_azure_error_get_fault (copy) == fault);
}

static void
test_nested (void)
{
  g_autoptr (GError) error
    = parse (400, "{\"error\":{\"code\":\"InvalidTemplateDeployment\",\"message\":\"See "
                  "inner errors\",\"details\":[{\"code\":\"Inner\",\"message\":\"x\","
                  "\"details\":[{\"message\":\"no code\"},{\"code\":\"SkuNotAvailable\","
                  "\"message\":\"No room\"}]}]}}");
  BerthFault *fault = berth_azure_error_get_fault (error);

  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_CAPACITY);
  g_assert_cmpstr (berth_fault_get_code (fault), ==, "SkuNotAvailable");
  g_assert_cmpstr (berth_fault_get_outer_code (fault), ==, "InvalidTemplateDeployment");
  g_assert_cmpstr (error->message, ==, "No room");
}

/* A whole second answer, as text, in the message; once with and once without "error". */
static void
test_json_in_message (void)
{
  g_autoptr (GError) error = NULL;

  check (409,
         "{\"error\":{\"code\":\"DeploymentFailed\",\"details\":[{\"code\":\"Conflict\","
         "\"message\":\"{\\\"error\\\":{\\\"code\\\":\\\"NicInUse\\\",\\\"message\\\":"
         "\\\"in use\\\"}}\"}]}}",
         BERTH_AZURE_ERROR_CONFLICT, "NicInUse");
  check (409,
         "{\"error\":{\"code\":\"A\",\"message\":\"{\\\"code\\\":\\\"QuotaExceeded\\\","
         "\\\"message\\\":\\\"full\\\"}\"}}",
         BERTH_AZURE_ERROR_QUOTA, "QuotaExceeded");
  /* Twice over. */
  check (
    409,
    "{\"error\":{\"code\":\"A\",\"message\":\"{\\\"code\\\":\\\"B\\\",\\\"message\\\":"
    "\\\"{\\\\\\\"code\\\\\\\":\\\\\\\"AllocationFailed\\\\\\\"}\\\"}\"}}",
    BERTH_AZURE_ERROR_CAPACITY, "AllocationFailed");
  /* It only looks like one. */
  error = parse (500, "{\"error\":{\"code\":\"A\",\"message\":\"{0} is wrong\"}}");
  g_assert_cmpstr (error->message, ==, "{0} is wrong");
}

/* "BadRequest" around a purchase says less than the purchase. */
static void
test_kind_from_around (void)
{
  check (400,
         "{\"error\":{\"code\":\"InvalidTemplateDeployment\",\"details\":[{\"code\":"
         "\"MarketplacePurchaseEligibilityFailed\",\"details\":[{\"code\":\"BadRequest\","
         "\"message\":\"Offer cannot be purchased\"}]}]}}",
         BERTH_AZURE_ERROR_TERMS, "BadRequest");
  check (409,
         "{\"error\":{\"code\":\"ResourceGroupBeingDeleted\",\"details\":[{\"code\":"
         "\"SomethingNew\"}]}}",
         BERTH_AZURE_ERROR_CONFLICT, "SomethingNew");
  /* The innermost that is known counts. */
  check (400,
         "{\"error\":{\"code\":\"AuthorizationFailed\",\"details\":[{\"code\":"
         "\"QuotaExceeded\"}]}}",
         BERTH_AZURE_ERROR_QUOTA, "QuotaExceeded");
}

static void
test_bare (void)
{
  check (400, "{\"code\":\"InvalidParameter\",\"message\":\"a\"}",
         BERTH_AZURE_ERROR_INVALID, "InvalidParameter");
  check (403, "{\"Code\":\"AuthorizationFailed\",\"Message\":\"a\"}",
         BERTH_AZURE_ERROR_FORBIDDEN, "AuthorizationFailed");
}

static void
test_message_only (void)
{
  g_autoptr (GError) error = parse (405, "{\"Message\":\"No such method\"}");

  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "No such method");
}

static void
test_sign_in (void)
{
  static const char body[]
    = "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS700082: expired\"}";

  check (400, body, BERTH_AZURE_ERROR_SIGNED_OUT, "AADSTS700082");
  check (401, body, BERTH_AZURE_ERROR_SIGNED_OUT, "AADSTS700082");
  check (400, "{\"error\":\"invalid_grant\"}", BERTH_AZURE_ERROR_SIGNED_OUT,
         "invalid_grant");
  /* The person is not the one to act. */
  check (503, "{\"error\":\"temporarily_unavailable\"}", BERTH_AZURE_ERROR_OUTAGE,
         "temporarily_unavailable");
  check (429, "{\"error\":\"temporarily_unavailable\"}", BERTH_AZURE_ERROR_THROTTLED,
         "temporarily_unavailable");
}

static void
test_without_reason (void)
{
  static const char *const bodies[] = { NULL,
                                        "",
                                        " ",
                                        "null",
                                        "[]",
                                        "{}",
                                        "7",
                                        "\"text\"",
                                        "{\"error\":null}",
                                        "{\"error\":[]}",
                                        "{\"error\":7}",
                                        "{\"code\":7}",
                                        "\xff\xfe",
                                        "{\"error\":" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    check (401, bodies[i], BERTH_AZURE_ERROR_SIGNED_OUT, NULL);
    check (403, bodies[i], BERTH_AZURE_ERROR_FORBIDDEN, NULL);
    check (404, bodies[i], BERTH_AZURE_ERROR_NOT_FOUND, NULL);
    check (409, bodies[i], BERTH_AZURE_ERROR_CONFLICT, NULL);
    check (429, bodies[i], BERTH_AZURE_ERROR_THROTTLED, NULL);
    check (500, bodies[i], BERTH_AZURE_ERROR_OUTAGE, NULL);
    check (418, bodies[i], BERTH_AZURE_ERROR_FAILED, NULL);
  }
}

/* A proxy's or a hotel's page, whatever its status; a gateway of Azure's own is another
 * matter. No sign-in and no role mends these. */
static void
test_page (void)
{
  static const guint statuses[] = { 200, 302, 400, 401, 403, 404, 407, 429 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    check (statuses[i], "\n <!DOCTYPE html><p>Sign in", BERTH_AZURE_ERROR_INTERCEPTED,
           NULL);
  check (502, "<html>Bad gateway", BERTH_AZURE_ERROR_OUTAGE, NULL);
  check (511, "{}", BERTH_AZURE_ERROR_INTERCEPTED, NULL);
  check (407, "{}", BERTH_AZURE_ERROR_INTERCEPTED, NULL);
  check (301, "", BERTH_AZURE_ERROR_INTERCEPTED, NULL);
}

/* Where an operation fails, there is no status: the code says it. */
static void
test_outage (void)
{
  check (400, "{\"error\":{\"code\":\"InternalServerError\",\"message\":\"a\"}}",
         BERTH_AZURE_ERROR_OUTAGE, "InternalServerError");
}

static void
check_quota (const char *message, const char *name, gint64 limit, gint64 new_limit)
{
  g_autofree char *body = g_strdup_printf (
    "{\"error\":{\"code\":\"OperationNotAllowed\",\"message\":\"%s\"}}", message);
  g_autoptr (GError) error = parse (409, body);
  const BerthFaultQuota *quota
    = berth_fault_get_quota (berth_azure_error_get_fault (error));

  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_QUOTA);
  g_assert_nonnull (quota);
  g_assert_cmpstr (quota->name, ==, name);
  g_assert_cmpstr (quota->location, ==, "koreacentral");
  g_assert_cmpint (quota->limit, ==, limit);
  g_assert_cmpint (quota->usage, ==, 0);
  g_assert_cmpint (quota->required, ==, 4);
  g_assert_cmpint (quota->new_limit, ==, new_limit);
}

static void
test_quota (void)
{
  check_quota ("Operation could not be completed as it results in exceeding approved "
               "LowPriorityCores quota. Additional details - Deployment Model: Resource "
               "Manager, Location: koreacentral, Current Limit: 3, Current Usage: 0, "
               "Additional Required: 4, (Minimum) New Limit Required: 4.",
               "LowPriorityCores", 3, 4);
  check_quota ("Operation results in exceeding approved Total Regional Cores quota. "
               "Location: koreacentral, Current Limit: 3, Current Usage: 0, Additional "
               "Required: 4.",
               "Total Regional", 3, 0);
  check_quota ("exceeding approved standardNCASv3Family Cores quota. Location: "
               "koreacentral, Current Limit: 99999999999999999999, Current Usage: 0, "
               "Additional Required: 4",
               "standardNCASv3Family", G_MAXINT64, 0);
}

/* Cut between characters. */
static void
test_long_message (void)
{
  GString *body = g_string_new ("{\"error\":{\"code\":\"A\",\"message\":\"b");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (body, "\xea\xb0\x80");
  g_string_append (body, "\"}}");
  text = g_string_free_and_steal (body);
  error = parse (500, text);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <=, 16 * 1024);
}

/* In a fiber, whose stack is small. */
static void
test_deep (void)
{
  static const char *const opens[] = { "[", "{\"a\":", "{\"details\":[" };

  for (guint i = 0; i < G_N_ELEMENTS (opens); i++) {
    GString *body = g_string_new (NULL);
    g_autofree char *text = NULL;

    for (guint j = 0; j < 100000; j++)
      g_string_append (body, opens[i]);
    text = g_string_free_and_steal (body);
    check (418, text, BERTH_AZURE_ERROR_FAILED, NULL);
  }
}

/* As deep as the JSON parser goes along with, also to be freed again. */
static void
test_deep_and_whole (void)
{
  for (guint depth = 100; depth <= 1100; depth += 100) {
    g_autofree char *open = g_strnfill (depth, '[');
    g_autofree char *close = g_strnfill (depth, ']');
    g_autofree char *body = g_strdup_printf (
      "{\"error\":{\"code\":\"A\",\"message\":\"b\",\"c\":%s%s}}", open, close);
    g_autoptr (GError) error = parse (500, body);

    g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_OUTAGE);
  }
}

static void
test_deep_details (void)
{
  GString *body = g_string_new ("{\"error\":");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (body, "{\"code\":\"C%u\",\"details\":[", i);
  for (guint i = 0; i < 100; i++)
    g_string_append (body, "]}");
  g_string_append (body, "}");
  text = g_string_free_and_steal (body);
  error = parse (500, text);
  g_assert_true (
    g_str_has_prefix (berth_fault_get_code (berth_azure_error_get_fault (error)), "C"));
}

typedef struct {
  const char *code;
  BerthAzureError kind;
  guint count;
} Expected;

static void
check_recorded (const BerthExchange *exchange, gpointer data)
{
  g_autoptr (BerthHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  Expected *expected = data;

  if (exchange->status < 400)
    return;
  response = berth_exchange_make_response (exchange);
  error = berth_fault_parse_response (response);
  g_assert_cmpint (error->domain, ==, BERTH_AZURE_ERROR);
  g_assert_cmpuint (strlen (error->message), >, 10);
  if (g_strcmp0 (berth_fault_get_code (berth_azure_error_get_fault (error)),
                 expected->code)
      != 0)
    return;
  g_assert_error (error, BERTH_AZURE_ERROR, (int) expected->kind);
  expected->count++;
}

static void
test_recorded (void)
{
  static const struct {
    const char *file;
    const char *code;
    BerthAzureError kind;
  } cases[] = {
    { "err-quotaexceeded-vmss", "QuotaExceeded", BERTH_AZURE_ERROR_QUOTA },
    { "err-market_place_image", "AccountSetupError", BERTH_AZURE_ERROR_TERMS },
    { "err-missing-registration-auto_shutdown", "MissingSubscriptionRegistration",
      BERTH_AZURE_ERROR_NOT_REGISTERED },
    { "err-429-vm-disk_controller_type", "SubscriptionRequestsThrottled",
      BERTH_AZURE_ERROR_THROTTLED },
    { "err-invalidparameter-vm_create_custom_ip", "InvalidParameter",
      BERTH_AZURE_ERROR_INVALID },
    { "err-delete_dependent_resources", "NicInUse", BERTH_AZURE_ERROR_CONFLICT },
    { "ext-account", "AuthorizationFailed", BERTH_AZURE_ERROR_FORBIDDEN },
    { "graph-query_error", "InvalidQuery", BERTH_AZURE_ERROR_INVALID },
    { "vm-vm_simulate_eviction", "OperationNotAllowed", BERTH_AZURE_ERROR_CONFLICT },
    { "vm-vm_simulate_eviction", "NotFound", BERTH_AZURE_ERROR_NOT_FOUND },
    { "res-resource_group", NULL, BERTH_AZURE_ERROR_NOT_FOUND },
    { "vm-vm_boot_diagnostics", NULL, BERTH_AZURE_ERROR_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Expected expected = { cases[i].code, cases[i].kind, 0 };

    if (!berth_recordings_foreach (cases[i].file, check_recorded, &expected))
      return;
    g_assert_cmpuint (expected.count, >, 0);
  }
}

/* Whatever was recorded, the error says something. */
static void
test_all_recorded (void)
{
  Expected expected = { "no such code", BERTH_AZURE_ERROR_FAILED, 0 };

  berth_recordings_foreach ("*", check_recorded, &expected);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/fault/plain", test_plain);
  berth_test_add ("/azure/fault/nested", test_nested);
  berth_test_add ("/azure/fault/json-in-message", test_json_in_message);
  berth_test_add ("/azure/fault/kind-from-around", test_kind_from_around);
  berth_test_add ("/azure/fault/bare", test_bare);
  berth_test_add ("/azure/fault/message-only", test_message_only);
  berth_test_add ("/azure/fault/sign-in", test_sign_in);
  berth_test_add ("/azure/fault/without-reason", test_without_reason);
  berth_test_add ("/azure/fault/page", test_page);
  berth_test_add ("/azure/fault/outage", test_outage);
  berth_test_add ("/azure/fault/quota", test_quota);
  berth_test_add ("/azure/fault/long-message", test_long_message);
  berth_test_add ("/azure/fault/deep", test_deep);
  berth_test_add ("/azure/fault/deep-and-whole", test_deep_and_whole);
  berth_test_add ("/azure/fault/deep-details", test_deep_details);
  berth_test_add ("/azure/fault/recorded", test_recorded);
  berth_test_add ("/azure/fault/all-recorded", test_all_recorded);
  return g_test_run ();
}
