/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-test.h"
#include "berth-test.h"

#include <string.h>

#define DEPLOYMENT "/resourcegroups/one/providers/Microsoft.Resources/deployments/d"
#define OPERATIONS "/resourcegroups/one/deployments/d/operations"

static const char network[]
  = "{\"properties\": {\"mode\": \"Incremental\", \"parameters\": {\"name\": {\"value\": "
    "\"A\"}},"
    " \"template\": {\"$schema\": \"x\", \"contentVersion\": \"1.0.0.0\","
    " \"parameters\": {\"name\": {\"type\": \"string\"}},"
    " \"variables\": {\"nsg\": \"[toLower(concat(parameters('name'), '-nsg'))]\"},"
    " \"resources\": [{\"type\": \"Microsoft.Network/virtualNetworks\", \"apiVersion\":"
    " \"2024-01-01\", \"name\": \"net\", \"location\": \"[resourceGroup().location]\","
    " \"dependsOn\": [\"[resourceId('Microsoft.Network/networkSecurityGroups',"
    " variables('nsg'))]\"], \"properties\": {\"addressSpace\": {\"addressPrefixes\":"
    " [\"10.0.0.0/16\"]}, \"subnets\": [{\"name\": \"s\", \"properties\": "
    "{\"addressPrefix\":"
    " \"10.0.0.0/24\", \"networkSecurityGroup\": {\"id\":"
    " \"[resourceId('Microsoft.Network/networkSecurityGroups', "
    "variables('nsg'))]\"}}}]}},"
    " {\"type\": \"Microsoft.Network/networkSecurityGroups\", \"apiVersion\": "
    "\"2024-01-01\","
    " \"name\": \"[variables('nsg')]\", \"location\": \"koreacentral\", \"properties\":"
    " {\"securityRules\": []}}], \"outputs\": {\"guid\": {\"type\": \"string\", "
    "\"value\":"
    " \"[reference(variables('nsg')).resourceGuid]\"}, \"unique\": {\"type\": \"string\","
    " \"value\": \"[uniqueString(subscription().subscriptionId)]\"}}}}}";

static void
test_create (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, DEPLOYMENT);
  g_autofree char *operations_path = berth_sandbox_test_dup_path (cloud, OPERATIONS);
  g_autoptr (JsonNode) accepted = NULL;
  g_autoptr (JsonNode) done = NULL;
  g_autoptr (JsonNode) operations = NULL;
  g_autofree char *one_path = NULL;
  g_autoptr (JsonNode) one = NULL;

  berth_sandbox_test_make_group (cloud, "one");
  accepted = berth_sandbox_test_put (cloud, path, network);
  g_assert_cmpuint (cloud->status, ==, 201);
  done = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_assert_cmpstr (berth_sandbox_test_get (done, "properties.provisioningState"), ==,
                   "Succeeded");
  g_assert_cmpuint (
    strlen (berth_sandbox_test_get (done, "properties.outputs.unique.value")), ==, 13);
  g_assert_nonnull (berth_sandbox_test_get (done, "properties.outputs.guid.value"));
  operations = berth_sandbox_test_send (cloud, "GET", operations_path, NULL);
  g_assert_cmpuint (berth_sandbox_test_count (operations, "value"), ==, 2);
  /* What is needed is made first. */
  g_assert_cmpstr (
    berth_sandbox_test_get (operations, "value.0.properties.targetResource.resourceName"),
    ==, "a-nsg");
  one_path
    = g_strconcat (operations_path, "/",
                   berth_sandbox_test_get (operations, "value.0.operationId"), NULL);
  one = berth_sandbox_test_send (cloud, "GET", one_path, NULL);
  g_assert_cmpstr (berth_sandbox_test_get (one, "properties.targetResource.resourceName"),
                   ==, "a-nsg");
  g_assert_null (berth_sandbox_test_send (cloud, "DELETE", path, NULL));
  g_assert_cmpuint (cloud->status, ==, 202);
  berth_sandbox_test_finish (cloud);
  g_assert_null (berth_sandbox_test_send (cloud, "DELETE", path, NULL));
  g_assert_cmpuint (cloud->status, ==, 204);
}

static void
test_validate (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, DEPLOYMENT "/validate");
  g_autoptr (JsonNode) answer = NULL;

  berth_sandbox_test_make_group (cloud, "one");
  answer = berth_sandbox_test_send (cloud, "POST", path, network);
  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_cmpuint (berth_sandbox_test_count (answer, "properties.validatedResources"),
                    ==, 2);
  g_assert_true (g_str_has_suffix (
    berth_sandbox_test_get (answer, "properties.validatedResources.0.id"),
    "/networkSecurityGroups/a-nsg"));
}

static void
test_what_if (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, DEPLOYMENT "/whatIf");
  g_autoptr (JsonNode) answer = NULL;

  berth_sandbox_test_make_group (cloud, "one");
  answer = berth_sandbox_test_send (cloud, "POST", path, network);
  g_assert_cmpuint (cloud->status, ==, 202);
  berth_sandbox_test_finish (cloud);
  g_assert_cmpuint (cloud->status, ==, 200);
}

/* A copy loop, what depends on all of it, and union(). */
static void
test_copies (void)
{
  static const char body[]
    = "{\"properties\": {\"mode\": \"Incremental\", \"template\": {\"$schema\": \"x\","
      " \"contentVersion\": \"1.0.0.0\", \"resources\": [{\"type\":"
      " \"Microsoft.Network/virtualNetworks\", \"apiVersion\": \"2024-01-01\", \"name\":"
      " \"net\", \"location\": \"koreacentral\", \"dependsOn\": [\"loop\"], "
      "\"properties\":"
      " {\"addressSpace\": {\"addressPrefixes\": \"[union(createArray('10.0.0.0/16'),"
      " createArray('10.1.0.0/16', '10.0.0.0/16'))]\"}}}, {\"type\":"
      " \"Microsoft.Network/networkSecurityGroups\", \"apiVersion\": \"2024-01-01\","
      " \"name\": \"[concat('nsg-', copyIndex(1))]\", \"location\": \"koreacentral\","
      " \"tags\": \"[union(createObject('a', '1'), createObject('a', '2', 'n',"
      " string(copyIndex('loop'))))]\", \"copy\": {\"name\": \"loop\", \"count\": "
      "\"[add(1,"
      " 1)]\"}, \"properties\": {\"securityRules\": []}}]}}}";
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, DEPLOYMENT);
  g_autofree char *operations_path = berth_sandbox_test_dup_path (cloud, OPERATIONS);
  g_autofree char *second_path = berth_sandbox_test_dup_path (
    cloud, "/resourceGroups/one/providers/Microsoft.Network/networkSecurityGroups/nsg-2");
  g_autoptr (JsonNode) accepted = NULL;
  g_autoptr (JsonNode) operations = NULL;
  g_autoptr (JsonNode) second = NULL;

  berth_sandbox_test_make_group (cloud, "one");
  accepted = berth_sandbox_test_put (cloud, path, body);
  g_assert_cmpuint (cloud->status, ==, 201);
  operations = berth_sandbox_test_send (cloud, "GET", operations_path, NULL);
  g_assert_cmpuint (berth_sandbox_test_count (operations, "value"), ==, 3);
  g_assert_cmpstr (
    berth_sandbox_test_get (operations, "value.2.properties.targetResource.resourceName"),
    ==, "net");
  second = berth_sandbox_test_send (cloud, "GET", second_path, NULL);
  g_assert_cmpstr (berth_sandbox_test_get (second, "tags.a"), ==, "2");
  g_assert_cmpstr (berth_sandbox_test_get (second, "tags.n"), ==, "1");
}

static void
test_invalid (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, DEPLOYMENT "/validate");
  static const char *const bodies[] = {
    "{}",
    "{\"properties\": {\"template\": {}, \"parameters\": {\"unknown\": {\"value\": 1}}}}",
    "{\"properties\": {\"template\": {\"resources\": [{\"type\":"
    " \"Microsoft.Network/networkSecurityGroups\", \"apiVersion\": \"2024-01-01\", "
    "\"name\":"
    " \"[nonsense('x')]\"}]}}}",
    "{\"properties\": {\"template\": {\"resources\": [{\"type\":"
    " \"Microsoft.Network/networkSecurityGroups\", \"apiVersion\": \"2024-01-01\", "
    "\"name\":"
    " \"a\", \"dependsOn\": [\"b\"]}]}}}",
  };

  berth_sandbox_test_make_group (cloud, "one");
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (JsonNode) answer
      = berth_sandbox_test_send (cloud, "POST", path, bodies[i]);

    g_assert_cmpuint (cloud->status, ==, 400);
    g_assert_nonnull (berth_sandbox_test_get (answer, "error.code"));
  }
}

/* A resource that cannot be made fails the deployment, with the cause inside. */
static void
test_failure (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, DEPLOYMENT);
  g_autofree char *operations_path = berth_sandbox_test_dup_path (cloud, OPERATIONS);
  g_autoptr (JsonNode) done = NULL;
  g_autoptr (JsonNode) operations = NULL;
  static const char body[]
    = "{\"properties\": {\"mode\": \"Incremental\", \"template\": {\"resources\": "
      "[{\"type\":"
      " \"Microsoft.Network/networkInterfaces\", \"apiVersion\": \"2024-01-01\", "
      "\"name\":"
      " \"nic\", \"location\": \"koreacentral\", \"properties\": {\"ipConfigurations\":"
      " [{\"name\": \"a\", \"properties\": {\"subnet\": {\"id\": \"/nowhere\"}}}]}}]}}}";

  berth_sandbox_test_make_group (cloud, "one");
  json_node_unref (berth_sandbox_test_put (cloud, path, body));
  done = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_assert_cmpstr (berth_sandbox_test_get (done, "properties.provisioningState"), ==,
                   "Failed");
  g_assert_cmpstr (berth_sandbox_test_get (done, "properties.error.code"), ==,
                   "DeploymentFailed");
  operations = berth_sandbox_test_send (cloud, "GET", operations_path, NULL);
  g_assert_cmpstr (
    berth_sandbox_test_get (operations, "value.0.properties.statusMessage.error.code"),
    ==, "InvalidResourceReference");
}

static void
assert_answer (BerthSandboxTest *cloud,
               const char *method,
               const char *rest,
               const char *body,
               guint status,
               const char *code)
{
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, rest);
  g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, method, path, body);

  g_assert_cmpuint (cloud->status, ==, status);
  g_assert_cmpstr (berth_sandbox_test_get (answer, "error.code"), ==, code);
}

/* A deployment that is under way is not replaced by another one of its name. */
static void
test_active (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (
    "{\"delays\": {\"networkSecurityGroups.put\": 60, \"virtualNetworks.put\": 60}}");

  berth_sandbox_test_make_group (cloud, "one");
  assert_answer (cloud, "HEAD", DEPLOYMENT, NULL, 404, NULL);
  assert_answer (cloud, "PUT", DEPLOYMENT, network, 201, NULL);
  assert_answer (cloud, "HEAD", DEPLOYMENT, NULL, 204, NULL);
  assert_answer (cloud, "PUT", DEPLOYMENT, network, 409, "DeploymentActive");
  assert_answer (cloud, "POST", DEPLOYMENT "/exportTemplate", NULL, 200, NULL);
  assert_answer (cloud, "POST", DEPLOYMENT "/cancel", NULL, 204, NULL);
}

static void
test_odd (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *name = g_strnfill (65, 'd');
  g_autofree char *long_path = g_strconcat (DEPLOYMENT, name, NULL);
  static const char type[]
    = "{\"properties\": {\"mode\": \"Incremental\", \"template\": {\"resources\": "
      "[{\"type\": \"Microsoft.Nothing/things\", \"apiVersion\": \"2024-01-01\","
      " \"name\": \"n\"}]}}}";
  static const char parameter[]
    = "{\"properties\": {\"mode\": \"Incremental\", \"template\": {\"parameters\": "
      "{\"n\": {\"type\": \"int\"}}, \"resources\": []}, \"parameters\": {\"n\": "
      "{\"value\": \"text\"}}}}";

  berth_sandbox_test_make_group (cloud, "one");
  assert_answer (cloud, "POST", DEPLOYMENT "/validate", type, 400, "InvalidResourceType");
  assert_answer (cloud, "POST", DEPLOYMENT "/validate", parameter, 400,
                 "InvalidTemplate");
  assert_answer (cloud, "PUT", long_path, network, 400, "InvalidDeploymentName");
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/sandbox/deployments/create", test_create);
  berth_test_add ("/sandbox/deployments/validate", test_validate);
  berth_test_add ("/sandbox/deployments/what-if", test_what_if);
  berth_test_add ("/sandbox/deployments/copies", test_copies);
  berth_test_add ("/sandbox/deployments/invalid", test_invalid);
  berth_test_add ("/sandbox/deployments/failure", test_failure);
  berth_test_add ("/sandbox/deployments/active", test_active);
  berth_test_add ("/sandbox/deployments/odd", test_odd);
  return g_test_run ();
}
