/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-explanation.h"

#include "berth-azure-error.h"
#include "berth-config.h"
#include "berth-net-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* Every code that Azure is known to answer, in a person's words and with the way on.
 * Sources: the REST reference, the pages on Spot error codes, and recorded answers. A
 * code that is not here shows the service's own message. */

/* A fix of this kind means that there is no button. */
#define NO_FIX ((BerthFixKind) - 1)

typedef struct {
  const char *code;
  const char *title;
  const char *body;
  BerthFixKind fix;
} Entry;

static const Entry entries[] = {
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
    N_ ("The maximum price of this machine cannot be changed."), NO_FIX },
  { "MaxPriceChangeNotAllowedForAllocatedVMs",
    N_ ("The Machine Has to Be Switched Off First"),
    N_ ("The maximum price changes only while the machine is switched off."), NO_FIX },
  { "MoveResourcesWithAzureSpotVMNotSupported", N_ ("Spot Machines Cannot Be Moved"),
    N_ ("A Spot machine stays in its resource group and subscription."), NO_FIX },
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
    NO_FIX },
  { "LinkedAuthorizationFailed", N_ ("You May Not Use a Part of It"),
    N_ ("Your account has no right to use one of the resources that are needed here. "
        "Whoever "
        "owns the subscription can give it to you."),
    NO_FIX },
  { "RequestDisallowedByPolicy", N_ ("A Rule of Your Organization Forbids It"),
    N_ ("A policy of the subscription does not allow this. Whoever owns the subscription "
        "can "
        "say what is allowed."),
    NO_FIX },
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
    N_ ("Azure does not find it. It may have been deleted meanwhile."), NO_FIX },
  { "NotFound", N_ ("It Is Not There"),
    N_ ("Azure does not find it. It may have been deleted meanwhile."), NO_FIX },
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
    N_ ("Something else still stands in this virtual network."), NO_FIX },
  { "InUseNetworkSecurityGroupCannotBeDeleted",
    N_ ("The Network Security Group Is in Use"),
    N_ (
      "A network interface or a virtual network still uses this network security group."),
    NO_FIX },
  { "PublicIPAddressCannotBeDeleted", N_ ("The Public Address Is in Use"),
    N_ ("A network interface still uses this public address."), NO_FIX },
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
    N_ ("This is a fault of Berth. Please copy the details and report them."), NO_FIX },
  { "SubscriptionRequestsThrottled", N_ ("Too Many Questions at Once"),
    N_ ("Azure wants a pause before it answers this subscription again."),
    BERTH_FIX_TRY_AGAIN },
  { "TooManyRequests", N_ ("Too Many Questions at Once"),
    N_ ("Azure wants a pause before it answers again."), BERTH_FIX_TRY_AGAIN },
  { "ReadOnlyDisabledSubscription", N_ ("The Subscription Is Switched Off"),
    N_ ("The subscription can be looked at but not used, as after its credit or its "
        "spending "
        "limit is used up. It is switched on again in the Azure portal."),
    NO_FIX },
  { "ScopeLocked", N_ ("A Lock Forbids It"),
    N_ (
      "A lock on the resource group or the subscription forbids this. Whoever set it can "
      "take it away."),
    NO_FIX },
  { "ContactSupport", N_ ("Azure Wants to Look at This Request Itself"),
    N_ ("The request for more quota was not granted by itself. In the Azure portal it "
        "can be "
        "sent to support; that costs nothing."),
    NO_FIX },
};

/* What to say of each kind of refusal whose code is not in the list. */
static const Entry kinds[] = {
  [BERTH_AZURE_ERROR_SIGNED_OUT]
  = { NULL, N_ ("You Are Signed Out"), N_ ("The sign-in has expired. Sign in again."),
      NO_FIX },
  [BERTH_AZURE_ERROR_FORBIDDEN] = { NULL, N_ ("You May Not Do This"), NULL, NO_FIX },
  [BERTH_AZURE_ERROR_NOT_FOUND] = { NULL, N_ ("It Is Not There"), NULL, NO_FIX },
  [BERTH_AZURE_ERROR_QUOTA] = { NULL, N_ ("The Quota Is Too Low"), NULL, NO_FIX },
  [BERTH_AZURE_ERROR_NOT_AVAILABLE_HERE]
  = { NULL, N_ ("It Cannot Be Had Here"), NULL, BERTH_FIX_CHOOSE_SIZE },
  [BERTH_AZURE_ERROR_CAPACITY]
  = { NULL, N_ ("Azure Has No Room for It Now"), NULL, BERTH_FIX_CHOOSE_SIZE },
  [BERTH_AZURE_ERROR_CONFLICT]
  = { NULL, N_ ("Something Is in the Way"), NULL, BERTH_FIX_TRY_AGAIN },
  [BERTH_AZURE_ERROR_TERMS]
  = { NULL, N_ ("The Image's Terms Are Not Accepted"), NULL, BERTH_FIX_ACCEPT_TERMS },
  [BERTH_AZURE_ERROR_NOT_REGISTERED]
  = { NULL, N_ ("A Service Is Not Switched On"), NULL, BERTH_FIX_REGISTER_PROVIDER },
  [BERTH_AZURE_ERROR_THROTTLED]
  = { NULL, N_ ("Too Many Questions at Once"), NULL, BERTH_FIX_TRY_AGAIN },
  [BERTH_AZURE_ERROR_INVALID]
  = { NULL, N_ ("Azure Does Not Take One of the Choices"), NULL, NO_FIX },
  [BERTH_AZURE_ERROR_FAILED] = { NULL, N_ ("Azure Refused It"), NULL, NO_FIX },
  [BERTH_AZURE_ERROR_MALFORMED_ANSWER]
  = { NULL, N_ ("The Answer Could Not Be Read"),
      N_ ("Something between here and Azure answered in Azure's place, or the answer was "
          "cut. "
          "Check the network; a hotel's or a café's sign-in page does this."),
      BERTH_FIX_TRY_AGAIN },
  [BERTH_AZURE_ERROR_TIMED_OUT]
  = { NULL, N_ ("Azure Did Not Finish in Time"),
      N_ ("The operation may still be going on. Look again in a while."),
      BERTH_FIX_TRY_AGAIN },
};

static const Entry net_kinds[] = {
  [BERTH_NET_ERROR_UNREACHABLE]
  = { NULL, N_ ("The Cloud Cannot Be Reached"),
      N_ ("There is no connection. Check the network, then try "
          "again. Nothing was lost."),
      BERTH_FIX_TRY_AGAIN },
  [BERTH_NET_ERROR_TIMED_OUT]
  = { NULL, N_ ("No Answer Came"),
      N_ ("The cloud did not answer in time. Nothing was lost."), BERTH_FIX_TRY_AGAIN },
  [BERTH_NET_ERROR_TLS]
  = { NULL, N_ ("The Connection Is Not Safe"),
      N_ ("The other side could not prove that it is the cloud, so "
          "nothing was sent. A company's proxy or a wrong date on this "
          "computer does this."),
      BERTH_FIX_TRY_AGAIN },
  [BERTH_NET_ERROR_TOO_LARGE]
  = { NULL, N_ ("The Answer Is Too Large"),
      N_ ("The answer was larger than it can be, and was given up."),
      BERTH_FIX_TRY_AGAIN },
  [BERTH_NET_ERROR_PROTOCOL]
  = { NULL, N_ ("The Connection Broke"),
      N_ ("The answer ended in the middle. Nothing was lost."), BERTH_FIX_TRY_AGAIN },
};

static const char *
get_fix_label (BerthFixKind kind)
{
  switch (kind) {
  case BERTH_FIX_ACCEPT_TERMS:
    return _ ("Accept terms");
  case BERTH_FIX_REGISTER_PROVIDER:
    return _ ("Switch it on");
  case BERTH_FIX_CHANGE_BASICS:
    return _ ("Change the basics");
  case BERTH_FIX_CHOOSE_IMAGE:
    return _ ("Choose another image");
  case BERTH_FIX_CHOOSE_SIZE:
    return _ ("Choose another size");
  case BERTH_FIX_CHANGE_SPOT:
    return _ ("Change Spot");
  case BERTH_FIX_CHANGE_ACCESS:
    return _ ("Change user and key");
  case BERTH_FIX_OPEN_PAGE:
    return _ ("Open the page");
  case BERTH_FIX_REQUEST_QUOTA:
  case BERTH_FIX_TRY_AGAIN:
  default:
    return _ ("Try again");
  }
}

/* "…not registered to use namespace 'Microsoft.Quota'…" */
static char *
find_namespace (const char *message)
{
  g_autoptr (GRegex) regex = g_regex_new ("'(Microsoft\\.[A-Za-z]+)'", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (regex, message, 0, &match))
    return NULL;
  return g_match_info_fetch (match, 1);
}

static BerthFix *
make_fix (BerthFixKind kind, const char *message)
{
  g_autofree char *subject = NULL;

  if (kind == NO_FIX)
    return NULL;
  if (kind == BERTH_FIX_REGISTER_PROVIDER) {
    subject = find_namespace (message);
    if (subject == NULL)
      return NULL;
  }
  return berth_fix_new (kind, get_fix_label (kind), subject);
}

static BerthExplanation *
explain_entry (const Entry *entry, const GError *error, const char *details)
{
  g_autoptr (BerthFix) fix = make_fix (entry->fix, error->message);
  g_autofree char *body
    = entry->body != NULL && entry->fix != BERTH_FIX_CHANGE_BASICS
        ? g_strdup (_ (entry->body))
      : entry->body != NULL
        ? g_strdup_printf ("%s\n\n%s", _ (entry->body), error->message)
        : g_strdup (error->message);

  return berth_explanation_new (_ (entry->title), body, details, fix);
}

static const Entry *
find_entry (const char *code)
{
  for (gsize i = 0; code != NULL && i < G_N_ELEMENTS (entries); i++) {
    if (g_ascii_strcasecmp (entries[i].code, code) == 0)
      return &entries[i];
  }
  return NULL;
}

/* The service's name of the Spot quota differs from the one it is asked by. */
static const char *
get_quota_id (const char *name)
{
  if (g_ascii_strncasecmp (name, "LowPriority", 11) == 0
      || g_ascii_strncasecmp (name, "Low-priority", 12) == 0)
    return "lowPriorityCores";
  if (g_ascii_strncasecmp (name, "Total Regional", 14) == 0)
    return "cores";
  return name;
}

static char *
describe_quota (const BerthFaultQuota *quota)
{
  const gboolean spot = g_str_equal (get_quota_id (quota->name), "lowPriorityCores");

  if (spot)
    return g_strdup_printf (
      /* Translators: numbers of processor cores: granted, used, needed */
      _ ("Azure grants every subscription a number of cores for Spot machines, region by "
         "region. "
         "Here %d are granted and %d are used; this machine needs %d. Asking for more "
         "costs nothing and is often granted within minutes."),
      (int) quota->limit, (int) quota->usage, (int) quota->required);
  return g_strdup_printf (
    /* Translators: the quota's name, then numbers of processor cores: granted, used,
       needed */
    _ (
      "Azure grants every subscription a number of cores, region by region and family by "
      "family. Of “%s”, %d are granted and %d are used; this machine needs %d. Asking "
      "for more costs nothing."),
    quota->name, (int) quota->limit, (int) quota->usage, (int) quota->required);
}

static BerthExplanation *
explain_quota (const BerthFaultQuota *quota, const char *details)
{
  const gint64 limit
    = quota->new_limit > 0 ? quota->new_limit : quota->usage + quota->required;
  g_autofree char *label = g_strdup_printf (
    ngettext ("Request %d core", "Request %d cores", (gulong) limit), (int) limit);
  g_autoptr (BerthFix) fix
    = quota->location != NULL
        ? berth_fix_new_quota (label, quota->location, get_quota_id (quota->name), limit)
        : NULL;
  g_autofree char *body = describe_quota (quota);

  return berth_explanation_new (_ ("The Quota Is Too Low"), body, details, fix);
}

static BerthExplanation *
explain_fault (const GError *error, BerthFault *fault)
{
  g_autofree char *details = berth_fault_dup_details (fault);
  const BerthFaultQuota *quota = berth_fault_get_quota (fault);
  const Entry *entry = find_entry (berth_fault_get_code (fault));

  if (quota != NULL)
    return explain_quota (quota, details);
  if (entry == NULL)
    entry = find_entry (berth_fault_get_outer_code (fault));
  if (entry == NULL)
    entry = &kinds[CLAMP (error->code, 0, (int) G_N_ELEMENTS (kinds) - 1)];
  return explain_entry (entry, error, details);
}

static BerthExplanation *
explain_file (const GError *error, const char *details)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC)) {
    g_autoptr (BerthFix) fix = make_fix (BERTH_FIX_TRY_AGAIN, "");

    return berth_explanation_new (_ ("The Disk Is Full"),
                                  _ ("There is no room to write a file on this computer. "
                                     "Free some, then try again. Nothing "
                                     "was lost."),
                                  details, fix);
  }
  return NULL;
}

/**
 * berth_explain_error:
 * @error: what any part of Berth gave
 *
 * Returns: (transfer full): @error in a person's words, with the way on where there is
 * one
 */
BerthExplanation *
berth_explain_error (const GError *error)
{
  g_autofree char *details = NULL;
  g_autoptr (BerthFix) fix = NULL;
  BerthExplanation *of_file;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == BERTH_AZURE_ERROR && berth_azure_error_get_fault (error) != NULL)
    return explain_fault (error, berth_azure_error_get_fault (error));
  details = g_strdup_printf ("%s, %d\n%s", g_quark_to_string (error->domain), error->code,
                             error->message);
  if (error->domain == BERTH_AZURE_ERROR)
    return explain_entry (&kinds[CLAMP (error->code, 0, (int) G_N_ELEMENTS (kinds) - 1)],
                          error, details);
  if (error->domain == BERTH_NET_ERROR)
    return explain_entry (
      &net_kinds[CLAMP (error->code, 0, (int) G_N_ELEMENTS (net_kinds) - 1)], error,
      details);
  of_file = explain_file (error, details);
  if (of_file != NULL)
    return of_file;
  fix = make_fix (BERTH_FIX_TRY_AGAIN, "");
  return berth_explanation_new (_ ("It Did Not Work"), error->message, details, fix);
}
