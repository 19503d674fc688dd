/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-fault-parser.h"

#include "berth-json.h"
#include "berth-wire.h"

#include <string.h>

/* The one place that turns a refusal into an error. The useful code is often nested: in
 * `details`, and inside a `message` that is itself JSON (REFERENCE, "Errors"). */

#define MAX_DEPTH 8
/* Longer texts than this explain nothing. */
#define MAX_MESSAGE_BYTES (16 * 1024)

typedef struct {
  const char *code;
  BerthAzureError error;
} CodeMapping;

/* The way from an error object to the innermost one. */
typedef struct {
  JsonNode *owner;            /* what keeps the innermost object alive */
  const CodeMapping *mapping; /* the innermost that says what can be done */
} Search;

static const CodeMapping code_mappings[] = {
  { "InvalidAuthenticationToken", BERTH_AZURE_ERROR_SIGNED_OUT },
  { "ExpiredAuthenticationToken", BERTH_AZURE_ERROR_SIGNED_OUT },
  { "InvalidAuthenticationTokenTenant", BERTH_AZURE_ERROR_SIGNED_OUT },
  { "AuthenticationFailed", BERTH_AZURE_ERROR_SIGNED_OUT },
  { "AuthorizationFailed", BERTH_AZURE_ERROR_FORBIDDEN },
  { "LinkedAuthorizationFailed", BERTH_AZURE_ERROR_FORBIDDEN },
  { "ResourceNotFound", BERTH_AZURE_ERROR_NOT_FOUND },
  { "ResourceGroupNotFound", BERTH_AZURE_ERROR_NOT_FOUND },
  { "NotFound", BERTH_AZURE_ERROR_NOT_FOUND },
  { "SubscriptionNotFound", BERTH_AZURE_ERROR_NOT_FOUND },
  { "QuotaExceeded", BERTH_AZURE_ERROR_QUOTA },
  { "SkuNotAvailable", BERTH_AZURE_ERROR_CAPACITY },
  { "AllocationFailed", BERTH_AZURE_ERROR_CAPACITY },
  { "ZonalAllocationFailed", BERTH_AZURE_ERROR_CAPACITY },
  { "OverconstrainedAllocationRequest", BERTH_AZURE_ERROR_CAPACITY },
  { "OverconstrainedZonalAllocationRequest", BERTH_AZURE_ERROR_CAPACITY },
  { "AzureSpotIsNotSupportedForThisVMSize", BERTH_AZURE_ERROR_NOT_AVAILABLE_HERE },
  { "AzureSpotFeatureNotEnabledForSubscription", BERTH_AZURE_ERROR_NOT_AVAILABLE_HERE },
  { "LocationNotAvailableForResourceType", BERTH_AZURE_ERROR_NOT_AVAILABLE_HERE },
  { "MissingSubscriptionRegistration", BERTH_AZURE_ERROR_NOT_REGISTERED },
  { "MarketplacePurchaseEligibilityFailed", BERTH_AZURE_ERROR_TERMS },
  { "ResourcePurchaseValidationFailed", BERTH_AZURE_ERROR_TERMS },
  { "VMMarketplaceInvalidInput", BERTH_AZURE_ERROR_TERMS },
  { "ResourceGroupBeingDeleted", BERTH_AZURE_ERROR_CONFLICT },
  { "AnotherOperationInProgress", BERTH_AZURE_ERROR_CONFLICT },
  { "RetryableError", BERTH_AZURE_ERROR_CONFLICT },
  { "NicReservedForAnotherVm", BERTH_AZURE_ERROR_CONFLICT },
  { "NicInUse", BERTH_AZURE_ERROR_CONFLICT },
  { "InUseSubnetCannotBeDeleted", BERTH_AZURE_ERROR_CONFLICT },
  { "InUseNetworkSecurityGroupCannotBeDeleted", BERTH_AZURE_ERROR_CONFLICT },
  { "PublicIPAddressCannotBeDeleted", BERTH_AZURE_ERROR_CONFLICT },
  { "SubscriptionRequestsThrottled", BERTH_AZURE_ERROR_THROTTLED },
  { "TooManyRequests", BERTH_AZURE_ERROR_THROTTLED },
  { "RateLimiting", BERTH_AZURE_ERROR_THROTTLED },
  { "RequestDisallowedByAzure", BERTH_AZURE_ERROR_NOT_AVAILABLE_HERE },
  { "NoRegisteredProviderFound", BERTH_AZURE_ERROR_NOT_AVAILABLE_HERE },
  { "SubscriptionNotRegistered", BERTH_AZURE_ERROR_NOT_REGISTERED },
  { "InternalServerError", BERTH_AZURE_ERROR_OUTAGE },
  { "InternalOperationError", BERTH_AZURE_ERROR_OUTAGE },
  { "InternalExecutionError", BERTH_AZURE_ERROR_OUTAGE },
  { "ServiceUnavailable", BERTH_AZURE_ERROR_OUTAGE },
  { "ServerUnavailable", BERTH_AZURE_ERROR_OUTAGE },
  { "ServerTimeout", BERTH_AZURE_ERROR_OUTAGE },
  { "GatewayTimeout", BERTH_AZURE_ERROR_OUTAGE },
  { "InvalidParameter", BERTH_AZURE_ERROR_INVALID },
  { "InvalidTemplate", BERTH_AZURE_ERROR_INVALID },
  { "BadRequest", BERTH_AZURE_ERROR_INVALID },
};

static BerthAzureError
kind_from_status (guint status)
{
  switch (status) {
  case 400:
    return BERTH_AZURE_ERROR_INVALID;
  case 401:
    return BERTH_AZURE_ERROR_SIGNED_OUT;
  case 403:
    return BERTH_AZURE_ERROR_FORBIDDEN;
  case 404:
    return BERTH_AZURE_ERROR_NOT_FOUND;
  case 409:
    return BERTH_AZURE_ERROR_CONFLICT;
  case 429:
    return BERTH_AZURE_ERROR_THROTTLED;
  default:
    return status >= 500 && status < 600 ? BERTH_AZURE_ERROR_OUTAGE
                                         : BERTH_AZURE_ERROR_FAILED;
  }
}

static const CodeMapping *
find_mapping (const char *code)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (code_mappings); i++) {
    if (g_ascii_strcasecmp (code, code_mappings[i].code) == 0)
      return &code_mappings[i];
  }
  return NULL;
}

static BerthAzureError
kind_of (BerthFault *fault, const CodeMapping *mapping)
{
  if (berth_fault_get_quota (fault) != NULL)
    return BERTH_AZURE_ERROR_QUOTA;
  if (mapping != NULL)
    return mapping->error;
  return kind_from_status (berth_fault_get_http_status (fault));
}

/* "BadRequest" inside of a refused purchase says less than what is around it. */
static void
note_code (Search *search, JsonObject *object)
{
  const CodeMapping *mapping = find_mapping (berth_json_get_string (object, "code"));

  if (mapping != NULL
      && (search->mapping == NULL || mapping->error != BERTH_AZURE_ERROR_INVALID))
    search->mapping = mapping;
}

static JsonObject *find_innermost (JsonObject *object, guint depth, Search *search);

/* Some services put a whole second answer, as text, into `message`. */
static JsonObject *
find_in_message (JsonObject *object, guint depth, Search *search)
{
  const char *message = berth_json_get_string (object, "message");
  g_autoptr (JsonNode) inner = NULL;
  JsonObject *found = NULL;

  if (message == NULL || *message != '{')
    return NULL;
  inner = json_from_string (message, NULL);
  if (inner == NULL || !JSON_NODE_HOLDS_OBJECT (inner))
    return NULL;
  found = berth_json_get_object (json_node_get_object (inner), "error");
  if (found == NULL)
    found = json_node_get_object (inner);
  if (berth_json_get_string (found, "code") == NULL)
    return NULL;
  g_clear_pointer (&search->owner, json_node_unref);
  search->owner = g_steal_pointer (&inner);
  return find_innermost (found, depth + 1, search);
}

static JsonObject *
find_innermost (JsonObject *object, guint depth, Search *search)
{
  JsonArray *details = berth_json_get_array (object, "details");
  JsonObject *found = NULL;

  note_code (search, object);
  if (depth >= MAX_DEPTH)
    return object;
  found = find_in_message (object, depth, search);
  if (found != NULL)
    return found;
  for (guint i = 0; details != NULL && i < json_array_get_length (details); i++) {
    JsonObject *detail = berth_json_array_get_object (details, i);

    if (berth_json_get_string (detail, "code") != NULL)
      return find_innermost (detail, depth + 1, search);
  }
  return object;
}

/**
 * berth_fault_parse_object:
 * @error_object: (nullable): the `error` member of an answer or of an operation
 * @http_status: the answer's status, 0 inside an operation
 * @request_id: (nullable): the id under which the service noted it
 *
 * Returns: (transfer full): a #BerthAzureError with the innermost code and message
 */
GError *
berth_fault_parse_object (JsonObject *error_object,
                          guint http_status,
                          const char *request_id)
{
  Search search = { 0 };
  JsonObject *inner
    = error_object != NULL ? find_innermost (error_object, 0, &search) : NULL;
  g_autoptr (JsonNode) owner = search.owner;
  g_autoptr (BerthFault) fault = NULL;
  g_autofree char *message = g_strdup (berth_json_get_string (inner, "message"));
  const char *code = berth_json_get_string (inner, "code");
  const char *outer = berth_json_get_string (error_object, "code");

  if (message != NULL && strlen (message) > MAX_MESSAGE_BYTES)
    *g_utf8_find_prev_char (message, message + MAX_MESSAGE_BYTES) = '\0';
  fault = berth_fault_new (http_status, code, message,
                           berth_json_get_string (inner, "target"), request_id);
  if (outer != NULL && g_strcmp0 (outer, code) != 0)
    berth_fault_set_outer_code (fault, outer);
  return berth_azure_error_new (kind_of (fault, search.mapping), fault);
}

/* "AADSTS700082: The refresh token has expired…" */
static char *
find_sign_in_code (const char *description)
{
  g_autoptr (GRegex) regex = g_regex_new ("^\\s*(AADSTS[0-9]+)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (description == NULL || !g_regex_match (regex, description, 0, &match))
    return NULL;
  return g_match_info_fetch (match, 1);
}

/**
 * berth_fault_parse_sign_in:
 * @error: OAuth's word, such as "invalid_grant"
 * @description: (nullable): the endpoint's words
 * @status: the answer's status; 0 where it came through a browser
 * @claims: (nullable): what a fresh sign-in has to meet
 * @request_id: (nullable): the id under which the service noted it
 *
 * Sign-in endpoints answer in OAuth's form (RFC 6749 5.2), with a number of their own in
 * the description. They too can be down or busy, which no fresh sign-in mends.
 *
 * Returns: (transfer full): a #BerthAzureError with the number as its code where there
 *   is one, and OAuth's word around it
 */
GError *
berth_fault_parse_sign_in (const char *error,
                           const char *description,
                           guint status,
                           const char *claims,
                           const char *request_id)
{
  g_autofree char *code = find_sign_in_code (description);
  g_autoptr (BerthFault) fault = berth_fault_new (status, code != NULL ? code : error,
                                                  description, NULL, request_id);

  if (code != NULL)
    berth_fault_set_outer_code (fault, error);
  berth_fault_set_claims (fault, claims);
  return berth_azure_error_new (status == 429 || status >= 500
                                  ? kind_from_status (status)
                                  : BERTH_AZURE_ERROR_SIGNED_OUT,
                                fault);
}

static GError *
parse_empty (guint status, const char *request_id)
{
  g_autofree char *message = g_strdup_printf (
    "The service answered with status %u and without a reason", status);
  g_autoptr (BerthFault) fault
    = berth_fault_new (status, NULL, message, NULL, request_id);

  return berth_azure_error_new (kind_from_status (status), fault);
}

/* A redirect, a proxy's question for a sign-in, or a page for a browser: no service of
 * Azure answers so. Pages of its own gateways, 5xx, are an outage all the same. */
static gboolean
is_intercepted (BerthHttpResponse *response)
{
  guint status = berth_http_response_get_status (response);

  return (status >= 300 && status < 400) || status == 407 || status == 511
         || (status < 500 && berth_wire_is_page (response));
}

static GError *
parse_intercepted (BerthHttpResponse *response)
{
  guint status = berth_http_response_get_status (response);
  const char *location = berth_http_response_get_header (response, BERTH_HEADER_LOCATION);
  g_autofree char *message
    = location != NULL
        ? g_strdup_printf ("The answer leads to %s instead of being the service’s (%u)",
                           location, status)
        : g_strdup_printf (
            "A page for a browser came instead of the service’s answer (%u)", status);
  g_autoptr (BerthFault) fault
    = berth_fault_new (status, NULL, message, NULL, berth_wire_get_request_id (response));

  return berth_azure_error_new (BERTH_AZURE_ERROR_INTERCEPTED, fault);
}

static GError *
parse_body (BerthHttpResponse *response)
{
  guint status = berth_http_response_get_status (response);
  const char *request_id = berth_wire_get_request_id (response);
  g_autoptr (JsonNode) node
    = berth_json_parse (berth_http_response_get_body (response), NULL);
  JsonObject *root = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return parse_empty (status, request_id);
  root = json_node_get_object (node);
  if (berth_json_get_string (root, "error") != NULL)
    return berth_fault_parse_sign_in (berth_json_get_string (root, "error"),
                                      berth_json_get_string (root, "error_description"),
                                      status, berth_json_get_string (root, "claims"),
                                      request_id);
  if (berth_json_get_object (root, "error") != NULL)
    return berth_fault_parse_object (berth_json_get_object (root, "error"), status,
                                     request_id);
  if (berth_json_get_string (root, "code") != NULL
      || berth_json_get_string (root, "message") != NULL)
    return berth_fault_parse_object (root, status, request_id);
  return parse_empty (status, request_id);
}

/**
 * berth_fault_parse_response:
 * @response: an answer whose status is not a success, or that is a page for a browser
 *
 * Returns: (transfer full): a #BerthAzureError; any body gives one, also an empty one
 */
GError *
berth_fault_parse_response (BerthHttpResponse *response)
{
  g_autoptr (GError) error
    = is_intercepted (response) ? parse_intercepted (response) : parse_body (response);
  BerthFault *fault = berth_azure_error_get_fault (error);

  berth_fault_set_retry_after_usec (fault, berth_wire_get_retry_after_usec (response, 0));
  return g_steal_pointer (&error);
}
