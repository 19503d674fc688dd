/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-check.h"

#include "berth-config.h"
#include "berth-machine-summary.h"

#include <glib/gi18n-lib.h>

/* Quotas: a Spot machine counts against the region's Spot cores alone, any other against
 * its family and against all cores of the region. */

#define SPOT_QUOTA "lowPriorityCores"
#define REGION_QUOTA "cores"

/* Whether a machine counts in the quota of that name. Of a size that is not known here,
 * nobody can tell the family. */
static gboolean
counts (BerthCheck *check,
        BerthMachineSummary *machine,
        const char *quota,
        BerthSize *size)
{
  const gboolean is_spot = g_ascii_strcasecmp (quota, SPOT_QUOTA) == 0;

  if (berth_machine_summary_is_spot (machine) != is_spot
      || g_strcmp0 (berth_machine_summary_get_location (machine),
                    berth_facts_get_location (check->facts))
           != 0)
    return FALSE;
  if (is_spot || g_ascii_strcasecmp (quota, REGION_QUOTA) == 0)
    return TRUE;
  return size != NULL && berth_size_get_family (size) != NULL
         && g_ascii_strcasecmp (berth_size_get_family (size), quota) == 0;
}

static char *
describe_holder (BerthMachineSummary *machine, BerthSize *size)
{
  const char *name = berth_machine_summary_get_name (machine);
  const gboolean is_off
    = berth_machine_summary_get_power_state (machine) == BERTH_POWER_STATE_DEALLOCATED;

  if (size == NULL)
    return g_strdup (name);
  return g_strdup_printf (is_off
                            ? /* Translators: a machine's name, how many cores it holds */
                            _ ("%s (%u, switched off)")
                            : /* Translators: a machine's name, how many cores it holds */
                            _ ("%s (%u)"),
                          name, berth_size_get_vcpus (size));
}

/* Machines that hold cores of this quota, switched off ones too: a deallocated machine
 * keeps its place. */
static char *
name_holders (BerthCheck *check, const char *quota)
{
  GListModel *list = berth_facts_get_list (check->facts, BERTH_FACT_MACHINES);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++) {
    g_autoptr (BerthMachineSummary) machine = g_list_model_get_item (list, i);
    BerthSize *size
      = berth_facts_find_size (check->facts, berth_machine_summary_get_size (machine));
    g_autofree char *holder = NULL;

    if (!counts (check, machine, quota, size))
      continue;
    holder = describe_holder (machine, size);
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", holder);
  }
  return g_string_free (g_steal_pointer (&names), names->len == 0);
}

static char *
describe (BerthCheck *check, BerthUsage *usage, gint64 needed, gboolean spot)
{
  g_autofree char *holders = name_holders (check, berth_usage_get_name (usage));
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (
    text,
    spot ? /* Translators: numbers of processor cores: granted, used, needed */
      _ ("Azure grants every subscription a number of cores for Spot machines, region by "
         "region. "
         "Here %d are granted and %d are used; this machine needs %d.")
         : /* Translators: numbers of processor cores: granted, used, needed */
      _ ("Azure grants every subscription a number of cores, region by region and family "
         "by "
         "family. Here %d are granted and %d are used; this machine needs %d."),
    (int) berth_usage_get_limit (usage), (int) berth_usage_get_current (usage),
    (int) needed);
  if (holders != NULL && berth_usage_get_current (usage) > 0)
    /* Translators: %s is a list of machines' names */
    g_string_append_printf (text, _ (" Cores are held by: %s."), holders);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static BerthFix *
request (BerthCheck *check, const char *quota, gint64 limit)
{
  g_autofree char *label = g_strdup_printf (
    ngettext ("Request %d core", "Request %d cores", (gulong) limit), (int) limit);

  return berth_fix_new_quota (label, berth_facts_get_location (check->facts), quota,
                              limit);
}

static BerthVerdict *
judge (BerthCheck *check, BerthUsage *usage, gint64 needed, gboolean spot)
{
  const gint64 wanted = berth_usage_get_current (usage) + needed;
  g_autofree char *detail = describe (check, usage, needed, spot);

  if (wanted > berth_usage_get_limit (usage))
    return berth_verdict_new (
      BERTH_VERDICT_TOPIC_QUOTA, BERTH_VERDICT_LEVEL_BLOCKED,
      spot ? _ ("The Spot quota is too low") : _ ("The quota is too low"), detail,
      request (check, berth_usage_get_name (usage), wanted));
  return berth_verdict_new (
    BERTH_VERDICT_TOPIC_QUOTA, BERTH_VERDICT_LEVEL_FINE,
    spot ? _ ("The Spot quota is enough") : _ ("The quota is enough"), detail, NULL);
}

static void
check_usage (BerthCheck *check, const char *name, gint64 needed, gboolean spot)
{
  BerthUsage *usage = berth_facts_find_usage (check->facts, name);

  if (usage != NULL)
    berth_check_take_fact (check, judge (check, usage, needed, spot), BERTH_FACT_USAGES);
  else
    berth_check_take_fact (check,
                           berth_verdict_new (BERTH_VERDICT_TOPIC_QUOTA,
                                              BERTH_VERDICT_LEVEL_UNKNOWN,
                                              _ ("The quota is not known"), name, NULL),
                           BERTH_FACT_USAGES);
}

/* Of the two quotas that hold, the narrower one is told. */
static void
check_regular (BerthCheck *check, BerthSize *size, gint64 needed)
{
  BerthUsage *family
    = berth_facts_find_usage (check->facts, berth_size_get_family (size));
  BerthUsage *region = berth_facts_find_usage (check->facts, REGION_QUOTA);
  const gboolean region_is_short
    = region != NULL
      && berth_usage_get_current (region) + needed > berth_usage_get_limit (region);
  const gboolean family_is_short
    = family != NULL
      && berth_usage_get_current (family) + needed > berth_usage_get_limit (family);

  if (family_is_short || !region_is_short)
    check_usage (check, berth_size_get_family (size), needed, FALSE);
  if (region_is_short)
    check_usage (check, REGION_QUOTA, needed, FALSE);
}

void
berth_check_quota (BerthCheck *check)
{
  BerthSize *size
    = berth_facts_find_size (check->facts, berth_machine_spec_get_size (check->spec));

  if (size == NULL
      || !berth_check_knows (check, BERTH_FACT_USAGES, BERTH_VERDICT_TOPIC_QUOTA,
                             _ ("The quota is not known")))
    return;
  if (berth_machine_spec_get_spot (check->spec))
    check_usage (check, SPOT_QUOTA, berth_size_get_vcpus (size), TRUE);
  else
    check_regular (check, size, berth_size_get_vcpus (size));
}
