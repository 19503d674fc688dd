/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-test.h"
#include "berth-test.h"

#define NETWORK "/resourceGroups/one/providers/Microsoft.Network"
#define MACHINE "/resourceGroups/one/providers/Microsoft.Compute/virtualMachines/m"

static char *
network_path (BerthSandboxTest *cloud, const char *rest)
{
  g_autofree char *whole = g_strconcat (NETWORK, rest, "?api-version=2024-01-01", NULL);

  return berth_sandbox_test_dup_path (cloud, whole);
}

static void
put_network (BerthSandboxTest *cloud, const char *rest, const char *body)
{
  g_autofree char *path = network_path (cloud, rest);

  json_node_unref (berth_sandbox_test_put (cloud, path, body));
  g_assert_cmpuint (cloud->status, ==, 201);
}

static void
make_network (BerthSandboxTest *cloud)
{
  g_autofree char *root = berth_sandbox_test_dup_path (cloud, NETWORK);
  g_autofree char *interface = g_strdup_printf (
    "{\"location\": \"koreacentral\", \"properties\": {\"ipConfigurations\": [{\"name\": "
    "\"c\","
    " \"properties\": {\"subnet\": {\"id\": \"%s/virtualNetworks/v/subnets/s\"},"
    " \"publicIPAddress\": {\"id\": \"%s/publicIPAddresses/p\", \"properties\":"
    " {\"deleteOption\": \"Delete\"}}}}]}}",
    root, root);

  berth_sandbox_test_make_group (cloud, "one");
  put_network (
    cloud, "/virtualNetworks/v",
    "{\"location\": \"koreacentral\", \"properties\": {\"addressSpace\":"
    " {\"addressPrefixes\": [\"10.0.0.0/16\"]}, \"subnets\": [{\"name\": \"s\","
    " \"properties\": {\"addressPrefix\": \"10.0.0.0/24\"}}]}}");
  put_network (cloud, "/publicIPAddresses/p",
               "{\"location\": \"koreacentral\", \"sku\": {\"name\": \"Standard\"},"
               " \"properties\": {\"publicIPAllocationMethod\": \"Static\"}}");
  put_network (cloud, "/networkInterfaces/n", interface);
}

/* @extra: members of "properties", with a comma at the end. */
static char *
make_machine (BerthSandboxTest *cloud, const char *size, const char *extra)
{
  g_autofree char *root = berth_sandbox_test_dup_path (cloud, NETWORK);

  return g_strdup_printf (
    "{\"location\": \"koreacentral\", \"properties\": {%s \"hardwareProfile\": "
    "{\"vmSize\":"
    " \"%s\"}, \"storageProfile\": {\"imageReference\": {\"publisher\": \"Debian\", "
    "\"offer\":"
    " \"debian-12\", \"sku\": \"12-gen2\", \"version\": \"latest\"}, \"osDisk\":"
    " {\"createOption\": \"FromImage\", \"deleteOption\": \"Delete\", \"name\": "
    "\"disk\"}},"
    " \"osProfile\": {\"computerName\": \"m\", \"adminUsername\": \"azureuser\", "
    "\"customData\":"
    " \"c2VjcmV0\", \"linuxConfiguration\": {\"ssh\": {\"publicKeys\": [{\"path\":"
    " \"/home/azureuser/.ssh/authorized_keys\", \"keyData\": \"ssh-ed25519 AAAA "
    "test\"}]}}},"
    " \"networkProfile\": {\"networkInterfaces\": [{\"id\": \"%s/networkInterfaces/n\","
    " \"properties\": {\"deleteOption\": \"Delete\"}}]}}}",
    extra, size, root);
}

static void
assert_power (BerthSandboxTest *cloud, const char *code)
{
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, MACHINE "/instanceView");
  g_autoptr (JsonNode) view = berth_sandbox_test_send (cloud, "GET", path, NULL);

  g_assert_cmpstr (berth_sandbox_test_get (view, "statuses.1.code"), ==, code);
}

static void
act (BerthSandboxTest *cloud, const char *action)
{
  g_autofree char *rest = g_strconcat (MACHINE "/", action, NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, rest);

  g_assert_null (berth_sandbox_test_send (cloud, "POST", path, NULL));
  g_assert_cmpuint (cloud->status, ==, 202);
  berth_sandbox_test_finish (cloud);
}

static void
assert_missing (BerthSandboxTest *cloud, const char *rest)
{
  g_autofree char *path = network_path (cloud, rest);

  json_node_unref (berth_sandbox_test_send (cloud, "GET", path, NULL));
  g_assert_cmpuint (cloud->status, ==, 404);
}

static void
test_life (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, MACHINE);
  g_autofree char *body = make_machine (cloud, "Standard_D2s_v5", "");
  g_autofree char *interface = network_path (cloud, "/networkInterfaces/n");
  g_autoptr (JsonNode) accepted = NULL;
  g_autoptr (JsonNode) made = NULL;
  g_autoptr (JsonNode) changed = NULL;
  g_autoptr (JsonNode) in_use = NULL;

  make_network (cloud);
  accepted = berth_sandbox_test_put (cloud, path, body);
  g_assert_cmpuint (cloud->status, ==, 201);
  g_assert_cmpstr (berth_sandbox_test_get (accepted, "properties.provisioningState"), ==,
                   "Creating");
  made = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_assert_cmpstr (berth_sandbox_test_get (made, "properties.provisioningState"), ==,
                   "Succeeded");
  /* What is secret is never told. */
  g_assert_null (berth_sandbox_test_get (made, "properties.osProfile.customData"));
  assert_power (cloud, "PowerState/running");
  changed = berth_sandbox_test_send (cloud, "PATCH", path, "{\"tags\": {\"a\": \"b\"}}");
  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_cmpstr (berth_sandbox_test_get (changed, "properties.provisioningState"), ==,
                   "Updating");
  g_assert_cmpstr (berth_sandbox_test_get (changed, "tags.a"), ==, "b");
  berth_sandbox_test_finish (cloud);
  in_use = berth_sandbox_test_send (cloud, "DELETE", interface, NULL);
  g_assert_cmpuint (cloud->status, ==, 400);
  g_assert_cmpstr (berth_sandbox_test_get (in_use, "error.code"), ==, "NicInUse");
  act (cloud, "deallocate");
  assert_power (cloud, "PowerState/deallocated");
  act (cloud, "start");
  assert_power (cloud, "PowerState/running");
  act (cloud, "restart");
  g_assert_null (berth_sandbox_test_send (cloud, "DELETE", path, NULL));
  berth_sandbox_test_finish (cloud);
  assert_missing (cloud, "/networkInterfaces/n");
  assert_missing (cloud, "/publicIPAddresses/p");
}

static void
test_eviction (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, MACHINE);
  g_autofree char *evict = g_strconcat (path, "/simulateEviction", NULL);
  g_autofree char *body = make_machine (
    cloud, "Standard_D2s_v5",
    "\"priority\": \"Spot\", \"evictionPolicy\": \"Deallocate\", \"billingProfile\":"
    " {\"maxPrice\": -1},");

  make_network (cloud);
  json_node_unref (berth_sandbox_test_put (cloud, path, body));
  g_assert_cmpuint (cloud->status, ==, 201);
  g_assert_null (berth_sandbox_test_send (cloud, "POST", evict, NULL));
  g_assert_cmpuint (cloud->status, ==, 204);
  dex_await (berth_clock_wait (cloud->clock, 30 * G_USEC_PER_SEC, NULL), NULL);
  assert_power (cloud, "PowerState/deallocated");
}

static void
test_refusals (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, MACHINE);
  static const struct {
    const char *size;
    const char *extra;
    const char *code;
  } cases[] = {
    { "Standard_Nothing", "", "InvalidParameter" },
    { "Standard_NC40ads_H100_v5", "", "SkuNotAvailable" },
    { "Standard_D2ps_v5", "", "BadRequest" },
    { "Standard_D96s_v5", "", "OperationNotAllowed" },
    { "Standard_NC4as_T4_v3", "\"priority\": \"Spot\",", "OperationNotAllowed" },
    { "Standard_B2ms", "\"priority\": \"Spot\",",
      "AzureSpotIsNotSupportedForThisVMSize" },
    { "Standard_D2s_v5", "\"evictionPolicy\": \"Delete\",",
      "EvictionPolicyCanBeSetOnlyOnAzureSpotVirtualMachines" },
    { "Standard_D2s_v5",
      "\"priority\": \"Spot\", \"billingProfile\": {\"maxPrice\": 0.0001},",
      "SpotPriceGreaterThanProvidedMaxPrice" },
  };

  make_network (cloud);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *body = make_machine (cloud, cases[i].size, cases[i].extra);
    g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, "PUT", path, body);

    g_assert_cmpstr (berth_sandbox_test_get (answer, "error.code"), ==, cases[i].code);
  }
}

static void
test_keys (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (
    cloud, "/resourceGroups/one/providers/Microsoft.Compute/sshPublicKeys/k");
  g_autofree char *generate = g_strconcat (path, "/generateKeyPair", NULL);
  g_autoptr (JsonNode) pair = NULL;
  g_autoptr (JsonNode) kept = NULL;
  g_autoptr (JsonNode) changed = NULL;
  g_autoptr (JsonNode) rsa = NULL;
  g_autoptr (JsonNode) bad = NULL;
  g_autofree char *text = NULL;

  berth_sandbox_test_make_group (cloud, "one");
  json_node_unref (
    berth_sandbox_test_send (cloud, "PUT", path, "{\"location\": \"koreacentral\"}"));
  pair = berth_sandbox_test_send (cloud, "POST", generate,
                                  "{\"encryptionType\": \"Ed25519\"}");
  g_assert_true (
    g_str_has_prefix (berth_sandbox_test_get (pair, "publicKey"), "ssh-ed25519 "));
  g_assert_true (g_str_has_suffix (berth_sandbox_test_get (pair, "privateKey"),
                                   " PRIVATE KEY-----\r\n"));
  json_node_unref (pair);
  pair = berth_sandbox_test_send (cloud, "POST", generate, NULL);
  g_assert_true (g_str_has_prefix (berth_sandbox_test_get (pair, "privateKey"),
                                   "-----BEGIN RSA PRIVATE KEY-----\r\n"));
  kept = berth_sandbox_test_send (cloud, "GET", path, NULL);
  text = json_to_string (kept, FALSE);
  g_assert_null (g_strstr_len (text, -1, "PRIVATE"));
  /* Without a body it is RSA, in lines that end as Windows ends them. */
  rsa = berth_sandbox_test_send (cloud, "POST", generate, NULL);
  g_assert_true (g_str_has_prefix (berth_sandbox_test_get (rsa, "privateKey"),
                                   "-----BEGIN RSA PRIVATE KEY-----\r\n"));
  bad
    = berth_sandbox_test_send (cloud, "POST", generate, "{\"encryptionType\": \"DSA\"}");
  g_assert_cmpuint (cloud->status, ==, 400);

  json_node_unref (
    berth_sandbox_test_send (cloud, "PATCH", path, "{\"tags\": {\"a\": \"b\"}}"));
  g_assert_cmpuint (cloud->status, ==, 200);
  changed = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_assert_cmpstr (berth_sandbox_test_get (changed, "tags.a"), ==, "b");
  g_assert_cmpstr (berth_sandbox_test_get (changed, "location"), ==, "koreacentral");
  g_assert_nonnull (berth_sandbox_test_get (changed, "properties.publicKey"));
}

/* Only a few keys are made in three minutes. */
static void
test_many_keys (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (
    cloud, "/resourceGroups/one/providers/Microsoft.Compute/sshPublicKeys/k");
  g_autofree char *generate = g_strconcat (path, "/generateKeyPair", NULL);
  static const char body[] = "{\"encryptionType\": \"Ed25519\"}";
  guint made = 0;

  berth_sandbox_test_make_group (cloud, "one");
  json_node_unref (
    berth_sandbox_test_send (cloud, "PUT", path, "{\"location\": \"koreacentral\"}"));
  while (made < 10) {
    json_node_unref (berth_sandbox_test_send (cloud, "POST", generate, body));
    if (cloud->status != 200)
      break;
    made++;
    g_assert_nonnull (
      g_hash_table_lookup (cloud->headers, "x-ms-ratelimit-remaining-resource"));
  }
  g_assert_cmpuint (cloud->status, ==, 429);
  g_assert_nonnull (g_hash_table_lookup (cloud->headers, "retry-after"));
  g_assert_cmpuint (made, ==, 5);
}

/* A subnet of its own takes as long as the rest of the network does. */
static void
test_subnets (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = network_path (cloud, "/virtualNetworks/v/subnets/t");
  g_autoptr (JsonNode) made = NULL;
  g_autoptr (JsonNode) done = NULL;

  make_network (cloud);
  made = berth_sandbox_test_put (
    cloud, path, "{\"properties\": {\"addressPrefix\": \"10.0.1.0/24\"}}");
  g_assert_cmpuint (cloud->status, ==, 201);
  g_assert_cmpstr (berth_sandbox_test_get (made, "properties.provisioningState"), ==,
                   "Updating");
  done = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_assert_cmpstr (berth_sandbox_test_get (done, "properties.provisioningState"), ==,
                   "Succeeded");
  g_assert_null (berth_sandbox_test_send (cloud, "DELETE", path, NULL));
  g_assert_cmpuint (cloud->status, ==, 202);
  berth_sandbox_test_finish (cloud);
  json_node_unref (berth_sandbox_test_send (cloud, "GET", path, NULL));
  g_assert_cmpuint (cloud->status, ==, 404);
}

/* An address is told when it is there to be used. */
static void
test_address (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = network_path (cloud, "/publicIPAddresses/p");
  g_autoptr (JsonNode) made = NULL;
  g_autoptr (JsonNode) done = NULL;

  berth_sandbox_test_make_group (cloud, "one");
  made = berth_sandbox_test_put (cloud, path,
                                 "{\"location\": \"koreacentral\", \"properties\": {}}");
  g_assert_null (berth_sandbox_test_get (made, "properties.ipAddress"));
  done = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_assert_nonnull (berth_sandbox_test_get (done, "properties.ipAddress"));
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/sandbox/machines/life", test_life);
  berth_test_add ("/sandbox/machines/eviction", test_eviction);
  berth_test_add ("/sandbox/machines/refusals", test_refusals);
  berth_test_add ("/sandbox/machines/keys", test_keys);
  berth_test_add ("/sandbox/machines/subnets", test_subnets);
  berth_test_add ("/sandbox/machines/address", test_address);
  berth_test_add ("/sandbox/machines/many-keys", test_many_keys);
  return g_test_run ();
}
