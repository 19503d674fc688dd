/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-test.h"
#include "berth-test.h"

#define NETWORK "/resourceGroups/one/providers/Microsoft.Network"
#define RULE                                                                             \
  "{\"properties\": {\"priority\": %d, \"direction\": \"Inbound\", \"access\": "         \
  "\"Allow\", \"protocol\": \"Tcp\"}}"

/* Sends to a path below the network provider of the group; returns the answer. */
static JsonNode *
ask (BerthSandboxTest *cloud, const char *method, const char *rest, const char *body)
{
  g_autofree char *whole = g_strconcat (NETWORK, rest, "?api-version=2024-01-01", NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, whole);

  return g_str_equal (method, "PUT")
           ? berth_sandbox_test_put (cloud, path, body)
           : berth_sandbox_test_send (cloud, method, path, body);
}

static void
assert_answer (BerthSandboxTest *cloud,
               const char *method,
               const char *rest,
               const char *body,
               guint status,
               const char *code)
{
  g_autoptr (JsonNode) answer = ask (cloud, method, rest, body);

  g_assert_cmpuint (cloud->status, ==, status);
  g_assert_cmpstr (berth_sandbox_test_get (answer, "error.code"), ==, code);
}

static char *
make_network (BerthSandboxTest *cloud, const char *subnets)
{
  return g_strdup_printf ("{\"location\": \"Korea Central\", \"properties\": "
                          "{\"addressSpace\": {\"addressPrefixes\": [\"10.0.0.0/16\"]},"
                          " \"subnets\": [%s]}}",
                          subnets);
}

static void
make_all (BerthSandboxTest *cloud)
{
  g_autofree char *root = berth_sandbox_test_dup_path (cloud, NETWORK);
  g_autofree char *network = make_network (
    cloud, "{\"name\": \"s\", \"properties\": {\"addressPrefix\": \"10.0.0.0/24\"}}");
  g_autofree char *interface = g_strdup_printf (
    "{\"location\": \"koreacentral\", \"properties\": {\"networkSecurityGroup\": {\"id\":"
    " \"%s/networkSecurityGroups/g\"}, \"ipConfigurations\": [{\"name\": \"c\","
    " \"properties\": {\"subnet\": {\"id\": \"%s/virtualNetworks/v/subnets/s\"},"
    " \"publicIPAddress\": {\"id\": \"%s/publicIPAddresses/p\"}}}]}}",
    root, root, root);
  static const char plain[] = "{\"location\": \"koreacentral\"}";

  berth_sandbox_test_make_group (cloud, "one");
  assert_answer (cloud, "PUT", "/networkSecurityGroups/g", plain, 201, NULL);
  assert_answer (cloud, "PUT", "/virtualNetworks/v", network, 201, NULL);
  assert_answer (cloud, "PUT", "/publicIPAddresses/p", plain, 201, NULL);
  assert_answer (cloud, "PUT", "/networkInterfaces/n", interface, 201, NULL);
}

static void
test_in_use (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *empty = make_network (cloud, "");

  make_all (cloud);
  assert_answer (cloud, "DELETE", "/networkSecurityGroups/g", NULL, 400,
                 "InUseNetworkSecurityGroupCannotBeDeleted");
  assert_answer (cloud, "DELETE", "/publicIPAddresses/p", NULL, 400,
                 "PublicIPAddressCannotBeDeleted");
  assert_answer (cloud, "DELETE", "/virtualNetworks/v", NULL, 400,
                 "InUseSubnetCannotBeDeleted");
  assert_answer (cloud, "DELETE", "/virtualNetworks/v/subnets/s", NULL, 400,
                 "InUseSubnetCannotBeDeleted");
  /* A PUT that leaves the subnet out would delete it, too. */
  assert_answer (cloud, "PUT", "/virtualNetworks/v", empty, 400,
                 "InUseSubnetCannotBeDeleted");
}

static void
test_rules (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *first = g_strdup_printf (RULE, 100);
  g_autofree char *second = g_strdup_printf (RULE, 200);
  g_autofree char *low = g_strdup_printf (RULE, 99);
  g_autoptr (JsonNode) group = NULL;

  make_all (cloud);
  assert_answer (cloud, "PUT", "/networkSecurityGroups/g/securityRules/a", first, 201,
                 NULL);
  assert_answer (cloud, "PUT", "/networkSecurityGroups/g/securityRules/b", first, 400,
                 "SecurityRuleConflict");
  assert_answer (cloud, "PUT", "/networkSecurityGroups/g/securityRules/b", low, 400,
                 "SecurityRuleInvalidPriority");
  assert_answer (cloud, "PUT", "/networkSecurityGroups/g/securityRules/b", second, 201,
                 NULL);
  assert_answer (cloud, "PUT", "/networkSecurityGroups/g/securityRules/b", second, 200,
                 NULL);
  group = ask (cloud, "GET", "/networkSecurityGroups/g", NULL);
  g_assert_cmpuint (berth_sandbox_test_count (group, "properties.securityRules"), ==, 2);
  assert_answer (cloud, "DELETE", "/networkSecurityGroups/g/securityRules/a", NULL, 200,
                 NULL);
  assert_answer (cloud, "GET", "/networkSecurityGroups/g/securityRules/a", NULL, 404,
                 "ResourceNotFound");
  assert_answer (cloud, "PUT", "/networkSecurityGroups/none/securityRules/a", first, 404,
                 "ResourceNotFound");
}

static void
test_location (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autoptr (JsonNode) network = NULL;

  make_all (cloud);
  network = ask (cloud, "GET", "/virtualNetworks/v", NULL);
  g_assert_cmpstr (berth_sandbox_test_get (network, "location"), ==, "koreacentral");
  assert_answer (cloud, "PUT", "/publicIPAddresses/q", "{\"location\": \"mars\"}", 400,
                 "LocationNotAvailableForResourceType");
}

static void
test_tags (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autoptr (JsonNode) address = NULL;

  make_all (cloud);
  address = ask (cloud, "PATCH", "/publicIPAddresses/p", "{\"tags\": {\"a\": \"1\"}}");
  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_cmpstr (berth_sandbox_test_get (address, "tags.a"), ==, "1");
}

/* Elements that are no objects are refused in the service's shape. */
static void
test_odd_elements (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *subnet = make_network (cloud, "7");
  static const char rule[]
    = "{\"location\": \"koreacentral\", \"properties\": {\"securityRules\": [null]}}";
  static const char configuration[]
    = "{\"location\": \"koreacentral\", \"properties\": {\"ipConfigurations\": [\"x\"]}}";

  berth_sandbox_test_make_group (cloud, "one");
  assert_answer (cloud, "PUT", "/virtualNetworks/v", subnet, 400, "InvalidRequestFormat");
  assert_answer (cloud, "PUT", "/networkSecurityGroups/g", rule, 400,
                 "InvalidRequestFormat");
  assert_answer (cloud, "PUT", "/networkInterfaces/n", configuration, 400,
                 "InvalidResourceReference");
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/sandbox/network/in-use", test_in_use);
  berth_test_add ("/sandbox/network/rules", test_rules);
  berth_test_add ("/sandbox/network/location", test_location);
  berth_test_add ("/sandbox/network/tags", test_tags);
  berth_test_add ("/sandbox/network/odd-elements", test_odd_elements);
  return g_test_run ();
}
