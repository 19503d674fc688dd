/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-check.h"

#include "berth-config.h"
#include "berth-name-check.h"

#include <glib/gi18n-lib.h>

/* Who signs in, with which key, from where. */

static BerthFix *
change_access (void)
{
  return berth_fix_new (BERTH_FIX_CHANGE_ACCESS, _ ("Change user and key"), NULL);
}

static void
check_user (BerthCheck *check)
{
  const char *problem = berth_name_check_user (berth_machine_spec_get_user (check->spec));

  if (problem != NULL)
    berth_check_take (check, berth_verdict_new (BERTH_VERDICT_TOPIC_USER,
                                                BERTH_VERDICT_LEVEL_BLOCKED,
                                                _ ("Azure does not take this user name"),
                                                problem, change_access ()));
}

static void
check_key (BerthCheck *check)
{
  const BerthKeySource source = berth_machine_spec_get_key_source (check->spec);

  if (source == BERTH_KEY_SOURCE_NEW_ED25519 || source == BERTH_KEY_SOURCE_NEW_RSA)
    berth_check_take (
      check,
      berth_verdict_new (
        BERTH_VERDICT_TOPIC_KEY, BERTH_VERDICT_LEVEL_FINE, _ ("A new key will be made"),
        _ ("It stays on this computer, readable by you alone. Azure gets only its "
           "public half."),
        NULL));
  else if (berth_machine_spec_get_public_key (check->spec) == NULL)
    berth_check_take (check, berth_verdict_new (BERTH_VERDICT_TOPIC_KEY,
                                                BERTH_VERDICT_LEVEL_OPEN,
                                                _ ("No SSH key is chosen"),
                                                _ ("Without a key nobody can sign in."),
                                                change_access ()));
  else if (berth_machine_spec_get_key_path (check->spec) == NULL)
    berth_check_take (
      check, berth_verdict_new (
               BERTH_VERDICT_TOPIC_KEY, BERTH_VERDICT_LEVEL_WARNING,
               _ ("The private key is not known here"),
               _ ("Azure has only the public half. The terminal asks for the file."),
               change_access ()));
}

static void
check_range (BerthCheck *check)
{
  const char *range = berth_machine_spec_get_ssh_from (check->spec);

  if (range == NULL)
    berth_check_take (check, berth_verdict_new (BERTH_VERDICT_TOPIC_ACCESS,
                                                BERTH_VERDICT_LEVEL_OPEN,
                                                _ ("Who may reach port 22 is not chosen"),
                                                NULL, change_access ()));
  else if (*range == '\0')
    berth_check_take (
      check, berth_verdict_new (BERTH_VERDICT_TOPIC_ACCESS, BERTH_VERDICT_LEVEL_WARNING,
                                _ ("Nobody may reach port 22"),
                                _ ("The terminal cannot be opened from here then."),
                                change_access ()));
  else if (g_strcmp0 (range, "0.0.0.0/0") == 0 || g_strcmp0 (range, "*") == 0)
    berth_check_take (
      check,
      berth_verdict_new (BERTH_VERDICT_TOPIC_ACCESS, BERTH_VERDICT_LEVEL_WARNING,
                         _ ("Anybody may reach port 22"),
                         _ ("Only your key opens it, but the whole network may knock."),
                         change_access ()));
}

/* Networks that are made since the end of September 2025 let nobody out by themselves
 * (Virtual Network, "Default outbound access"): what a machine fetches at its first start
 * goes through its own address. */
static void
check_way_out (BerthCheck *check)
{
  berth_check_take (
    check,
    berth_verdict_new (
      BERTH_VERDICT_TOPIC_ACCESS, BERTH_VERDICT_LEVEL_FINE,
      _ ("The machine reaches the internet"),
      _ ("Through its public address: a new network has no other way out."), NULL));
}

void
berth_check_access (BerthCheck *check)
{
  check_user (check);
  check_key (check);
  check_range (check);
  check_way_out (check);
}
