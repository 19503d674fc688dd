/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-refusals.h"

#include "berth-config.h"

#include <glib/gi18n-lib.h>

/* Every code that Azure is known to answer, in a person's words and with the way on.
 * Sources: the REST reference, the pages on Spot error codes, and recorded answers. A
 * code that is not here shows the service's own message. */

#define QUOTAS_PAGE                                                                      \
  "https://portal.azure.com/#view/Microsoft_Azure_Capacity/QuotaMenuBlade/~/myQuotas"
#define SUBSCRIPTIONS_PAGE                                                               \
  "https://portal.azure.com/#view/Microsoft_Azure_Billing/SubscriptionsBlade"

#define OUTAGE                                                                           \
  N_ ("Azure Has Trouble of Its Own"),                                                   \
    N_ ("The fault is on Azure's side and mostly passes within minutes. Nothing was "    \
        "lost; try again in a while.")
#define SIGNED_OUT                                                                       \
  N_ ("You Are Signed Out"),                                                             \
    N_ ("The sign-in has expired. Sign in again, then try again.")

static const BerthRefusal refusals[] = {
  { "AllocationFailed", N_ ("Azure Has No Room for It Now"),
    N_ (
      "There is not enough free capacity for this size in this region at the moment. Try "
      "again later, or take another size or region."),
    BERTH_FIX_CHOOSE_SIZE },
  { "ZonalAllocationFailed", N_ ("Azure Has No Room in This Zone"),
    N_ (
      "There is not enough free capacity for this size in the zone. Without a fixed zone "
      "Azure can choose another one."),
    BERTH_FIX_CHOOSE_SIZE },
  { "OverconstrainedAllocationRequest", N_ ("Azure Has No Room for This Combination"),
    N_ ("Size, disk and network together leave no place for the machine. Another size or "
        "region makes room."),
    BERTH_FIX_CHOOSE_SIZE },
  { "OverconstrainedZonalAllocationRequest",
    N_ ("Azure Has No Room for This Combination"),
    N_ ("Size and zone together leave no place for the machine. Another size or region "
        "makes "
        "room."),
    BERTH_FIX_CHOOSE_SIZE },
  { "SkuNotAvailable", N_ ("This Size Cannot Be Had Here Now"),
    N_ ("Azure has no free machine of this size in this region, or does not offer it to "
        "this "
        "subscription. Take another size or region, or try again later."),
    BERTH_FIX_CHOOSE_SIZE },
  { "AzureSpotIsNotSupportedForThisVMSize", N_ ("This Size Cannot Run as Spot"),
    N_ ("Azure does not offer this size as Spot. Switch Spot off, or take another size."),
    BERTH_FIX_CHANGE_SPOT },
  { "AzureSpotFeatureNotEnabledForSubscription", N_ ("This Subscription Cannot Use Spot"),
    N_ ("Spot is not part of this kind of subscription: free trials and student offers "
        "do not "
        "have it. Switch Spot off, or use a pay-as-you-go subscription."),
    BERTH_FIX_CHANGE_SPOT },
  { "VMPriorityCannotBeApplied", N_ ("Spot Cannot Be Used Here"),
    N_ ("Azure cannot make this machine a Spot machine. A machine's kind is fixed when "
        "it is "
        "made. Switch Spot off, or take another size."),
    BERTH_FIX_CHANGE_SPOT },
  { "AzureSpotVMNotSupportedInAvailabilitySet",
    N_ ("Spot Does Not Go With an Availability Set"),
    N_ ("A Spot machine cannot stand in an availability set. Switch Spot off."),
    BERTH_FIX_CHANGE_SPOT },
  { "EvictionPolicyCanBeSetOnlyOnAzureSpotVirtualMachines",
    N_ ("Only Spot Machines Are Evicted"),
    N_ ("An eviction policy was given for a machine that is not Spot. Switch Spot on, or "
        "leave "
        "the policy out."),
    BERTH_FIX_CHANGE_SPOT },
  { "MaxPriceIsSupportedOnlyForAzureSpotVirtualMachines",
    N_ ("Only Spot Machines Have a Maximum Price"),
    N_ ("A maximum price was given for a machine that is not Spot."),
    BERTH_FIX_CHANGE_SPOT },
  { "SpotPriceGreaterThanProvidedMaxPrice", N_ ("The Price Is Above Your Maximum"),
    N_ ("The Spot price of this size is higher than the maximum price that was chosen, "
        "so the "
        "machine cannot start. Raise the maximum, or choose “Capacity only”."),
    BERTH_FIX_CHANGE_SPOT },
  { "MaxPriceValueInvalid", N_ ("This Maximum Price Is Not Valid"),
    N_ ("A maximum price is above zero and has at most five decimals."),
    BERTH_FIX_CHANGE_SPOT },
  { "MaxPriceChangeNotAllowed", N_ ("The Maximum Price Is Fixed"),
    N_ ("The maximum price of this machine cannot be changed."), BERTH_FIX_CHANGE_SPOT },
  { "MaxPriceChangeNotAllowedForAllocatedVMs",
    N_ ("The Machine Has to Be Switched Off First"),
    N_ ("The maximum price changes only while the machine is switched off."),
    BERTH_FIX_TRY_AGAIN },
  { "MoveResourcesWithAzureSpotVMNotSupported", N_ ("Spot Machines Cannot Be Moved"),
    N_ ("A Spot machine stays in its resource group and subscription."),
    BERTH_REFUSAL_NO_FIX },
  { "MarketplacePurchaseEligibilityFailed", N_ ("The Image's Terms Are Not Accepted"),
    N_ (
      "This image is sold in the marketplace. Its terms have to be accepted once for the "
      "subscription."),
    BERTH_FIX_ACCEPT_TERMS },
  { "ResourcePurchaseValidationFailed", N_ ("The Image's Terms Are Not Accepted"),
    N_ (
      "This image is sold in the marketplace. Its terms have to be accepted once for the "
      "subscription. Some kinds of subscription cannot buy there at all."),
    BERTH_FIX_ACCEPT_TERMS },
  { "VMMarketplaceInvalidInput", N_ ("The Image Needs Its Plan"),
    N_ ("This image is sold under a plan that was not named, or not rightly. Choose the "
        "image "
        "again."),
    BERTH_FIX_CHOOSE_IMAGE },
  { "PlatformImageNotFound", N_ ("The Image Is Gone"),
    N_ (
      "This version of the image is not offered in this region. Choose another version."),
    BERTH_FIX_CHOOSE_IMAGE },
  { "ImageVersionDeprecated", N_ ("The Image Was Withdrawn"),
    N_ ("Its publisher does not offer this version any more. Choose another version."),
    BERTH_FIX_CHOOSE_IMAGE },
  { "AuthorizationFailed", N_ ("You May Not Do This"),
    N_ ("Your account is signed in, but has no right to do this in this subscription. "
        "Whoever "
        "owns the subscription can give you the role “Contributor”."),
    BERTH_REFUSAL_NO_FIX },
  { "LinkedAuthorizationFailed", N_ ("You May Not Use a Part of It"),
    N_ ("Your account has no right to use one of the resources that are needed here. "
        "Whoever "
        "owns the subscription can give it to you."),
    BERTH_REFUSAL_NO_FIX },
  { "RequestDisallowedByPolicy", N_ ("A Rule of Your Organization Forbids It"),
    N_ ("A policy of the subscription does not allow this. Whoever owns the subscription "
        "can "
        "say what is allowed."),
    BERTH_REFUSAL_NO_FIX },
  { "ResourceGroupNotFound", N_ ("The Resource Group Is Gone"),
    N_ ("The resource group was deleted, or never existed. Choose another one."),
    BERTH_FIX_CHANGE_BASICS },
  { "ResourceGroupBeingDeleted", N_ ("The Resource Group Is Being Deleted"),
    N_ ("A group of this name is just being deleted. Wait until it is gone, or choose "
        "another "
        "name."),
    BERTH_FIX_TRY_AGAIN },
  { "InvalidResourceGroupLocation", N_ ("The Resource Group Is in Another Region"),
    N_ (
      "A group of this name exists already, in another region. Use it, or choose another "
      "name."),
    BERTH_FIX_CHANGE_BASICS },
  { "ResourceNotFound", N_ ("It Is Not There"),
    N_ ("Azure does not find it. It may have been deleted meanwhile."),
    BERTH_FIX_TRY_AGAIN },
  { "NotFound", N_ ("It Is Not There"),
    N_ ("Azure does not find it. It may have been deleted meanwhile."),
    BERTH_FIX_TRY_AGAIN },
  { "SubscriptionNotFound", N_ ("The Subscription Is Not There"),
    N_ ("Azure does not find this subscription, or this account has no part in it."),
    BERTH_FIX_CHANGE_BASICS },
  { "LocationNotAvailableForResourceType", N_ ("This Region Does Not Have It"),
    N_ ("Azure does not offer this in the chosen region. Choose another region."),
    BERTH_FIX_CHANGE_BASICS },
  { "MissingSubscriptionRegistration", N_ ("A Service Is Not Switched On"),
    N_ ("This subscription has not used this service of Azure yet. Switching it on costs "
        "nothing and takes a minute or two."),
    BERTH_FIX_REGISTER_PROVIDER },
  { "NicInUse", N_ ("The Network Interface Is in Use"),
    N_ ("Another machine uses the network interface."), BERTH_FIX_TRY_AGAIN },
  { "NicReservedForAnotherVm", N_ ("The Network Interface Is Reserved"),
    N_ ("The network interface of a machine that could not be made is kept for it for "
        "three "
        "minutes. Try again then."),
    BERTH_FIX_TRY_AGAIN },
  { "InUseSubnetCannotBeDeleted", N_ ("The Network Is in Use"),
    N_ ("Something else still stands in this virtual network."), BERTH_FIX_TRY_AGAIN },
  { "InUseNetworkSecurityGroupCannotBeDeleted",
    N_ ("The Network Security Group Is in Use"),
    N_ (
      "A network interface or a virtual network still uses this network security group."),
    BERTH_FIX_TRY_AGAIN },
  { "PublicIPAddressCannotBeDeleted", N_ ("The Public Address Is in Use"),
    N_ ("A network interface still uses this public address."), BERTH_FIX_TRY_AGAIN },
  { "PublicIPCountLimitReached", N_ ("No More Public Addresses Here"),
    N_ ("The subscription uses all public addresses that it may have in this region. "
        "Delete "
        "one that is not needed, or choose another region."),
    BERTH_FIX_CHANGE_BASICS },
  { "AnotherOperationInProgress", N_ ("Azure Is Still Busy With It"),
    N_ ("Another operation is under way. Wait a moment, then try again."),
    BERTH_FIX_TRY_AGAIN },
  { "RetryableError", N_ ("Azure Could Not Do It at Once"),
    N_ ("Azure says that it will work a moment later."), BERTH_FIX_TRY_AGAIN },
  { "PropertyChangeNotAllowed", N_ ("A Machine of This Name Exists"),
    N_ ("A machine of this name is there already, and what was asked cannot be changed "
        "in it. "
        "Choose another name."),
    BERTH_FIX_CHANGE_BASICS },
  { "OSProvisioningTimedOut", N_ ("The Machine Started Too Slowly"),
    N_ ("The machine did not report in time that it is ready. It may still come up; its "
        "serial "
        "log says what it does."),
    BERTH_FIX_TRY_AGAIN },
  { "OSProvisioningClientError", N_ ("The Image Could Not Set Itself Up"),
    N_ (
      "The machine started, but its image could not set up user and key. Choose another "
      "image."),
    BERTH_FIX_CHOOSE_IMAGE },
  { "InvalidParameter", N_ ("Azure Does Not Take One of the Choices"),
    N_ ("Azure names the choice in its message below."), BERTH_FIX_CHANGE_BASICS },
  { "InvalidTemplate", N_ ("Azure Does Not Understand the Plan"),
    N_ ("This is a fault of Berth. Please copy the details and report them."),
    BERTH_REFUSAL_NO_FIX },
  { "SubscriptionRequestsThrottled", N_ ("Too Many Questions at Once"),
    N_ ("Azure wants a pause before it answers this subscription again."),
    BERTH_FIX_TRY_AGAIN },
  { "TooManyRequests", N_ ("Too Many Questions at Once"),
    N_ ("Azure wants a pause before it answers again."), BERTH_FIX_TRY_AGAIN },
  { "ReadOnlyDisabledSubscription", N_ ("The Subscription Is Switched Off"),
    N_ ("The subscription can be looked at but not used, as after its credit or its "
        "spending "
        "limit is used up. It is switched on again in the Azure portal."),
    BERTH_FIX_OPEN_PAGE, SUBSCRIPTIONS_PAGE },
  { "ScopeLocked", N_ ("A Lock Forbids It"),
    N_ (
      "A lock on the resource group or the subscription forbids this. Whoever set it can "
      "take it away."),
    BERTH_REFUSAL_NO_FIX },
  { "ContactSupport", N_ ("Azure Wants to Look at This Request Itself"),
    N_ ("The request for more quota was not granted by itself. In the Azure portal it "
        "can be "
        "sent to support; that costs nothing."),
    BERTH_FIX_OPEN_PAGE, QUOTAS_PAGE },
  { "AccountSetupError",
    N_ ("The Marketplace Does Not Know Your Organization Well Enough"),
    N_ (
      "Images that are sold in the marketplace need details about the organization "
      "(its Entra tenant) that are missing. Its administrator can fill them in, at the "
      "address in the details. Images that are not sold, such as Ubuntu, work without."),
    BERTH_FIX_CHOOSE_IMAGE },
  { "ResourcePurchaseCanceled", N_ ("The Subscription Cannot Buy This Image"),
    N_ ("The purchase of the image's plan was called off. Choose another image, or use a "
        "subscription that can buy in the marketplace."),
    BERTH_FIX_CHOOSE_IMAGE },
  { "ImageNotFound", N_ ("The Image Is Gone"),
    N_ ("Azure does not find this image in this region. Choose another one."),
    BERTH_FIX_CHOOSE_IMAGE },
  { "QuotaExceeded", N_ ("The Quota Is Too Low"),
    N_ (
      "Azure grants every subscription a number of cores and of other things, region by "
      "region, and this would be more. In the Azure portal more can be asked for, which "
      "costs nothing; or take a smaller size or another region."),
    BERTH_FIX_OPEN_PAGE, QUOTAS_PAGE },
  { "OperationNotAllowed", N_ ("Azure Does Not Allow This Here"), NULL,
    BERTH_FIX_CHANGE_BASICS },
  { "RequestDisallowedByAzure", N_ ("This Region Is Closed to Your Subscription"),
    N_ ("Azure lets this kind of subscription, such as a student's, make things in some "
        "regions only. Choose another region."),
    BERTH_FIX_CHANGE_BASICS },
  { "NoRegisteredProviderFound", N_ ("This Region Does Not Have It"),
    N_ ("Azure does not offer this in the chosen region. Choose another region."),
    BERTH_FIX_CHANGE_BASICS },
  { "SubscriptionNotRegistered", N_ ("A Service Is Not Switched On"),
    N_ ("This subscription has not used this service of Azure yet. Switching it on costs "
        "nothing and takes a minute or two."),
    BERTH_FIX_REGISTER_PROVIDER },
  { "InvalidTemplateDeployment", N_ ("Azure Refused the Plan"), NULL,
    BERTH_FIX_CHANGE_BASICS },
  { "DeploymentFailed", N_ ("Not Everything Could Be Made"), NULL, BERTH_FIX_TRY_AGAIN },
  { "ResourceDeploymentFailure", N_ ("Not Everything Could Be Made"), NULL,
    BERTH_FIX_TRY_AGAIN },
  { "Conflict", N_ ("Something Is in the Way"), NULL, BERTH_FIX_TRY_AGAIN },
  { "BadRequest", N_ ("Azure Does Not Take One of the Choices"), NULL,
    BERTH_FIX_CHANGE_BASICS },
  { "OperationPreempted", N_ ("Something Else Came First"),
    N_ ("Another operation on the same machine was begun later and took its place. Try "
        "again."),
    BERTH_FIX_TRY_AGAIN },
  { "InvalidQuery", N_ ("Azure Does Not Understand a Question"),
    N_ ("This is a fault of Berth. Please copy the details and report them."),
    BERTH_REFUSAL_NO_FIX },
  { "ParserFailure", N_ ("Azure Does Not Understand a Question"),
    N_ ("This is a fault of Berth. Please copy the details and report them."),
    BERTH_REFUSAL_NO_FIX },
  { "InternalServerError", OUTAGE, BERTH_FIX_TRY_AGAIN },
  { "InternalOperationError", OUTAGE, BERTH_FIX_TRY_AGAIN },
  { "InternalExecutionError", OUTAGE, BERTH_FIX_TRY_AGAIN },
  { "ServiceUnavailable", OUTAGE, BERTH_FIX_TRY_AGAIN },
  { "ServerUnavailable", OUTAGE, BERTH_FIX_TRY_AGAIN },
  { "ServerTimeout", OUTAGE, BERTH_FIX_TRY_AGAIN },
  { "GatewayTimeout", OUTAGE, BERTH_FIX_TRY_AGAIN },
  { "InvalidAuthenticationToken", SIGNED_OUT, BERTH_FIX_TRY_AGAIN },
  { "ExpiredAuthenticationToken", SIGNED_OUT, BERTH_FIX_TRY_AGAIN },
  { "AuthenticationFailed", SIGNED_OUT, BERTH_FIX_TRY_AGAIN },
  { "InvalidAuthenticationTokenTenant", N_ ("The Sign-In Is for Another Organization"),
    N_ ("You are signed in to one organization (tenant), and the subscription belongs to "
        "another. Sign in to that one, then try again."),
    BERTH_FIX_TRY_AGAIN },
};

/**
 * berth_refusals_find:
 * @code: (nullable): the service's code; letter case does not matter
 *
 * Returns: (transfer none) (nullable): what to say of it; %NULL when the code is not
 * known
 */
const BerthRefusal *
berth_refusals_find (const char *code)
{
  for (gsize i = 0; code != NULL && i < G_N_ELEMENTS (refusals); i++) {
    if (g_ascii_strcasecmp (refusals[i].code, code) == 0)
      return &refusals[i];
  }
  return NULL;
}
