/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-explanation.h"
#include "berth-fault-parser.h"
#include "berth-json.h"
#include "berth-offer.h"
#include "berth-permissions.h"
#include "berth-test.h"

#include <string.h>

static void
test_offers (void)
{
  const struct {
    const char *quota_id;
    const char *limit;
    const char *part;
  } offers[] = {
    { "FreeTrial_2014-09-01", "On", "free trial" },
    { "freetrial_2014-09-01", "On", "free trial" },
    { "AzureForStudents_2018-01-01", "On", "student subscription" },
    { "AzureForStudentsStarter_2018-01-01", "Off", "student subscription" },
    { "DreamSpark_2015-02-01", "On", "starter" },
    { "MSDNDevTest_2014-09-01", "Off", "Visual Studio" },
    { "MSDN_2014-09-01", "On", "Visual Studio" },
    { "Unheard_2030-01-01", "On", "spending limit" },
    { "PayAsYouGo_2014-09-01", "Off", NULL },
    { "EnterpriseAgreement_2014-09-01", "Off", NULL },
    { "FreeTrialish_2014-09-01", "Off", NULL },
    { NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (offers); i++) {
    const char *text = berth_offer_explain (offers[i].quota_id, offers[i].limit);

    if (offers[i].part == NULL)
      g_assert_null (text);
    else
      g_assert_nonnull (strstr (text, offers[i].part));
  }
  g_assert_null (berth_offer_explain_state ("Enabled"));
  g_assert_null (berth_offer_explain_state (NULL));
  g_assert_nonnull (berth_offer_explain_state ("Disabled"));
}

static GListModel *
make_permissions (const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonArray *array = json_node_get_array (node);
  GListStore *store = g_list_store_new (BERTH_TYPE_PERMISSION);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autoptr (BerthPermission) permission
      = berth_permission_parse (json_array_get_object_element (array, i), NULL);

    g_list_store_append (store, permission);
  }
  return G_LIST_MODEL (store);
}

/* The first that is missing is told; roles add up, and one's exceptions bind only it. */
static void
test_rights (void)
{
  const struct {
    const char *json;
    const char *part;
  } roles[] = {
    { "[{\"actions\":[\"*\"]}]", NULL },
    { "[{\"actions\":[\"*\"],\"notActions\":[\"Microsoft.Authorization/*/Write\"]}]",
      NULL },
    { "[]", "may not see" },
    { "[{}]", "may not see" },
    { "[{\"actions\":[\"*/read\"]}]", "make no machines" },
    { "[{\"actions\":[\"*/read\",\"microsoft.compute/virtualmachines/*\"]}]",
      "no resource groups" },
    { "[{\"actions\":[\"*\"],\"notActions\":[\"Microsoft.Network/*\"]}]", "no networks" },
    { "[{\"actions\":[\"*\"],\"notActions\":[\"Microsoft.Network/*\"]},"
      "{\"actions\":[\"Microsoft.Network/virtualNetworks/*\"]}]",
      NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++) {
    g_autoptr (GListModel) permissions = make_permissions (roles[i].json);
    const char *text = berth_offer_explain_rights (permissions);

    if (roles[i].part == NULL)
      g_assert_null (text);
    else
      g_assert_nonnull (strstr (text, roles[i].part));
  }
}

static void
check_words (const char *error, const char *description, const char *title)
{
  g_autoptr (GError) refusal
    = berth_fault_parse_sign_in (error, description, 400, NULL, NULL);
  g_autoptr (BerthExplanation) explanation = berth_explain_error (refusal);

  g_assert_cmpstr (berth_explanation_get_title (explanation), ==, title);
  g_assert_nonnull (strstr (berth_explanation_get_details (explanation), error));
}

/* The number says more than OAuth's word; without one that is known the word is taken. */
static void
test_words (void)
{
  check_words ("invalid_grant", "AADSTS700082: The refresh token has expired.",
               "Your Sign-in Has Expired");
  check_words ("invalid_grant", "AADSTS50173: revoked", "Your Sign-in Was Ended");
  check_words ("invalid_grant", "AADSTS50076: MFA", "Azure Wants a Second Proof");
  check_words ("interaction_required", "AADSTS9999999: new",
               "Azure Wants a Second Proof");
  check_words ("invalid_grant", "AADSTS65001: consent", "Your Consent Is Missing");
  check_words ("access_denied", "Declined", "The Sign-in Was Declined");
  check_words ("invalid_client", "AADSTS7000222: expired",
               "The Application's Secret Has Expired");
  check_words ("invalid_request", "AADSTS90002: tenant", "The Directory Was Not Found");
  check_words ("invalid_client", "AADSTS700024: not within its valid time range",
               "This Computer's Clock Is Wrong");
  check_words ("az", "Please run 'az login'", "az Is Not Signed In");
  check_words ("az", "AADSTS70043: expired", "Your Sign-in Has Expired");
  check_words ("invalid_grant", "AADSTS9999999: new", "You Are Signed Out");
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/offer/offers", test_offers);
  berth_test_add ("/provision/offer/rights", test_rights);
  berth_test_add ("/provision/offer/words", test_words);
  return g_test_run ();
}
