/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-explanation.h"
#include "berth-json.h"
#include "berth-net-error.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <string.h>

static BerthExplanation *
explain (BerthAzureError kind, const char *code, const char *message)
{
  g_autoptr (BerthFault) fault = berth_fault_new (409, code, message, NULL, "request-1");
  g_autoptr (GError) error = berth_azure_error_new (kind, fault);

  return berth_explain_error (error);
}

/* The codes of the reference's tables. */
static const char *const codes[] = {
  "AllocationFailed",
  "ZonalAllocationFailed",
  "OverconstrainedAllocationRequest",
  "OverconstrainedZonalAllocationRequest",
  "SkuNotAvailable",
  "EvictionPolicyCanBeSetOnlyOnAzureSpotVirtualMachines",
  "AzureSpotVMNotSupportedInAvailabilitySet",
  "AzureSpotFeatureNotEnabledForSubscription",
  "VMPriorityCannotBeApplied",
  "SpotPriceGreaterThanProvidedMaxPrice",
  "MaxPriceValueInvalid",
  "MaxPriceChangeNotAllowedForAllocatedVMs",
  "MaxPriceChangeNotAllowed",
  "AzureSpotIsNotSupportedForThisVMSize",
  "MaxPriceIsSupportedOnlyForAzureSpotVirtualMachines",
  "MoveResourcesWithAzureSpotVMNotSupported",
  "MarketplacePurchaseEligibilityFailed",
  "VMMarketplaceInvalidInput",
  "AuthorizationFailed",
  "ResourceGroupNotFound",
  "ResourceNotFound",
  "NotFound",
  "SubscriptionNotFound",
  "MissingSubscriptionRegistration",
  "ResourceGroupBeingDeleted",
  "AnotherOperationInProgress",
  "RetryableError",
  "SubscriptionRequestsThrottled",
  "InvalidParameter",
  "InvalidTemplate",
  "NicInUse",
  "InUseSubnetCannotBeDeleted",
  "InUseNetworkSecurityGroupCannotBeDeleted",
  "PublicIPAddressCannotBeDeleted",
  "PropertyChangeNotAllowed",
};

static void
test_codes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (BerthExplanation) explanation
      = explain (BERTH_AZURE_ERROR_FAILED, codes[i], "the service's own words");

    g_assert_cmpstr (berth_explanation_get_title (explanation), !=, "Azure Refused It");
    g_assert_nonnull (strstr (berth_explanation_get_details (explanation), codes[i]));
    g_assert_nonnull (strstr (berth_explanation_get_details (explanation), "request-1"));
  }
}

static void
test_unknown_code (void)
{
  g_autoptr (BerthExplanation) explanation
    = explain (BERTH_AZURE_ERROR_FAILED, "SomethingNew", "the service's own words");

  g_assert_cmpstr (berth_explanation_get_body (explanation), ==,
                   "the service's own words");
  g_assert_nonnull (strstr (berth_explanation_get_details (explanation), "SomethingNew"));
}

static void
test_quota (void)
{
  g_autoptr (BerthExplanation) explanation = explain (
    BERTH_AZURE_ERROR_QUOTA, "OperationNotAllowed",
    "Operation could not be completed as it results in exceeding approved "
    "LowPriorityCores "
    "quota. Additional details - Deployment Model: Resource Manager, Location: "
    "koreacentral, "
    "Current Limit: 3, Current Usage: 0, Additional Required: 4, (Minimum) New Limit "
    "Required: 4.");
  BerthFix *fix = berth_explanation_get_fix (explanation);

  g_assert_nonnull (fix);
  g_assert_cmpint (berth_fix_get_kind (fix), ==, BERTH_FIX_REQUEST_QUOTA);
  g_assert_cmpint (berth_fix_get_limit (fix), ==, 4);
  g_assert_cmpstr (berth_fix_get_location (fix), ==, "koreacentral");
}

static void
test_provider (void)
{
  g_autoptr (BerthExplanation) explanation
    = explain (BERTH_AZURE_ERROR_NOT_REGISTERED, "MissingSubscriptionRegistration",
               "The subscription is not registered to use namespace 'Microsoft.Quota'.");

  g_assert_cmpstr (berth_fix_get_subject (berth_explanation_get_fix (explanation)), ==,
                   "Microsoft.Quota");
}

static void
test_others (void)
{
  g_autoptr (GError) net
    = g_error_new (BERTH_NET_ERROR, BERTH_NET_ERROR_UNREACHABLE, "no");
  g_autoptr (GError) full = g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no");
  g_autoptr (GError) any = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "its own words");
  g_autoptr (BerthExplanation) of_net = berth_explain_error (net);
  g_autoptr (BerthExplanation) of_full = berth_explain_error (full);
  g_autoptr (BerthExplanation) of_any = berth_explain_error (any);

  g_assert_cmpstr (berth_explanation_get_title (of_net), ==,
                   "The Cloud Cannot Be Reached");
  g_assert_cmpstr (berth_explanation_get_title (of_full), ==, "The Disk Is Full");
  g_assert_cmpstr (berth_explanation_get_body (of_any), ==, "its own words");
}

/* Bytes that are no answer end in an error that says so, whatever they are. */
static void
test_malformed (void)
{
  static const char *const texts[] = { "", "{", "{}x", "{}{}", "[", "nothing", "\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
    g_autoptr (GError) error = NULL;

    g_assert_null (berth_json_parse (bytes, &error));
    g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  }
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/explain/codes", test_codes);
  berth_test_add ("/provision/explain/unknown-code", test_unknown_code);
  berth_test_add ("/provision/explain/quota", test_quota);
  berth_test_add ("/provision/explain/provider", test_provider);
  berth_test_add ("/provision/explain/others", test_others);
  berth_test_add ("/provision/explain/malformed", test_malformed);
  return g_test_run ();
}
