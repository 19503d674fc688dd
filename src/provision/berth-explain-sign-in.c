/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-explain-sign-in.h"

#include "berth-config.h"

#include <glib/gi18n-lib.h>

/* The sign-in endpoint's codes (Microsoft identity platform, "Error codes") and OAuth's
 * words (RFC 6749 5.2, RFC 8628 3.5). Whoever shows them offers to sign in again. */

typedef struct {
  const char *codes; /* separated by blanks */
  BerthSignInWords words;
} Entry;

static const Entry entries[] = {
  { "AADSTS700082 AADSTS70043 AADSTS700084 AADSTS70008",
    { N_ ("Your Sign-in Has Expired"),
      N_ ("Azure ends a sign-in that was not used for a while, or after a time that your "
          "organization sets. Sign in again to go on where you were.") } },
  { "AADSTS50173 AADSTS50133 AADSTS9002313",
    { N_ ("Your Sign-in Was Ended"),
      N_ (
        "The password was changed, or somebody ended all sign-ins of this account. Sign "
        "in again to go on where you were.") } },
  { "AADSTS50076 AADSTS50079 AADSTS50074 AADSTS50072 AADSTS50158 interaction_required",
    { N_ ("Azure Wants a Second Proof"),
      N_ (
        "This account, or what was just done, needs multi-factor authentication. Sign in "
        "again; the browser asks for the second factor.") } },
  { "AADSTS65001 AADSTS65004 consent_required",
    { N_ ("Your Consent Is Missing"),
      N_ ("The application has not been allowed to act in your name. Sign in again and "
          "agree; in some organizations only an administrator can.") } },
  { "AADSTS90094 AADSTS90095",
    { N_ ("An Administrator Has to Agree"),
      N_ (
        "Your organization lets nobody use this application before an administrator has "
        "agreed. Ask them, or enter the client id of an application that is "
        "allowed.") } },
  { "AADSTS53003 AADSTS53000 AADSTS53001 AADSTS53002 AADSTS53004 AADSTS530003",
    { N_ ("A Rule of Your Organization Forbids This Sign-in"),
      N_ ("Conditional Access does not let this account in from here: from this network, "
          "from this kind of device, or in this way. Sign in with the browser instead of "
          "a code, or ask an administrator.") } },
  { "AADSTS50034 AADSTS50020 AADSTS51004",
    { N_ ("This Account Is Not Known There"),
      N_ ("The directory has no such user. Sign in with another account, or ask to be "
          "invited as a guest.") } },
  { "AADSTS50126",
    { N_ ("User Name or Password Is Wrong"), N_ ("Check both and sign in again.") } },
  { "AADSTS50053",
    { N_ ("The Account Is Locked"),
      N_ ("There were too many attempts, or they came from an address that Azure "
          "distrusts. Wait a while, then sign in again.") } },
  { "AADSTS50057",
    { N_ ("The Account Is Disabled"),
      N_ ("An administrator has switched this account off. Ask them, or use another "
          "account.") } },
  { "AADSTS50055",
    { N_ ("The Password Has Expired"),
      N_ ("Sign in with the browser, which lets you choose a new one.") } },
  { "AADSTS90002 AADSTS900023 AADSTS90072",
    { N_ ("The Directory Was Not Found"),
      N_ ("There is no such tenant in this cloud. Check the tenant, and that the right "
          "cloud is chosen.") } },
  { "AADSTS700016 AADSTS7000112 AADSTS7000218 AADSTS650052 AADSTS50105 "
    "unauthorized_client",
    { N_ ("The Application Is Not Allowed There"),
      N_ (
        "The directory does not know the client id, or keeps it out. Enter the client id "
        "of an application that is allowed, or ask an administrator.") } },
  { "AADSTS7000215 invalid_client",
    { N_ ("The Application's Secret Is Wrong"),
      N_ ("AZURE_CLIENT_SECRET is not the secret of this application. Take the secret's "
          "value, not its id.") } },
  { "AADSTS7000222",
    { N_ ("The Application's Secret Has Expired"),
      N_ ("Make a new secret in the Azure portal and set AZURE_CLIENT_SECRET to it.") } },
  { "AADSTS50011 AADSTS500113 AADSTS900971",
    { N_ ("The Application Does Not Take This Way"),
      N_ ("The client id has no redirect to http://localhost, which a sign-in in the "
          "browser comes back to. Use a code, or enter another client id.") } },
  { "AADSTS70011 AADSTS500011 AADSTS650053 invalid_scope invalid_resource",
    { N_ ("The Directory Does Not Know This Cloud"),
      N_ (
        "It has no application for the resource manager that was chosen. Check that the "
        "right cloud is chosen.") } },
  { "AADSTS500133 AADSTS700024 AADSTS700023 AADSTS500582 AADSTS50013",
    { N_ ("This Computer's Clock Is Wrong"),
      N_ ("Azure takes only what is dated now. Set the date and time, then sign in "
          "again.") } },
  { "AADSTS70018 AADSTS65005 access_denied authorization_declined",
    { N_ ("The Sign-in Was Declined"),
      N_ ("Somebody chose not to sign in. Begin again when you like.") } },
  { "AADSTS70019 AADSTS70020 expired_token",
    { N_ ("The Code Has Expired"), N_ ("Nobody typed it in time. Get a new one.") } },
  { "AADSTS7000104 bad_verification_code",
    { N_ ("The Code Is Not Valid"), N_ ("Get a new one.") } },
  { "AADSTS90033 AADSTS90055 temporarily_unavailable server_error",
    { N_ ("Azure's Sign-in Is Not Available Now"),
      N_ ("Nothing is wrong on your side. Try again in a few minutes.") } },
  { "az",
    { N_ ("az Is Not Signed In"),
      N_ ("Run “az login” in a terminal, then try again, or sign in here.") } },
};

static const BerthSignInWords *
find (const char *code)
{
  for (gsize i = 0; code != NULL && i < G_N_ELEMENTS (entries); i++) {
    g_auto (GStrv) codes = g_strsplit (entries[i].codes, " ", -1);

    if (g_strv_contains ((const char *const *) codes, code))
      return &entries[i].words;
  }
  return NULL;
}

/**
 * berth_explain_sign_in:
 * @code: (nullable): a fault's code, such as "AADSTS700082"
 * @outer_code: (nullable): OAuth's word around it
 *
 * Returns: (transfer none) (nullable): the words, to be translated; %NULL for a code that
 *   is not known
 */
const BerthSignInWords *
berth_explain_sign_in (const char *code, const char *outer_code)
{
  const BerthSignInWords *words = find (code);

  return words != NULL ? words : find (outer_code);
}
