/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-guide-topics.h"

/**
 * berth_guide_topic_of_verdict:
 *
 * Returns: (transfer none) (nullable): the place in the guide that explains what
 *   preflight found, where there is one
 */
const char *
berth_guide_topic_of_verdict (BerthVerdict *verdict)
{
  static const char *const topics[] = {
    [BERTH_VERDICT_TOPIC_GROUP] = "resource-group",
    [BERTH_VERDICT_TOPIC_IMAGE] = "image",
    [BERTH_VERDICT_TOPIC_TERMS] = "image#terms",
    [BERTH_VERDICT_TOPIC_SIZE] = "image#size",
    [BERTH_VERDICT_TOPIC_QUOTA] = "quota",
    [BERTH_VERDICT_TOPIC_SPOT] = "spot",
    [BERTH_VERDICT_TOPIC_PRICE] = "spot#price",
    [BERTH_VERDICT_TOPIC_KEY] = "keys",
    [BERTH_VERDICT_TOPIC_ACCESS] = "connecting#who",
  };
  BerthVerdictTopic topic;

  g_return_val_if_fail (BERTH_IS_VERDICT (verdict), NULL);

  topic = berth_verdict_get_topic (verdict);
  return topic < G_N_ELEMENTS (topics) ? topics[topic] : NULL;
}

/**
 * berth_guide_topic_of_fix:
 * @fix: (nullable): what can be done about a failure
 *
 * Returns: (transfer none) (nullable): the place in the guide that explains it, where
 *   there is one
 */
const char *
berth_guide_topic_of_fix (BerthFix *fix)
{
  if (fix == NULL)
    return NULL;
  switch (berth_fix_get_kind (fix)) {
  case BERTH_FIX_REQUEST_QUOTA:
    return "quota";
  case BERTH_FIX_ACCEPT_TERMS:
    return "image#terms";
  case BERTH_FIX_CHOOSE_IMAGE:
    return "image";
  case BERTH_FIX_CHOOSE_SIZE:
    return "image#size";
  case BERTH_FIX_CHANGE_SPOT:
    return "spot";
  case BERTH_FIX_CHANGE_ACCESS:
    return "keys";
  case BERTH_FIX_REGISTER_PROVIDER:
  case BERTH_FIX_CHANGE_BASICS:
  case BERTH_FIX_TRY_AGAIN:
  case BERTH_FIX_OPEN_PAGE:
  default:
    return NULL;
  }
}
