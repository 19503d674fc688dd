/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-user-agent-policy.h"

#include "berth-config.h"

/**
 * BerthUserAgentPolicy:
 *
 * Says who asks, and in which language answers are wanted: the service's own words are
 * matched by pattern, so they are asked for in English.
 */
struct _BerthUserAgentPolicy {
  BerthPolicy parent_instance;
};

G_DEFINE_FINAL_TYPE (BerthUserAgentPolicy, berth_user_agent_policy, BERTH_TYPE_POLICY)

static BerthHttpResponse *
berth_user_agent_policy_process (BerthPolicy *policy,
                                 BerthHttpRequest *request,
                                 GCancellable *cancellable,
                                 GError **error)
{
  berth_http_request_set_header (request, "user-agent", "berth/" BERTH_VERSION);
  berth_http_request_set_header (request, "accept", "application/json");
  berth_http_request_set_header (request, "accept-language", "en-US");
  return berth_policy_send_next (policy, request, cancellable, error);
}

static void
berth_user_agent_policy_class_init (BerthUserAgentPolicyClass *klass)
{
  BERTH_POLICY_CLASS (klass)->process = berth_user_agent_policy_process;
}

static void
berth_user_agent_policy_init (BerthUserAgentPolicy *self)
{
}

/**
 * berth_user_agent_policy_new:
 *
 * Creates the policy.
 */
BerthPolicy *
berth_user_agent_policy_new (void)
{
  return g_object_new (BERTH_TYPE_USER_AGENT_POLICY, NULL);
}
