/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sign-in-policy.h"

#include "berth-challenge.h"

/**
 * BerthSignInPolicy:
 *
 * Puts the credential's token on each request. When the service refuses it (401), one
 * fresh token is tried, made to meet the service's claims challenge if there is one.
 */
struct _BerthSignInPolicy {
  BerthPolicy parent_instance;

  BerthCredential *credential;
};

G_DEFINE_FINAL_TYPE (BerthSignInPolicy, berth_sign_in_policy, BERTH_TYPE_POLICY)

static BerthHttpResponse *
send_signed (BerthSignInPolicy *self,
             BerthHttpRequest *request,
             const char *claims,
             char **token,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *header = NULL;

  *token = dex_await_string (
    berth_credential_get_token (self->credential, claims, cancellable), error);
  if (*token == NULL)
    return NULL;
  header = g_strconcat ("Bearer ", *token, NULL);
  berth_http_request_set_header (request, "authorization", header);
  return berth_policy_send_next (BERTH_POLICY (self), request, cancellable, error);
}

static BerthHttpResponse *
berth_sign_in_policy_process (BerthPolicy *policy,
                              BerthHttpRequest *request,
                              GCancellable *cancellable,
                              GError **error)
{
  BerthSignInPolicy *self = BERTH_SIGN_IN_POLICY (policy);
  g_autofree char *token = NULL;
  g_autofree char *fresh_token = NULL;
  g_autoptr (BerthHttpResponse) response
    = send_signed (self, request, NULL, &token, cancellable, error);
  g_autofree char *claims = NULL;

  if (response == NULL || berth_http_response_get_status (response) != 401)
    return g_steal_pointer (&response);
  claims = berth_challenge_dup_claims (
    berth_http_response_get_header (response, "www-authenticate"));
  berth_credential_forget_token (self->credential, token);
  return send_signed (self, request, claims, &fresh_token, cancellable, error);
}

static void
berth_sign_in_policy_dispose (GObject *object)
{
  g_clear_object (&BERTH_SIGN_IN_POLICY (object)->credential);
  G_OBJECT_CLASS (berth_sign_in_policy_parent_class)->dispose (object);
}

static void
berth_sign_in_policy_class_init (BerthSignInPolicyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = berth_sign_in_policy_dispose;
  BERTH_POLICY_CLASS (klass)->process = berth_sign_in_policy_process;
}

static void
berth_sign_in_policy_init (BerthSignInPolicy *self)
{
}

/**
 * berth_sign_in_policy_new:
 * @credential: who asks
 */
BerthPolicy *
berth_sign_in_policy_new (BerthCredential *credential)
{
  BerthSignInPolicy *self = g_object_new (BERTH_TYPE_SIGN_IN_POLICY, NULL);

  self->credential = g_object_ref (credential);
  return BERTH_POLICY (self);
}
