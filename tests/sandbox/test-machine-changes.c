/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-test.h"
#include "berth-test.h"

#define NETWORK "/resourceGroups/one/providers/Microsoft.Network"
#define MACHINE "/resourceGroups/one/providers/Microsoft.Compute/virtualMachines/m"
#define KEY "ssh-ed25519 AAAA test"
#define SIZE "{\"properties\": {\"hardwareProfile\": {\"vmSize\": \"%s\"}}}"

static void
put_network (BerthSandboxTest *cloud, const char *rest, const char *body)
{
  g_autofree char *whole = g_strconcat (NETWORK, rest, "?api-version=2024-01-01", NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, whole);

  json_node_unref (berth_sandbox_test_put (cloud, path, body));
  g_assert_cmpuint (cloud->status, ==, 201);
}

static void
make_network (BerthSandboxTest *cloud)
{
  g_autofree char *root = berth_sandbox_test_dup_path (cloud, NETWORK);
  g_autofree char *interface = g_strdup_printf (
    "{\"location\": \"koreacentral\", \"properties\": "
    "{\"ipConfigurations\": [{\"name\": \"c\", \"properties\": "
    "{\"subnet\": {\"id\": \"%s/virtualNetworks/v/subnets/s\"}}}]}}",
    root);

  berth_sandbox_test_make_group (cloud, "one");
  put_network (
    cloud, "/virtualNetworks/v",
    "{\"location\": \"koreacentral\", \"properties\": {\"addressSpace\":"
    " {\"addressPrefixes\": [\"10.0.0.0/16\"]}, \"subnets\": [{\"name\": \"s\","
    " \"properties\": {\"addressPrefix\": \"10.0.0.0/24\"}}]}}");
  put_network (cloud, "/networkInterfaces/n", interface);
}

/* @user, @host and @key as JSON has them within quotes. */
static char *
make_machine (BerthSandboxTest *cloud,
              const char *user,
              const char *host,
              const char *key,
              const char *more)
{
  g_autofree char *root = berth_sandbox_test_dup_path (cloud, NETWORK);

  return g_strdup_printf (
    "{\"location\": \"koreacentral\", %s \"properties\": {\"priority\": \"Spot\","
    " \"hardwareProfile\": {\"vmSize\": \"Standard_D2s_v5\"}, \"storageProfile\":"
    " {\"imageReference\": {\"publisher\": \"Debian\", \"offer\": \"debian-12\","
    " \"sku\": \"12-gen2\", \"version\": \"latest\"}, \"osDisk\": {\"createOption\":"
    " \"FromImage\", \"diskSizeGB\": 64}}, \"osProfile\": {\"computerName\": \"%s\","
    " \"adminUsername\": \"%s\", \"customData\": \"c2VjcmV0\", \"linuxConfiguration\":"
    " {\"ssh\": {\"publicKeys\": [{\"path\": \"/home/%s/.ssh/authorized_keys\","
    " \"keyData\": \"%s\"}]}}}, \"networkProfile\": {\"networkInterfaces\": [{\"id\":"
    " \"%s/networkInterfaces/n\"}]}}}",
    more, host, user, user, key, root);
}

static char *
make_and_run (BerthSandboxTest *cloud)
{
  g_autofree char *body = make_machine (cloud, "azureuser", "m", KEY, "");
  char *path = berth_sandbox_test_dup_path (cloud, MACHINE);

  make_network (cloud);
  json_node_unref (berth_sandbox_test_put (cloud, path, body));
  g_assert_cmpuint (cloud->status, ==, 201);
  return path;
}

static void
act (BerthSandboxTest *cloud, const char *path, const char *action)
{
  g_autofree char *whole = g_strconcat (path, "/", action, NULL);

  g_assert_null (berth_sandbox_test_send (cloud, "POST", whole, NULL));
  g_assert_cmpuint (cloud->status, ==, 202);
}

static void
assert_power (BerthSandboxTest *cloud, const char *path, const char *code)
{
  g_autofree char *whole = g_strconcat (path, "/instanceView", NULL);
  g_autoptr (JsonNode) view = berth_sandbox_test_send (cloud, "GET", whole, NULL);

  g_assert_cmpstr (berth_sandbox_test_get (view, "statuses.1.code"), ==, code);
}

static void
assert_answer (BerthSandboxTest *cloud,
               const char *method,
               const char *path,
               const char *body,
               guint status,
               const char *code)
{
  g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, method, path, body);

  g_assert_cmpuint (cloud->status, ==, status);
  g_assert_cmpstr (berth_sandbox_test_get (answer, "error.code"), ==, code);
}

/* Korea Central grants three cores to Spot machines. */
static void
test_resize (void)
{
  g_autoptr (BerthSandboxTest) cloud
    = berth_sandbox_test_new ("{\"quota\": {\"limits\": {\"koreacentral\": "
                              "{\"lowPriorityCores\": 6}}}}");
  g_autofree char *path = make_and_run (cloud);
  g_autofree char *four = g_strdup_printf (SIZE, "Standard_D4s_v5");
  g_autofree char *eight = g_strdup_printf (SIZE, "Standard_D8s_v5");
  g_autofree char *arm = g_strdup_printf (SIZE, "Standard_D2ps_v5");
  g_autofree char *none = g_strdup_printf (SIZE, "Standard_Nothing");
  g_autoptr (JsonNode) machine = NULL;

  assert_answer (cloud, "PATCH", path, eight, 409, "OperationNotAllowed");
  assert_answer (cloud, "PATCH", path, arm, 400, "BadRequest");
  assert_answer (cloud, "PATCH", path, none, 400, "InvalidParameter");
  assert_answer (cloud, "PATCH", path, four, 200, NULL);
  berth_sandbox_test_finish (cloud);
  machine = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_assert_cmpstr (berth_sandbox_test_get (machine, "properties.hardwareProfile.vmSize"),
                   ==, "Standard_D4s_v5");
  g_assert_cmpstr (berth_sandbox_test_get (machine, "properties.provisioningState"), ==,
                   "Succeeded");
  assert_power (cloud, path, "PowerState/running");
}

static void
test_fixed (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = make_and_run (cloud);
  static const char *const fixed[] = {
    "{\"priority\": \"Regular\"}",
    "{\"osProfile\": {\"adminUsername\": \"another\"}}",
    "{\"osProfile\": {\"customData\": \"YW5vdGhlcg==\"}}",
    "{\"osProfile\": {\"linuxConfiguration\": {\"ssh\": {\"publicKeys\": []}}}}",
    "{\"storageProfile\": {\"imageReference\": {\"sku\": \"12\"}}}",
  };
  static const char price[]
    = "{\"properties\": {\"billingProfile\": {\"maxPrice\": 0.5}}}";

  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++) {
    g_autofree char *body = g_strdup_printf ("{\"properties\": %s}", fixed[i]);

    assert_answer (cloud, "PATCH", path, body, 409, "PropertyChangeNotAllowed");
  }
  assert_answer (cloud, "PATCH", path, price, 409,
                 "MaxPriceChangeNotAllowedForAllocatedVMs");
  act (cloud, path, "deallocate");
  berth_sandbox_test_finish (cloud);
  assert_answer (cloud, "PATCH", path, price, 200, NULL);
}

/* Tags are replaced, and what is to be deleted along can be chosen later. */
static void
test_tags (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = make_and_run (cloud);
  g_autoptr (JsonNode) machine = NULL;

  assert_answer (cloud, "PATCH", path, "{\"tags\": {\"a\": \"1\", \"b\": \"2\"}}", 200,
                 NULL);
  assert_answer (cloud, "PATCH", path,
                 "{\"tags\": {\"b\": \"3\"}, \"properties\": {\"storageProfile\":"
                 " {\"osDisk\": {\"deleteOption\": \"Delete\"}}}}",
                 200, NULL);
  machine = berth_sandbox_test_send (cloud, "GET", path, NULL);
  g_assert_null (berth_sandbox_test_get (machine, "tags.a"));
  g_assert_cmpstr (berth_sandbox_test_get (machine, "tags.b"), ==, "3");
  g_assert_cmpstr (
    berth_sandbox_test_get (machine, "properties.storageProfile.osDisk.deleteOption"), ==,
    "Delete");
}

/* What would end up in files of the machine is looked at first. */
static void
test_profile (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, MACHINE);
  static const struct {
    const char *user;
    const char *host;
    const char *key;
  } cases[] = {
    { "root", "m", KEY },          { "a\\nPermitRootLogin yes", "m", KEY },
    { "../../etc", "m", KEY },     { "x:0:0", "m", KEY },
    { "ok", "a\\nb", KEY },        { "ok", "a_b", KEY },
    { "ok", "-m", KEY },           { "ok", "m", "nonsense" },
    { "ok", "m", "ssh-dss AAAA" }, { "ok", "m", "ssh-rsa AAAA\\nssh-rsa AAAA" },
  };

  make_network (cloud);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *body
      = make_machine (cloud, cases[i].user, cases[i].host, cases[i].key, "");

    assert_answer (cloud, "PUT", path, body, 400, "InvalidParameter");
  }
}

static void
test_zone (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (cloud, MACHINE);
  g_autofree char *body
    = make_machine (cloud, "azureuser", "m", KEY, "\"zones\": [\"9\"],");

  make_network (cloud);
  assert_answer (cloud, "PUT", path, body, 409, "SkuNotAvailable");
}

/* Switching off what is deallocated does not make it bill again, and the last order is
 * the one that counts. */
static void
test_power (void)
{
  g_autoptr (BerthSandboxTest) cloud
    = berth_sandbox_test_new ("{\"delays\": {\"virtualMachines.start\": 20}}");
  g_autofree char *path = make_and_run (cloud);
  g_autofree char *start = NULL;
  g_autoptr (JsonNode) ended = NULL;

  act (cloud, path, "deallocate");
  berth_sandbox_test_finish (cloud);
  act (cloud, path, "powerOff");
  berth_sandbox_test_finish (cloud);
  assert_power (cloud, path, "PowerState/deallocated");
  act (cloud, path, "start");
  start = g_strdup (g_hash_table_lookup (cloud->headers, "azure-asyncoperation"));
  act (cloud, path, "deallocate");
  berth_sandbox_test_finish (cloud);
  g_hash_table_replace (cloud->headers, g_strdup ("azure-asyncoperation"),
                        g_strdup (start));
  berth_sandbox_test_finish (cloud);
  ended = berth_sandbox_test_send (cloud, "GET", start, NULL);
  g_assert_cmpstr (berth_sandbox_test_get (ended, "error.code"), ==,
                   "OperationPreempted");
  assert_power (cloud, path, "PowerState/deallocated");
}

/* A machine that could not be allocated stays, without power and without cores, and can
 * be tried again in another size. */
static void
test_failed (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (
    "{\"allocationFailures\": [{\"size\": \"Standard_D2s_v5\", \"times\": 1}]}");
  g_autofree char *path = make_and_run (cloud);
  g_autofree char *other = g_strdup_printf (SIZE, "Standard_D2as_v5");
  g_autofree char *view = g_strconcat (path, "?$expand=instanceView", NULL);
  g_autoptr (JsonNode) machine = berth_sandbox_test_send (cloud, "GET", view, NULL);

  g_assert_cmpstr (berth_sandbox_test_get (machine, "properties.provisioningState"), ==,
                   "Failed");
  g_assert_cmpuint (
    berth_sandbox_test_count (machine, "properties.instanceView.statuses"), ==, 1);
  json_node_unref (berth_sandbox_test_put (cloud, path, other));
  assert_power (cloud, path, "PowerState/running");
}

static void
test_status_only (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = make_and_run (cloud);
  g_autofree char *all = berth_sandbox_test_dup_path (
    cloud, "/providers/Microsoft.Compute/virtualMachines?statusOnly=true");
  g_autoptr (JsonNode) list = berth_sandbox_test_send (cloud, "GET", all, NULL);

  g_assert_cmpstr (
    berth_sandbox_test_get (list, "value.0.properties.instanceView.statuses.1.code"), ==,
    "PowerState/running");
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/sandbox/machine-changes/resize", test_resize);
  berth_test_add ("/sandbox/machine-changes/fixed", test_fixed);
  berth_test_add ("/sandbox/machine-changes/tags", test_tags);
  berth_test_add ("/sandbox/machine-changes/profile", test_profile);
  berth_test_add ("/sandbox/machine-changes/zone", test_zone);
  berth_test_add ("/sandbox/machine-changes/power", test_power);
  berth_test_add ("/sandbox/machine-changes/failed", test_failed);
  berth_test_add ("/sandbox/machine-changes/status-only", test_status_only);
  return g_test_run ();
}
