/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-replay-calls.h"

#include "berth-curl-transport.h"
#include "berth-deployments.h"
#include "berth-disks.h"
#include "berth-fake-credential.h"
#include "berth-graph.h"
#include "berth-groups.h"
#include "berth-images.h"
#include "berth-json.h"
#include "berth-machine-console.h"
#include "berth-machines.h"
#include "berth-network.h"
#include "berth-placement.h"
#include "berth-providers.h"
#include "berth-quotas.h"
#include "berth-skus.h"
#include "berth-ssh-public-keys.h"
#include "berth-subscriptions.h"
#include "berth-terms-service.h"
#include "berth-terms.h"
#include "berth-usages.h"

/* Which call of Berth sends which request: the first column's path, whose groups are the
 * call's arguments. */

#define S "^/subscriptions/([^/]+)"
#define G S "/resourcegroups/([^/]+)"
#define MACHINE                                                                          \
  "^(/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.compute/"           \
  "virtualmachines/[^/]+)"
#define DEPLOYMENT G "/providers/microsoft\\.resources/deployments/([^/]+)"
#define IMAGES S "/providers/microsoft\\.compute/locations/([^/]+)/publishers"
#define OFFERS IMAGES "/([^/]+)/artifacttypes/vmimage/offers"
#define QUOTA                                                                            \
  S "/providers/microsoft\\.compute/locations/([^/]+)/providers/microsoft\\.quota"
#define NETWORK                                                                          \
  "^(/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.network/"           \
  "[^/]+/[^/]+)$"
#define TERMS                                                                            \
  S "/providers/microsoft\\.marketplaceordering/offertypes/virtualmachine/"              \
    "publishers/([^/]+)/offers/([^/]+)/plans/([^/]+)/agreements/current$"
#define KEYS "/providers/microsoft\\.compute/sshpublickeys"

/* Polling delays are the service's own; this clock makes a minute of them 6 ms. */
#define SPEED 10000

typedef DexFuture *(*CallFunc) (BerthArmClient *client, char **args, JsonNode *sent);

typedef struct {
  const char *method;
  const char *path;
  CallFunc call;
} Call;

/* A call whose arguments all stand in the path. */
#define CALL_1(name, function)                                                           \
  static DexFuture *name (BerthArmClient *client, char **args, JsonNode *sent)           \
  {                                                                                      \
    return function (client, args[1], NULL);                                             \
  }
#define CALL_2(name, function)                                                           \
  static DexFuture *name (BerthArmClient *client, char **args, JsonNode *sent)           \
  {                                                                                      \
    return function (client, args[1], args[2], NULL);                                    \
  }
#define CALL_3(name, function)                                                           \
  static DexFuture *name (BerthArmClient *client, char **args, JsonNode *sent)           \
  {                                                                                      \
    return function (client, args[1], args[2], args[3], NULL);                           \
  }

CALL_1 (list_locations, berth_subscriptions_list_locations)
CALL_1 (list_groups, berth_groups_list)
CALL_2 (get_group, berth_groups_get)
CALL_2 (delete_group, berth_groups_delete)
CALL_2 (list_resources, berth_groups_list_resources)
CALL_2 (get_provider, berth_providers_get)
CALL_2 (register_provider, berth_providers_register)
CALL_2 (list_usages, berth_usages_list)
CALL_2 (list_publishers, berth_images_list_publishers)
CALL_3 (list_offers, berth_images_list_offers)
CALL_3 (get_quota, berth_quotas_get)
CALL_3 (get_quota_request, berth_quotas_get_request)
CALL_1 (list_keys, berth_ssh_public_keys_list)
CALL_1 (list_machines, berth_machines_list)
CALL_1 (get_machine, berth_machines_get)
CALL_1 (start_machine, berth_machines_start)
CALL_1 (deallocate_machine, berth_machines_deallocate)
CALL_1 (power_off_machine, berth_machines_power_off)
CALL_1 (restart_machine, berth_machines_restart)
CALL_1 (evict_machine, berth_machines_simulate_eviction)
CALL_1 (delete_machine, berth_machines_delete)
CALL_1 (get_boot_log, berth_machines_get_boot_log)
CALL_3 (get_deployment, berth_deployments_get)
CALL_3 (list_operations, berth_deployments_list_operations)
CALL_3 (cancel_deployment, berth_deployments_cancel)
CALL_1 (get_network, berth_network_get)
CALL_1 (get_address, berth_network_get_public_ip)
CALL_1 (delete_network, berth_network_delete)
CALL_1 (get_disk, berth_disks_get)
CALL_1 (delete_disk, berth_disks_delete)

static DexFuture *
list_subscriptions (BerthArmClient *client, char **args, JsonNode *sent)
{
  return berth_subscriptions_list (client, NULL);
}

static DexFuture *
list_tenants (BerthArmClient *client, char **args, JsonNode *sent)
{
  return berth_subscriptions_list_tenants (client, NULL);
}

static DexFuture *
list_skus (BerthArmClient *client, char **args, JsonNode *sent)
{
  return berth_skus_list (client, args[1], "eastus", NULL);
}

static DexFuture *
list_image_skus (BerthArmClient *client, char **args, JsonNode *sent)
{
  return berth_images_list_skus (client, args[1], args[2], args[3], args[4], NULL);
}

static DexFuture *
list_image_versions (BerthArmClient *client, char **args, JsonNode *sent)
{
  return berth_images_list_versions (client, args[1], args[2], args[3], args[4], args[5],
                                     NULL);
}

static DexFuture *
get_image (BerthArmClient *client, char **args, JsonNode *sent)
{
  return berth_images_get (client, args[1], args[2], args[3], args[4], args[5], args[6],
                           NULL);
}

static DexFuture *
get_terms (BerthArmClient *client, char **args, JsonNode *sent)
{
  return berth_terms_get (client, args[1], args[2], args[3], args[4], NULL);
}

static DexFuture *
accept_terms (BerthArmClient *client, char **args, JsonNode *sent)
{
  g_autoptr (BerthTerms) terms = berth_terms_parse (json_node_get_object (sent), NULL);

  g_assert_nonnull (terms);
  return berth_terms_accept (client, args[1], args[2], args[3], args[4], terms, NULL);
}

static DexFuture *
put_group (BerthArmClient *client, char **args, JsonNode *sent)
{
  JsonObject *group = json_node_get_object (sent);

  return berth_groups_put (client, args[1], args[2],
                           berth_json_get_string (group, "location"),
                           berth_json_get_object (group, "tags"), NULL);
}

static DexFuture *
request_quota (BerthArmClient *client, char **args, JsonNode *sent)
{
  return berth_quotas_request (
    client, args[1], args[2], args[3],
    berth_json_get_int (json_node_get_object (sent), "properties.limit.value", 0), NULL);
}

static DexFuture *
put_key (BerthArmClient *client, char **args, JsonNode *sent)
{
  JsonObject *key = json_node_get_object (sent);

  return berth_ssh_public_keys_put (
    client, args[1], args[2], args[3], berth_json_get_string (key, "location"),
    berth_json_get_string (key, "properties.publicKey"), NULL);
}

static DexFuture *
generate_key (BerthArmClient *client, char **args, JsonNode *sent)
{
  return berth_ssh_public_keys_generate (client, args[1], args[2], args[3], "Ed25519",
                                         NULL);
}

static DexFuture *
run_command (BerthArmClient *client, char **args, JsonNode *sent)
{
  return berth_machines_run_command (client, args[1], "hostname", NULL);
}

static DexFuture *
ask_graph (BerthArmClient *client, char **args, JsonNode *sent)
{
  return berth_graph_list_machines (client, NULL, NULL);
}

static DexFuture *
put_network (BerthArmClient *client, char **args, JsonNode *sent)
{
  return berth_network_put (client, args[1], sent, NULL);
}

/* A template that was recorded as raw text is Berth's own empty one here: what is
 * replayed is the answer. */
static JsonNode *
dup_template (JsonNode *sent)
{
  JsonNode *found
    = sent != NULL && JSON_NODE_HOLDS_OBJECT (sent)
        ? berth_json_find (json_node_get_object (sent), "properties.template")
        : NULL;

  return found != NULL ? json_node_copy (found) : json_from_string ("{}", NULL);
}

static DexFuture *
create_deployment (BerthArmClient *client, char **args, JsonNode *sent)
{
  g_autoptr (JsonNode) template = dup_template (sent);

  return berth_deployments_create (client, args[1], args[2], args[3], template, NULL,
                                   NULL);
}

static DexFuture *
validate_deployment (BerthArmClient *client, char **args, JsonNode *sent)
{
  g_autoptr (JsonNode) template = dup_template (sent);

  return berth_deployments_validate (client, args[1], args[2], args[3], template, NULL,
                                     NULL);
}

static DexFuture *
ask_what_if (BerthArmClient *client, char **args, JsonNode *sent)
{
  g_autoptr (JsonNode) template = dup_template (sent);

  return berth_deployments_what_if (client, args[1], args[2], args[3], template, NULL,
                                    NULL);
}

static const Call calls[] = {
  { "GET", "^/subscriptions$", list_subscriptions },
  { "GET", "^/tenants$", list_tenants },
  { "GET", S "/locations$", list_locations },
  { "GET", S "/resourcegroups$", list_groups },
  { "GET", G "$", get_group },
  { "PUT", G "$", put_group },
  { "DELETE", G "$", delete_group },
  { "GET", G "/resources$", list_resources },
  { "GET", S "/providers/([^/]+)$", get_provider },
  { "POST", S "/providers/([^/]+)/register$", register_provider },
  { "GET", S "/providers/microsoft\\.compute/skus$", list_skus },
  { "GET", S "/providers/microsoft\\.compute/locations/([^/]+)/usages$", list_usages },
  { "GET", IMAGES "$", list_publishers },
  { "GET", OFFERS "$", list_offers },
  { "GET", OFFERS "/([^/]+)/skus$", list_image_skus },
  { "GET", OFFERS "/([^/]+)/skus/([^/]+)/versions$", list_image_versions },
  { "GET", OFFERS "/([^/]+)/skus/([^/]+)/versions/([^/]+)$", get_image },
  { "GET", TERMS, get_terms },
  { "PUT", TERMS, accept_terms },
  { "GET", QUOTA "/quotas/([^/]+)$", get_quota },
  { "PUT", QUOTA "/quotas/([^/]+)$", request_quota },
  { "GET", QUOTA "/quotarequests/([^/]+)$", get_quota_request },
  { "GET", S KEYS "$", list_keys },
  { "PUT", G KEYS "/([^/]+)$", put_key },
  { "POST", G KEYS "/([^/]+)/generatekeypair$", generate_key },
  { "GET", S "/providers/microsoft\\.compute/virtualmachines$", list_machines },
  { "GET", MACHINE "$", get_machine },
  { "DELETE", MACHINE "$", delete_machine },
  { "POST", MACHINE "/start$", start_machine },
  { "POST", MACHINE "/deallocate$", deallocate_machine },
  { "POST", MACHINE "/poweroff$", power_off_machine },
  { "POST", MACHINE "/restart$", restart_machine },
  { "POST", MACHINE "/simulateeviction$", evict_machine },
  { "POST", MACHINE "/runcommand$", run_command },
  { "POST", MACHINE "/retrievebootdiagnosticsdata$", get_boot_log },
  { "POST", "^/providers/microsoft\\.resourcegraph/resources$", ask_graph },
  { "GET", DEPLOYMENT "$", get_deployment },
  { "PUT", DEPLOYMENT "$", create_deployment },
  { "POST", DEPLOYMENT "/validate$", validate_deployment },
  { "POST", DEPLOYMENT "/whatif$", ask_what_if },
  { "POST", DEPLOYMENT "/cancel$", cancel_deployment },
  { "GET", G "/deployments/([^/]+)/operations$", list_operations },
  { "GET",
    "^(/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.network/"
    "publicipaddresses/[^/]+)$",
    get_address },
  { "GET", NETWORK, get_network },
  { "PUT", NETWORK, put_network },
  { "DELETE", NETWORK, delete_network },
  { "GET",
    "^(/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.compute/disks/"
    "[^/]+)$",
    get_disk },
  { "DELETE",
    "^(/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.compute/disks/"
    "[^/]+)$",
    delete_disk },
};

static JsonNode *
get_sent (BerthInteraction *one)
{
  JsonNode *sent = json_object_get_member (one->recorded, "request");

  return sent != NULL && JSON_NODE_HOLDS_OBJECT (sent) ? sent : NULL;
}

/* Berth asks for objects; a recorded table is the answer to another question. */
static gboolean
is_table (BerthInteraction *one)
{
  JsonNode *answer = json_object_get_member (one->recorded, "response");

  return answer != NULL && JSON_NODE_HOLDS_OBJECT (answer)
         && berth_json_get_object (json_node_get_object (answer), "data") != NULL;
}

static gboolean
is_askable (const Call *call, BerthInteraction *one)
{
  if (call->call == ask_graph)
    return !is_table (one);
  return !g_str_equal (one->method, "PUT") || get_sent (one) != NULL
         || call->call == create_deployment;
}

/**
 * berth_replay_make_client:
 *
 * To be called in a fiber.
 *
 * Returns: (transfer full): a client over HTTP that is signed in to @server
 */
BerthArmClient *
berth_replay_make_client (BerthReplayServer *server)
{
  g_autoptr (BerthHttpTransport) transport
    = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (NULL));
  g_autoptr (BerthFakeCredential) credential = berth_fake_credential_new ();
  g_autoptr (BerthClock) clock = berth_clock_new (SPEED);
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthCloud) cloud
    = dex_await_object (berth_cloud_discover (transport, server->base, NULL), &error);

  g_assert_no_error (error);
  return berth_arm_client_new (cloud, BERTH_CREDENTIAL (credential), transport, clock);
}

/**
 * berth_replay_call:
 *
 * Returns: (transfer full) (nullable): a future of the call of Berth that sends the
 *   recorded request; %NULL when Berth has none
 */
DexFuture *
berth_replay_call (BerthArmClient *client, BerthInteraction *one)
{
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++) {
    g_autoptr (GRegex) regex = g_regex_new (calls[i].path, G_REGEX_CASELESS, 0, NULL);
    g_autoptr (GMatchInfo) match = NULL;
    g_auto (GStrv) args = NULL;

    if (!g_str_equal (calls[i].method, one->method)
        || !g_regex_match (regex, one->path, 0, &match))
      continue;
    if (!is_askable (&calls[i], one))
      return NULL;
    args = g_match_info_fetch_all (match);
    return calls[i].call (client, args, get_sent (one));
  }
  return NULL;
}

/**
 * berth_replay_engine:
 *
 * Returns: (transfer full): a future of the recorded request, sent and followed by the
 * client without a call of its own for it
 */
DexFuture *
berth_replay_engine (BerthArmClient *client, BerthInteraction *one)
{
  return berth_arm_client_operate (client, one->method, one->path, "1", get_sent (one),
                                   NULL);
}

gboolean
berth_replay_is_poll (BerthInteraction *one)
{
  return g_str_equal (one->method, "GET")
         && g_regex_match_simple ("/(operations|operationstatus(es)?|operationresults|"
                                  "operationsstatus|azureasyncoperation)/",
                                  one->path, G_REGEX_CASELESS, 0)
         && !g_regex_match_simple ("/deployments/[^/]+/operations/", one->path,
                                   G_REGEX_CASELESS, 0);
}

/* "PUT Microsoft.Network/virtualNetworks/subnets": the types on the way, without names.
 */
char *
berth_replay_dup_operation (BerthInteraction *one)
{
  g_auto (GStrv) parts = g_strsplit (one->path + 1, "/", -1);
  GString *name = g_string_new (one->method);
  gboolean is_type = TRUE;

  for (guint i = 0; parts[i] != NULL; i++) {
    if (g_ascii_strncasecmp (parts[i], "microsoft.", 10) == 0) {
      g_string_truncate (name, strlen (one->method));
      g_string_append_printf (name, " %s", parts[i]);
      is_type = TRUE;
      continue;
    }
    if (is_type && *parts[i] != '\0')
      g_string_append_printf (name, "%c%s", i == 0 ? ' ' : '/', parts[i]);
    is_type = !is_type;
  }
  return g_string_free_and_steal (name);
}
