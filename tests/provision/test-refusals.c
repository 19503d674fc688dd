/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-explanation.h"
#include "berth-fault-parser.h"
#include "berth-json.h"
#include "berth-net-error.h"
#include "berth-recordings.h"
#include "berth-refusals.h"
#include "berth-test.h"

/* Every code in the reference and in the recordings has words of its own and a way on. */

/* Refusals that end with somebody else: the words say who, the details are for them. */
static const char *const for_others[] = {
  "AuthorizationFailed",
  "LinkedAuthorizationFailed",
  "RequestDisallowedByPolicy",
  "ScopeLocked",
  "MoveResourcesWithAzureSpotVMNotSupported",
  "InvalidTemplate",
  "InvalidQuery",
  "ParserFailure",
  NULL,
};

/* How the reference's codes are told from its other names. */
#define CODE                                                                             \
  "\\b(?:Invalid[A-Z][A-Za-z]*|Overconstrained[A-Za-z]+|Missing[A-Z][A-Za-z]+|"          \
  "[A-Z][A-Za-z]*(?:Failed|NotFound|NotAvailable|NotAllowed|NotAllowedForAllocatedVMs|"  \
  "NotSupported|NotSupportedInAvailabilitySet|NotSupportedForThisVMSize|Exceeded|"       \
  "Throttled|BeingDeleted|CannotBeDeleted|CannotBeApplied|InUse|InProgress|"             \
  "ForAnotherVm|InvalidInput|ValueInvalid|AuthenticationToken|"                          \
  "NotEnabledForSubscription|"                                                           \
  "VirtualMachines|ProvidedMaxPrice)|BadRequest|RetryableError|ContactSupport)\\b"

/* States and scores, which look like codes. */
static const char *const states[] = { "InProgress", "RestrictedSkuNotAvailable", NULL };

static void
collect_from_text (const char *text, GHashTable *codes)
{
  g_autoptr (GRegex) regex = g_regex_new (CODE, G_REGEX_DEFAULT, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL)) {
    g_autofree char *code = g_match_info_fetch (match, 0);

    if (!g_strv_contains (states, code))
      g_hash_table_add (codes, g_steal_pointer (&code));
  }
}

static void collect_from_error (JsonObject *error, GHashTable *codes);

static void
collect_from_message (const char *message, GHashTable *codes)
{
  g_autoptr (JsonNode) node
    = message != NULL && *message == '{' ? json_from_string (message, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  collect_from_error (berth_json_get_object (json_node_get_object (node), "error"),
                      codes);
}

static void
collect_from_error (JsonObject *error, GHashTable *codes)
{
  JsonArray *details = error != NULL ? berth_json_get_array (error, "details") : NULL;
  const char *code = error != NULL ? berth_json_get_string (error, "code") : NULL;

  if (code != NULL)
    g_hash_table_add (codes, g_strdup (code));
  if (error != NULL)
    collect_from_message (berth_json_get_string (error, "message"), codes);
  for (guint i = 0; details != NULL && i < json_array_get_length (details); i++)
    collect_from_error (berth_json_array_get_object (details, i), codes);
}

static void
collect_from_exchange (const BerthExchange *exchange, gpointer data)
{
  if (exchange->body != NULL && JSON_NODE_HOLDS_OBJECT (exchange->body))
    collect_from_error (
      berth_json_get_object (json_node_get_object (exchange->body), "error"), data);
}

static BerthExplanation *
explain (const char *code)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) owner = berth_json_node_from_object (object);
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (object, "code", code);
  json_object_set_string_member (object, "message",
                                 "Not registered: 'Microsoft.Compute'.");
  error = berth_fault_parse_object (object, 409, "id-1");
  return berth_explain_error (error);
}

static void
check_code (const char *code, GString *table)
{
  g_autoptr (BerthExplanation) explanation = explain (code);
  BerthFix *fix = berth_explanation_get_fix (explanation);

  if (berth_refusals_find (code) == NULL)
    g_test_message ("%s has no words", code);
  g_assert_nonnull (berth_refusals_find (code));
  g_assert_cmpstr (berth_explanation_get_title (explanation), !=, "");
  g_assert_cmpuint (strlen (berth_explanation_get_body (explanation)), >, 20);
  g_assert_nonnull (strstr (berth_explanation_get_details (explanation), code));
  g_assert_nonnull (strstr (berth_explanation_get_details (explanation), "id-1"));
  if (fix == NULL && !g_strv_contains (for_others, code))
    g_test_message ("%s has no way on", code);
  g_assert_true ((fix != NULL) != g_strv_contains (for_others, code));
  g_string_append_printf (table, "| %s | %s | %s |\n", code,
                          berth_explanation_get_title (explanation),
                          fix != NULL ? berth_fix_get_label (fix) : "(copy details)");
}

static void
write_table (GString *table)
{
  g_autofree char *path
    = g_test_build_filename (G_TEST_BUILT, "provision", "refusals.md", NULL);

  g_assert_true (g_file_set_contents (path, table->str, -1, NULL));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void
test_corpus (void)
{
  g_autofree char *path = berth_test_shared_path ("azure/REFERENCE.md");
  g_autofree char *reference = NULL;
  g_autoptr (GHashTable) codes
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) table
    = g_string_new ("| code | what the person reads | button |\n| --- | --- | --- |\n");
  g_autoptr (GList) sorted = NULL;
  guint from_reference;

  if (!berth_recordings_foreach ("*", collect_from_exchange, codes))
    return;
  g_assert_true (g_file_get_contents (path, &reference, NULL, NULL));
  from_reference = g_hash_table_size (codes);
  collect_from_text (reference, codes);
  g_test_message ("%u codes in the recordings, %u more in the reference", from_reference,
                  g_hash_table_size (codes) - from_reference);
  g_assert_cmpuint (from_reference, >, 15);
  g_assert_cmpuint (g_hash_table_size (codes), >, 45);
  sorted = g_list_sort (g_hash_table_get_keys (codes), compare);
  for (GList *iter = sorted; iter != NULL; iter = iter->next)
    check_code (iter->data, table);
  write_table (table);
}

static void
check_kind (GQuark domain, int code, GString *table)
{
  g_autoptr (GError) error
    = g_error_new (domain, code, "the cause, in the library's words");
  g_autoptr (BerthExplanation) explanation = berth_explain_error (error);
  BerthFix *fix = berth_explanation_get_fix (explanation);

  g_assert_nonnull (berth_explanation_get_title (explanation));
  g_assert_cmpuint (strlen (berth_explanation_get_title (explanation)), >, 5);
  g_assert_cmpuint (strlen (berth_explanation_get_body (explanation)), >, 20);
  g_assert_nonnull (strstr (berth_explanation_get_details (explanation), "the cause"));
  g_string_append_printf (table, "| %s %d | %s | %s |\n", g_quark_to_string (domain),
                          code, berth_explanation_get_title (explanation),
                          fix != NULL ? berth_fix_get_label (fix) : "(copy details)");
}

/* A kind that was added to an enumeration and forgotten in the words is found here: what
 * is past its end reads like the last one. */
static void
test_kinds (void)
{
  g_autofree char *path
    = g_test_build_filename (G_TEST_BUILT, "provision", "failures.md", NULL);
  g_autoptr (GString) table
    = g_string_new ("| kind | what the person reads | button |\n| --- | --- | --- |\n");

  for (int i = 0; i <= BERTH_NET_ERROR_PROXY; i++)
    check_kind (BERTH_NET_ERROR, i, table);
  for (int i = 0; i <= BERTH_AZURE_ERROR_INTERCEPTED; i++)
    check_kind (BERTH_AZURE_ERROR, i, table);
  g_assert_true (g_file_set_contents (path, table->str, -1, NULL));
}

/* Around a refused purchase stands "BadRequest", which must not win. */
static void
test_vague_inside (void)
{
  g_autoptr (JsonNode) node = json_from_string (
    "{\"code\":\"InvalidTemplateDeployment\",\"details\":[{\"code\":"
    "\"MarketplacePurchaseEligibilityFailed\",\"details\":[{\"code\":\"BadRequest\","
    "\"message\":\"Offer cannot be purchased\"}]}]}",
    NULL);
  g_autoptr (GError) error
    = berth_fault_parse_object (json_node_get_object (node), 400, NULL);
  g_autoptr (BerthExplanation) explanation = berth_explain_error (error);

  g_assert_cmpint (berth_fix_get_kind (berth_explanation_get_fix (explanation)), ==,
                   BERTH_FIX_ACCEPT_TERMS);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/refusals/corpus", test_corpus);
  berth_test_add ("/provision/refusals/kinds", test_kinds);
  berth_test_add ("/provision/refusals/vague-inside", test_vague_inside);
  return g_test_run ();
}
