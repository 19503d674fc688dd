/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-explanation.h"

#include "berth-azure-error.h"
#include "berth-config.h"
#include "berth-explain-sign-in.h"
#include "berth-net-error.h"
#include "berth-refusals.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* An error in a person's words: by its code where that is known, else by its kind. */

#define NO_FIX BERTH_REFUSAL_NO_FIX

/* What to say of each kind of refusal whose code is not in the list. */
static const BerthRefusal kinds[] = {
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
      N_ (
        "The answer was cut or damaged on its way, or is not one of Azure's. Nothing was "
        "lost; try again."),
      BERTH_FIX_TRY_AGAIN },
  [BERTH_AZURE_ERROR_TIMED_OUT]
  = { NULL, N_ ("Azure Did Not Finish in Time"),
      N_ ("The operation may still be going on. Look again in a while."),
      BERTH_FIX_TRY_AGAIN },
  [BERTH_AZURE_ERROR_OUTAGE]
  = { NULL, N_ ("Azure Has Trouble of Its Own"),
      N_ ("The fault is on Azure's side and mostly passes within minutes. Nothing was "
          "lost; try again in a while."),
      BERTH_FIX_TRY_AGAIN },
  [BERTH_AZURE_ERROR_INTERCEPTED]
  = { NULL, N_ ("Something Else Answered in Azure's Place"),
      N_ (
        "A page for a browser came instead of Azure's answer: the network of a hotel, a "
        "café or a company wants a sign-in of its own first. Open any page in a browser "
        "and sign in there, then try again. Nothing was lost, and your sign-in to Azure "
        "went nowhere else."),
      BERTH_FIX_TRY_AGAIN },
};

static const BerthRefusal net_kinds[] = {
  [BERTH_NET_ERROR_UNREACHABLE]
  = { NULL, N_ ("The Cloud Cannot Be Reached"),
      N_ ("There is no connection. Check the network, then try "
          "again. Nothing was lost."),
      BERTH_FIX_TRY_AGAIN },
  [BERTH_NET_ERROR_RESET]
  = { NULL, N_ ("The Connection Broke"),
      N_ (
        "The connection ended before the answer was whole. Nothing was lost; try again."),
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
  = { NULL, N_ ("The Answer Could Not Be Read"),
      N_ (
        "What came back is not what the cloud speaks, or the address in the settings is "
        "not a cloud's. Nothing was lost."),
      BERTH_FIX_TRY_AGAIN },
  [BERTH_NET_ERROR_UNKNOWN_HOST]
  = { NULL, N_ ("The Cloud's Name Is Not Known Here"),
      N_ (
        "This computer could not look up the cloud's address. Mostly there is no network "
        "at all; it can also be the name server, or a mistyped address in the settings. "
        "Nothing was lost."),
      BERTH_FIX_TRY_AGAIN },
  [BERTH_NET_ERROR_PROXY]
  = { NULL, N_ ("The Proxy Does Not Let Berth Through"),
      N_ (
        "This computer's network settings name a proxy, and it cannot be reached or "
        "wants "
        "a sign-in of its own. Check the proxy in the network settings, then try again. "
        "Nothing was lost."),
      BERTH_FIX_TRY_AGAIN },
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
make_fix (BerthFixKind kind, const char *page, const char *message)
{
  g_autofree char *subject = g_strdup (page);

  if (kind == NO_FIX)
    return NULL;
  if (kind == BERTH_FIX_REGISTER_PROVIDER) {
    g_free (subject);
    subject = find_namespace (message);
    if (subject == NULL)
      return NULL;
  }
  return berth_fix_new (kind, get_fix_label (kind), subject);
}

static BerthExplanation *
explain_entry (const BerthRefusal *entry, const GError *error, const char *details)
{
  g_autoptr (BerthFix) fix = make_fix (entry->fix, entry->page, error->message);
  g_autofree char *body
    = entry->body != NULL && entry->fix != BERTH_FIX_CHANGE_BASICS
        ? g_strdup (_ (entry->body))
      : entry->body != NULL
        ? g_strdup_printf ("%s\n\n%s", _ (entry->body), error->message)
        : g_strdup (error->message);

  return berth_explanation_new (_ (entry->title), body, details, fix);
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

/* Throttled for longer than was worth waiting for unasked. */
static BerthExplanation *
explain_pause (gint64 pause_usec, const char *details)
{
  const int minutes = (int) ((pause_usec + G_TIME_SPAN_MINUTE - 1) / G_TIME_SPAN_MINUTE);
  g_autofree char *body = g_strdup_printf (
    ngettext (
      "So many questions came that Azure wants a pause of %d minute. Nothing was "
      "lost; try again then.",
      "So many questions came that Azure wants a pause of %d minutes. Nothing was "
      "lost; try again then.",
      (gulong) minutes),
    minutes);
  g_autoptr (BerthFix) fix = make_fix (BERTH_FIX_TRY_AGAIN, NULL, "");

  return berth_explanation_new (_ ("Too Many Questions at Once"), body, details, fix);
}

/* What any refusal of this kind means, where the kind says what can be done. */
static const BerthRefusal *
find_kind (const GError *error)
{
  return &kinds[CLAMP (error->code, 0, (int) G_N_ELEMENTS (kinds) - 1)];
}

static gboolean
is_telling (const GError *error)
{
  return error->code != BERTH_AZURE_ERROR_INVALID
         && error->code != BERTH_AZURE_ERROR_CONFLICT
         && error->code != BERTH_AZURE_ERROR_FAILED;
}

/* "BadRequest" and its like say less than the kind, which knows what is around them. */
static const BerthRefusal *
choose_refusal (const GError *error, BerthFault *fault)
{
  const BerthRefusal *by_code = berth_refusals_find (berth_fault_get_code (fault));

  if (by_code != NULL && (by_code->body != NULL || !is_telling (error)))
    return by_code;
  if (is_telling (error))
    return find_kind (error);
  by_code = berth_refusals_find (berth_fault_get_outer_code (fault));
  return by_code != NULL ? by_code : find_kind (error);
}

static BerthExplanation *
explain_fault (const GError *error, BerthFault *fault)
{
  const BerthSignInWords *words = berth_explain_sign_in (
    berth_fault_get_code (fault), berth_fault_get_outer_code (fault));
  g_autofree char *details = berth_fault_dup_details (fault);
  const BerthFaultQuota *quota = berth_fault_get_quota (fault);
  const gint64 pause_usec = berth_fault_get_retry_after_usec (fault);

  if (quota != NULL)
    return explain_quota (quota, details);
  if (words != NULL)
    return berth_explanation_new (_ (words->title), _ (words->body), details, NULL);
  if (error->code == BERTH_AZURE_ERROR_THROTTLED && pause_usec > 0)
    return explain_pause (pause_usec, details);
  return explain_entry (choose_refusal (error, fault), error, details);
}

static BerthExplanation *
explain_file (const GError *error, const char *details)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC)) {
    g_autoptr (BerthFix) fix = make_fix (BERTH_FIX_TRY_AGAIN, NULL, "");

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
    return explain_entry (find_kind (error), error, details);
  if (error->domain == BERTH_NET_ERROR)
    return explain_entry (
      &net_kinds[CLAMP (error->code, 0, (int) G_N_ELEMENTS (net_kinds) - 1)], error,
      details);
  of_file = explain_file (error, details);
  if (of_file != NULL)
    return of_file;
  fix = make_fix (BERTH_FIX_TRY_AGAIN, NULL, "");
  return berth_explanation_new (_ ("It Did Not Work"), error->message, details, fix);
}
