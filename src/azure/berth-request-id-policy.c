/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-request-id-policy.h"

#include "berth-wire.h"

/**
 * BerthRequestIdPolicy:
 *
 * Gives each request an id of our own, so that a log line here and the service's log can
 * be laid side by side.
 */
struct _BerthRequestIdPolicy {
  BerthPolicy parent_instance;
};

G_DEFINE_FINAL_TYPE (BerthRequestIdPolicy, berth_request_id_policy, BERTH_TYPE_POLICY)

static BerthHttpResponse *
berth_request_id_policy_process (BerthPolicy *policy,
                                 BerthHttpRequest *request,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autofree char *id = g_uuid_string_random ();

  berth_http_request_set_header (request, BERTH_HEADER_CLIENT_REQUEST_ID, id);
  return berth_policy_send_next (policy, request, cancellable, error);
}

static void
berth_request_id_policy_class_init (BerthRequestIdPolicyClass *klass)
{
  BERTH_POLICY_CLASS (klass)->process = berth_request_id_policy_process;
}

static void
berth_request_id_policy_init (BerthRequestIdPolicy *self)
{
}

/**
 * berth_request_id_policy_new:
 *
 * Creates the policy.
 */
BerthPolicy *
berth_request_id_policy_new (void)
{
  return g_object_new (BERTH_TYPE_REQUEST_ID_POLICY, NULL);
}
