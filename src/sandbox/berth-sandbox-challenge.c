/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-challenge.h"

#include "berth-sandbox-json.h"

#include <string.h>

/* Continuous access evaluation: the resource manager takes no token until one was asked
 * for that meets its claims (Microsoft identity platform, "Claims challenges"). The
 * scenario's member "signIn.challenge" is what "nbf" has to be. */

#define MET "challengeIsMet"

static const char *
get_value (BerthSandbox *sandbox)
{
  JsonObject *scenario
    = berth_sandbox_scenario_get_object (berth_sandbox_get_scenario (sandbox));

  return berth_sandbox_json_string (scenario, "signIn.challenge");
}

/**
 * berth_sandbox_challenge:
 *
 * Returns: (transfer full) (nullable): the answer to every request while the challenge is
 *   not met; %NULL when there is none
 */
BerthSandboxReply *
berth_sandbox_challenge (BerthSandbox *sandbox)
{
  const char *value = get_value (sandbox);
  g_autofree char *claims = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *header = NULL;
  BerthSandboxReply *reply;

  if (value == NULL || berth_sandbox_get_data (sandbox, MET) != NULL)
    return NULL;
  claims = g_strdup_printf (
    "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"%s\"}}}", value);
  encoded = g_base64_encode ((const guchar *) claims, strlen (claims));
  header = g_strdup_printf ("Bearer realm=\"\", authorization_uri=\"%s/common/oauth2/"
                            "authorize\", error=\"insufficient_claims\", claims=\"%s\"",
                            berth_sandbox_get_endpoint (sandbox), encoded);
  reply = berth_sandbox_reply_new_fault (berth_sandbox_fault_new (
    401, "InvalidAuthenticationToken", "The token does not meet the claims challenge."));
  berth_sandbox_reply_set_header (reply, "WWW-Authenticate", header);
  return reply;
}

/**
 * berth_sandbox_challenge_meet:
 * @claims: (nullable): what a token request asked for
 */
void
berth_sandbox_challenge_meet (BerthSandbox *sandbox, const char *claims)
{
  g_autoptr (JsonNode) node
    = claims != NULL ? berth_sandbox_json_parse (claims, strlen (claims), NULL) : NULL;
  JsonObject *root
    = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *value
    = root != NULL ? berth_sandbox_json_string (root, "access_token.nbf.value") : NULL;

  if (value != NULL && g_strcmp0 (value, get_value (sandbox)) == 0)
    berth_sandbox_set_data (sandbox, MET, GINT_TO_POINTER (TRUE), NULL);
}
