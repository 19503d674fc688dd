/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-check.h"

#include "berth-config.h"
#include "berth-machine-summary.h"
#include "berth-name-check.h"
#include "berth-resource-group.h"

#include <glib/gi18n-lib.h>

/* The machine's name and its resource group. */

static BerthFix *
change_basics (void)
{
  return berth_fix_new (BERTH_FIX_CHANGE_BASICS, _ ("Change the basics"), NULL);
}

static gboolean
machine_exists (BerthCheck *check, const char *group, const char *name)
{
  GListModel *list = berth_facts_get_list (check->facts, BERTH_FACT_MACHINES);

  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++) {
    g_autoptr (BerthMachineSummary) machine = g_list_model_get_item (list, i);

    if (g_ascii_strcasecmp (berth_machine_summary_get_name (machine), name) == 0
        && g_ascii_strcasecmp (berth_machine_summary_get_group (machine), group) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
check_machine_name (BerthCheck *check, const char *group)
{
  const char *name = berth_machine_spec_get_name (check->spec);
  const char *problem = berth_name_check_machine (name);

  if (problem != NULL)
    berth_check_take (check, berth_verdict_new (BERTH_VERDICT_TOPIC_NAME,
                                                BERTH_VERDICT_LEVEL_BLOCKED,
                                                _ ("Azure does not take this name"),
                                                problem, change_basics ()));
  else if (machine_exists (check, group, name))
    berth_check_take_fact (
      check,
      berth_verdict_new (BERTH_VERDICT_TOPIC_NAME, BERTH_VERDICT_LEVEL_BLOCKED,
                         _ ("A machine of this name exists"),
                         _ ("A resource group has only one machine of a name."),
                         change_basics ()),
      BERTH_FACT_MACHINES);
  else
    berth_check_take (check, berth_verdict_new (BERTH_VERDICT_TOPIC_NAME,
                                                BERTH_VERDICT_LEVEL_FINE,
                                                _ ("Azure takes this name"), name, NULL));
}

static BerthResourceGroup *
find_group (BerthCheck *check, const char *name)
{
  GListModel *list = berth_facts_get_list (check->facts, BERTH_FACT_GROUPS);

  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++) {
    g_autoptr (BerthResourceGroup) group = g_list_model_get_item (list, i);

    if (g_ascii_strcasecmp (berth_resource_group_get_name (group), name) == 0)
      return group; /* the list keeps it */
  }
  return NULL;
}

static BerthVerdict *
judge_new_group (BerthResourceGroup *known)
{
  if (known != NULL)
    return berth_verdict_new (BERTH_VERDICT_TOPIC_GROUP, BERTH_VERDICT_LEVEL_WARNING,
                              _ ("The resource group exists already"),
                              _ ("The machine will be put beside what is in it, and "
                                 "undoing or deleting the machine "
                                 "leaves the group."),
                              change_basics ());
  return berth_verdict_new (BERTH_VERDICT_TOPIC_GROUP, BERTH_VERDICT_LEVEL_FINE,
                            _ ("A resource group will be made for it"), NULL, NULL);
}

static BerthVerdict *
judge_old_group (BerthResourceGroup *known)
{
  if (known == NULL)
    return berth_verdict_new (BERTH_VERDICT_TOPIC_GROUP, BERTH_VERDICT_LEVEL_BLOCKED,
                              _ ("The resource group is gone"),
                              _ ("It was deleted, or never existed."), change_basics ());
  if (g_strcmp0 (berth_resource_group_get_provisioning_state (known), "Deleting") == 0)
    return berth_verdict_new (BERTH_VERDICT_TOPIC_GROUP, BERTH_VERDICT_LEVEL_BLOCKED,
                              _ ("The resource group is being deleted"),
                              _ ("Choose another one, or wait until it is gone."),
                              change_basics ());
  return berth_verdict_new (BERTH_VERDICT_TOPIC_GROUP, BERTH_VERDICT_LEVEL_FINE,
                            _ ("The resource group is there"), NULL, NULL);
}

static void
check_group (BerthCheck *check, const char *group)
{
  const char *problem = berth_name_check_group (group);
  const gboolean is_new = berth_machine_spec_get_group_is_new (check->spec);
  BerthResourceGroup *known;

  if (problem != NULL) {
    berth_check_take (
      check, berth_verdict_new (BERTH_VERDICT_TOPIC_GROUP, BERTH_VERDICT_LEVEL_BLOCKED,
                                _ ("Azure does not take the resource group's name"),
                                problem, change_basics ()));
    return;
  }
  if (!berth_check_knows (check, BERTH_FACT_GROUPS, BERTH_VERDICT_TOPIC_GROUP,
                          _ ("Whether the resource group exists is not known")))
    return;
  known = find_group (check, group);
  berth_check_take_fact (
    check, is_new ? judge_new_group (known) : judge_old_group (known), BERTH_FACT_GROUPS);
}

void
berth_check_names (BerthCheck *check)
{
  g_autofree char *group = berth_machine_spec_dup_group (check->spec);

  check_machine_name (check, group != NULL ? group : "");
  check_group (check, group);
}
