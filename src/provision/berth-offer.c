/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-offer.h"

#include "berth-config.h"
#include "berth-permissions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a subscription cannot do, known before anything is chosen. Sources: "Azure Spot
 * Virtual Machines", the offers that support it; "Azure subscription and service limits",
 * that free trials get no more quota; the offers' `quotaId` in "Understand Cost
 * Management data". */

typedef struct {
  const char *name; /* an offer without its date, or an action */
  const char *text;
} Fact;

static const Fact offers[] = {
  { "FreeTrial",
    N_ ("This is a free trial: Azure gives it neither Spot nor GPU machines, and no more "
        "quota. Upgrade it to pay-as-you-go in the Azure portal; what is left of the "
        "credit stays.") },
  { "AzureForStudents",
    N_ ("This is a student subscription: Azure gives it no Spot machines and no quota "
        "for GPUs. For those a pay-as-you-go subscription is needed.") },
  { "DreamSpark",
    N_ ("This is a student starter subscription: Azure gives it no virtual machines that "
        "cost money, neither Spot nor GPUs. For those a pay-as-you-go subscription is "
        "needed.") },
  { "AzurePass",
    N_ ("This subscription is an Azure Pass: Azure gives it no Spot machines, and "
        "rarely quota for GPUs.") },
  { "MSDN",
    N_ ("This subscription is a Visual Studio benefit: Azure gives it no Spot machines. "
        "Others work until the monthly credit is used up.") },
  { "MPN",
    N_ ("This subscription is a partner benefit: Azure gives it no Spot machines. Others "
        "work until the monthly credit is used up.") },
};

static gboolean
is_offer (const char *quota_id, const char *offer)
{
  const gsize length = strlen (offer);

  return g_ascii_strncasecmp (quota_id, offer, length) == 0
         && (quota_id[length] == '_' || quota_id[length] == '\0'
             || g_ascii_isupper (quota_id[length]));
}

/**
 * berth_offer_explain:
 * @quota_id: (nullable): `subscriptionPolicies.quotaId`, such as "FreeTrial_2014-09-01"
 * @spending_limit: (nullable): "On", "Off" or "CurrentPeriodOff"
 *
 * Returns: (transfer none) (nullable): what a subscription of this kind cannot do; %NULL
 *   when nothing is known to be missing
 */
const char *
berth_offer_explain (const char *quota_id, const char *spending_limit)
{
  for (gsize i = 0; quota_id != NULL && i < G_N_ELEMENTS (offers); i++) {
    if (is_offer (quota_id, offers[i].name))
      return _ (offers[i].text);
  }
  if (g_strcmp0 (spending_limit, "On") == 0)
    return _ ("This subscription has a spending limit: when its credit is used up, Azure "
              "switches all machines off.");
  return NULL;
}

/**
 * berth_offer_explain_state:
 * @state: (nullable): the subscription's state
 *
 * Returns: (transfer none) (nullable): why nothing can be made in it
 */
const char *
berth_offer_explain_state (const char *state)
{
  if (g_strcmp0 (state, "Disabled") == 0)
    return _ (
      "This subscription is switched off: it can be looked at but not used. It is "
      "switched on again in the Azure portal.");
  if (g_strcmp0 (state, "Deleted") == 0)
    return _ ("This subscription was deleted.");
  if (g_strcmp0 (state, "PastDue") == 0 || g_strcmp0 (state, "Warned") == 0)
    return _ ("A bill of this subscription is not paid: Azure may switch it off.");
  return NULL;
}

/**
 * berth_offer_explain_rights:
 * @permissions: a list of #BerthPermission
 *
 * Returns: (transfer none) (nullable): the first right that is missing for making
 *   machines, and who can give it
 */
const char *
berth_offer_explain_rights (GListModel *permissions)
{
  static const Fact rights[] = {
    { "Microsoft.Compute/virtualMachines/read",
      N_ (
        "This account may not see the machines of this subscription. Whoever owns it can "
        "give you the role “Contributor”.") },
    { "Microsoft.Compute/virtualMachines/write",
      N_ (
        "This account may look at this subscription but make no machines in it. Whoever "
        "owns it can give you the role “Contributor”.") },
    { "Microsoft.Resources/subscriptions/resourceGroups/write",
      N_ (
        "This account may make no resource groups in this subscription. Whoever owns it "
        "can give you the role “Contributor”.") },
    { "Microsoft.Resources/deployments/write",
      N_ (
        "This account may deploy nothing in this subscription. Whoever owns it can give "
        "you the role “Contributor”.") },
    { "Microsoft.Network/virtualNetworks/write",
      N_ ("This account may make machines but no networks for them. Whoever owns the "
          "subscription can give you the role “Contributor”.") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rights); i++) {
    if (!berth_permissions_allow (permissions, rights[i].name))
      return _ (rights[i].text);
  }
  return NULL;
}
