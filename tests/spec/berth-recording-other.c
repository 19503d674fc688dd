/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-deployment-operation.h"
#include "berth-deployments.h"
#include "berth-providers.h"
#include "berth-recording-test.h"
#include "berth-test.h"
#include "berth-wire.h"

/* What other clients ask of the practice cloud and Berth does not: resources one by one
 * instead of by a template, lists of every kind, changes. */

#define ask berth_recording_test_ask
#define ask_refused berth_recording_test_ask_refused

#define GROUP "{S}/resourceGroups/one"
#define NETWORK GROUP "/providers/Microsoft.Network"
#define COMPUTE GROUP "/providers/Microsoft.Compute"
#define ALL_NETWORK "{S}/providers/Microsoft.Network"
#define ALL_COMPUTE "{S}/providers/Microsoft.Compute"
#define QUOTA ALL_COMPUTE "/locations/koreacentral/providers/Microsoft.Quota"

static const char network[]
  = "{\"location\": \"koreacentral\", \"tags\": {\"a\": \"b\"}, \"properties\":"
    " {\"addressSpace\": {\"addressPrefixes\": [\"10.0.0.0/16\"]}, \"subnets\":"
    " [{\"name\": \"s\", \"properties\": {\"addressPrefix\": \"10.0.0.0/24\"}}]}}";

static const char address[]
  = "{\"location\": \"koreacentral\", \"sku\": {\"name\": \"Standard\"},"
    " \"properties\": {\"publicIPAllocationMethod\": \"Static\","
    " \"publicIPAddressVersion\": \"IPv4\"}}";

static const char security_group[]
  = "{\"location\": \"koreacentral\", \"properties\": {\"securityRules\": [{\"name\":"
    " \"ssh\", \"properties\": {\"priority\": 1000, \"protocol\": \"Tcp\", \"access\":"
    " \"Allow\", \"direction\": \"Inbound\", \"sourceAddressPrefix\": \"203.0.113.7/32\","
    " \"sourcePortRange\": \"*\", \"destinationAddressPrefix\": \"*\","
    " \"destinationPortRange\": \"22\"}}]}}";

static const char interface[]
  = "{\"location\": \"koreacentral\", \"properties\": {\"ipConfigurations\": [{\"name\":"
    " \"ipconfig1\", \"properties\": {\"privateIPAllocationMethod\": \"Dynamic\","
    " \"subnet\": {\"id\": \"" NETWORK "/virtualNetworks/v/subnets/s\"},"
    " \"publicIPAddress\": {\"id\": \"" NETWORK "/publicIPAddresses/p\","
    " \"properties\": {\"deleteOption\": \"Delete\"}}}}],"
    " \"networkSecurityGroup\": {\"id\": \"" NETWORK "/networkSecurityGroups/g\"}}}";

static const char machine[]
  = "{\"location\": \"koreacentral\", \"properties\": {\"priority\": \"Spot\","
    " \"evictionPolicy\": \"Deallocate\", \"billingProfile\": {\"maxPrice\": -1},"
    " \"hardwareProfile\": {\"vmSize\": \"Standard_D2s_v3\"}, \"storageProfile\":"
    " {\"imageReference\": {\"publisher\": \"Debian\", \"offer\": \"debian-12\","
    " \"sku\": \"12-gen2\", \"version\": \"latest\"}, \"osDisk\": {\"createOption\":"
    " \"FromImage\", \"deleteOption\": \"Detach\", \"name\": \"d\", \"caching\":"
    " \"ReadWrite\", \"managedDisk\": {\"storageAccountType\": \"Premium_LRS\"}}},"
    " \"osProfile\": {\"computerName\": \"m\", \"adminUsername\": \"azureuser\","
    " \"customData\": \"I2Nsb3VkLWNvbmZpZwo=\", \"linuxConfiguration\":"
    " {\"disablePasswordAuthentication\": true, \"ssh\": {\"publicKeys\": [{\"path\":"
    " \"/home/azureuser/.ssh/authorized_keys\", \"keyData\": \"ssh-ed25519"
    " AAAAC3NzaC1lZDI1NTE5AAAAIH2ZyF5zZk2m7xVrJdyNDwO6dTQ2Yl0wq8x7p1nB9Xv4 t\"}]}}},"
    " \"networkProfile\": {\"networkInterfaces\": [{\"id\": \"" NETWORK
    "/networkInterfaces/n\", \"properties\": {\"primary\": true, \"deleteOption\":"
    " \"Detach\"}}]}, \"diagnosticsProfile\": {\"bootDiagnostics\": {\"enabled\":"
    " true}}}}";

static const char deployment[]
  = "{\"properties\": {\"mode\": \"Incremental\", \"parameters\": {\"name\": {\"value\":"
    " \"w\"}}, \"template\": {\"$schema\": \"https://schema.management.azure.com/schemas/"
    "2019-04-01/deploymentTemplate.json#\", \"contentVersion\": \"1.0.0.0\","
    " \"parameters\": {\"name\": {\"type\": \"string\"}}, \"resources\": [{\"type\":"
    " \"Microsoft.Network/networkSecurityGroups\", \"apiVersion\": \"2024-01-01\","
    " \"name\": \"[parameters('name')]\", \"location\": \"koreacentral\","
    " \"properties\": {}}], \"outputs\": {\"id\": {\"type\": \"string\", \"value\":"
    " \"[resourceId('Microsoft.Network/networkSecurityGroups', parameters('name'))]\"}}"
    "}}}";

static const char quota[]
  = "{\"properties\": {\"limit\": {\"limitObjectType\": \"LimitValue\", \"value\": 8},"
    " \"name\": {\"value\": \"lowPriorityCores\"}}}";

static void
make_network (BerthPracticeTest *cloud)
{
  ask (cloud, "PUT", NETWORK "/virtualNetworks/v", BERTH_API_NETWORK, network);
  ask (cloud, "PUT", NETWORK "/publicIPAddresses/p", BERTH_API_NETWORK, address);
  ask (cloud, "PUT", NETWORK "/networkSecurityGroups/g", BERTH_API_NETWORK,
       security_group);
  ask (cloud, "PUT", NETWORK "/networkInterfaces/n", BERTH_API_NETWORK, interface);
}

static void
read_network (BerthPracticeTest *cloud)
{
  static const char *const types[] = { "virtualNetworks", "publicIPAddresses",
                                       "networkSecurityGroups", "networkInterfaces" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autofree char *in_group = g_strconcat (NETWORK "/", types[i], NULL);
    g_autofree char *in_all = g_strconcat (ALL_NETWORK "/", types[i], NULL);

    ask (cloud, "GET", in_group, BERTH_API_NETWORK, NULL);
    ask (cloud, "GET", in_all, BERTH_API_NETWORK, NULL);
  }
  ask (cloud, "GET", NETWORK "/virtualNetworks/v", BERTH_API_NETWORK, NULL);
  ask (cloud, "GET", NETWORK "/virtualNetworks/v/subnets", BERTH_API_NETWORK, NULL);
  ask (cloud, "GET", NETWORK "/virtualNetworks/v/subnets/s", BERTH_API_NETWORK, NULL);
  ask (cloud, "GET", NETWORK "/publicIPAddresses/p", BERTH_API_NETWORK, NULL);
  ask (cloud, "GET", NETWORK "/networkSecurityGroups/g", BERTH_API_NETWORK, NULL);
  ask (cloud, "GET", NETWORK "/networkInterfaces/n", BERTH_API_NETWORK, NULL);
  ask (cloud, "GET", ALL_NETWORK "/locations/koreacentral/usages", BERTH_API_NETWORK,
       NULL);
}

/* What is in use is refused with 400. */
static void
try_to_remove_in_use (BerthPracticeTest *cloud)
{
  ask_refused (cloud, "DELETE", NETWORK "/networkInterfaces/n", BERTH_API_NETWORK, NULL);
  ask_refused (cloud, "DELETE", NETWORK "/virtualNetworks/v", BERTH_API_NETWORK, NULL);
  ask_refused (cloud, "DELETE", NETWORK "/publicIPAddresses/p", BERTH_API_NETWORK, NULL);
  ask_refused (cloud, "DELETE", NETWORK "/networkSecurityGroups/g", BERTH_API_NETWORK,
               NULL);
}

static void
use_machine (BerthPracticeTest *cloud)
{
  static const char path[] = COMPUTE "/virtualMachines/m";

  ask (cloud, "PUT", path, BERTH_API_COMPUTE, machine);
  ask (cloud, "PUT", path, BERTH_API_COMPUTE, machine);
  ask (cloud, "GET", path, BERTH_API_COMPUTE, NULL);
  ask (cloud, "GET", COMPUTE "/virtualMachines/m/instanceView", BERTH_API_COMPUTE, NULL);
  ask (cloud, "GET", COMPUTE "/virtualMachines", BERTH_API_COMPUTE, NULL);
  ask (cloud, "GET", ALL_COMPUTE "/virtualMachines?statusOnly=true", BERTH_API_COMPUTE,
       NULL);
  ask (cloud, "PATCH", path, BERTH_API_COMPUTE, "{\"tags\": {\"a\": \"c\"}}");
  ask (cloud, "GET", COMPUTE "/disks", BERTH_API_DISKS, NULL);
  ask (cloud, "GET", ALL_COMPUTE "/disks", BERTH_API_DISKS, NULL);
  ask (cloud, "GET", COMPUTE "/disks/d", BERTH_API_DISKS, NULL);
}

static void
remove_all (BerthPracticeTest *cloud)
{
  ask (cloud, "DELETE", COMPUTE "/virtualMachines/m?forceDeletion=true",
       BERTH_API_COMPUTE, NULL);
  ask (cloud, "DELETE", COMPUTE "/virtualMachines/m", BERTH_API_COMPUTE, NULL);
  ask (cloud, "DELETE", COMPUTE "/disks/d", BERTH_API_DISKS, NULL);
  ask (cloud, "DELETE", NETWORK "/networkInterfaces/n", BERTH_API_NETWORK, NULL);
  ask (cloud, "DELETE", NETWORK "/publicIPAddresses/p", BERTH_API_NETWORK, NULL);
  ask (cloud, "PUT", NETWORK "/virtualNetworks/v/subnets/t", BERTH_API_NETWORK,
       "{\"properties\": {\"addressPrefix\": \"10.0.1.0/24\"}}");
  ask (cloud, "DELETE", NETWORK "/virtualNetworks/v/subnets/t", BERTH_API_NETWORK, NULL);
  ask (cloud, "DELETE", NETWORK "/virtualNetworks/v", BERTH_API_NETWORK, NULL);
  ask (cloud, "DELETE", NETWORK "/networkSecurityGroups/g", BERTH_API_NETWORK, NULL);
  ask_refused (cloud, "GET", NETWORK "/networkSecurityGroups/g", BERTH_API_NETWORK, NULL);
}

static void
wait_until_registered (BerthPracticeTest *cloud, const char *name)
{
  for (guint i = 0; i < 60; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (BerthProvider) provider = dex_await_object (
      berth_providers_get (cloud->client, cloud->subscription, name, NULL), &error);

    g_assert_no_error (error);
    if (g_str_equal (berth_provider_get_registration_state (provider), "Registered"))
      return;
    dex_await (berth_clock_wait (cloud->clock, G_USEC_PER_SEC, NULL), NULL);
  }
  g_assert_not_reached ();
}

/* A provider that is not registered refuses with 409; registering takes a while. */
static void
register_again (BerthPracticeTest *cloud)
{
  ask (cloud, "GET", "{S}/providers", BERTH_API_RESOURCES, NULL);
  ask (cloud, "POST", "{S}/providers/Microsoft.Network/unregister", BERTH_API_RESOURCES,
       NULL);
  ask_refused (cloud, "PUT", NETWORK "/virtualNetworks/v", BERTH_API_NETWORK, network);
  ask (cloud, "POST", "{S}/providers/Microsoft.Network/register", BERTH_API_RESOURCES,
       NULL);
  wait_until_registered (cloud, "Microsoft.Network");
}

static void
test_resources (void)
{
  g_autoptr (BerthPracticeTest) cloud = berth_recording_test_new (NULL);

  ask (cloud, "PUT", "{S}/resourcegroups/one", BERTH_API_RESOURCES,
       "{\"location\": \"koreacentral\"}");
  register_again (cloud);
  make_network (cloud);
  make_network (cloud);
  use_machine (cloud);
  read_network (cloud);
  try_to_remove_in_use (cloud);
  remove_all (cloud);
}

static void
test_groups (void)
{
  g_autoptr (BerthPracticeTest) cloud = berth_recording_test_new (NULL);

  ask (cloud, "GET", "{S}", BERTH_API_SUBSCRIPTIONS, NULL);
  ask (cloud, "PUT", "{S}/resourcegroups/one", BERTH_API_RESOURCES,
       "{\"location\": \"koreacentral\", \"tags\": {\"a\": \"b\"}}");
  ask (cloud, "HEAD", "{S}/resourcegroups/one", BERTH_API_RESOURCES, NULL);
  ask (cloud, "PATCH", "{S}/resourcegroups/one", BERTH_API_RESOURCES,
       "{\"tags\": {\"a\": \"c\"}}");
  ask (cloud, "GET",
       "{S}/resourcegroups?$filter=tagName%20eq%20'a'%20and%20tagValue%20eq%20'c'",
       BERTH_API_RESOURCES, NULL);
  ask (cloud, "PUT", COMPUTE "/sshPublicKeys/k", BERTH_API_COMPUTE,
       "{\"location\": \"koreacentral\"}");
  ask (cloud, "PATCH", COMPUTE "/sshPublicKeys/k", BERTH_API_COMPUTE,
       "{\"tags\": {\"a\": \"b\"}}");
  ask (cloud, "GET", COMPUTE "/sshPublicKeys/k", BERTH_API_COMPUTE, NULL);
  ask (cloud, "GET", COMPUTE "/sshPublicKeys", BERTH_API_COMPUTE, NULL);
  ask (cloud, "GET", GROUP "/resources?$expand=createdTime,changedTime,provisioningState",
       BERTH_API_RESOURCES, NULL);
  ask (cloud, "GET", "{S}/resources", BERTH_API_RESOURCES, NULL);
  ask (cloud, "DELETE", COMPUTE "/sshPublicKeys/k", BERTH_API_COMPUTE, NULL);
  ask (cloud, "DELETE", "{S}/resourcegroups/one", BERTH_API_RESOURCES, NULL);
  ask_refused (cloud, "GET", "{S}/resourcegroups/one", BERTH_API_RESOURCES, NULL);
}

static void
read_operations (BerthPracticeTest *cloud)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list
    = dex_await_object (berth_deployments_list_operations (
                          cloud->client, cloud->subscription, "one", "x", NULL),
                        &error);
  g_autoptr (BerthDeploymentOperation) first = NULL;
  g_autofree char *path = NULL;

  g_assert_no_error (error);
  first = g_list_model_get_item (list, 0);
  path = g_strconcat ("{S}/resourcegroups/one/deployments/x/operations/",
                      berth_deployment_operation_get_id (first), NULL);
  ask (cloud, "GET", path, BERTH_API_RESOURCES, NULL);
}

static void
test_deployments (void)
{
  static const char path[] = "{S}/resourcegroups/one/providers/Microsoft.Resources/"
                             "deployments/x";
  g_autoptr (BerthPracticeTest) cloud = berth_recording_test_new (NULL);
  g_autofree char *validate = g_strconcat (path, "/validate", NULL);
  g_autofree char *what_if = g_strconcat (path, "/whatIf", NULL);
  g_autofree char *cancel = g_strconcat (path, "/cancel", NULL);

  ask (cloud, "PUT", "{S}/resourcegroups/one", BERTH_API_RESOURCES,
       "{\"location\": \"koreacentral\"}");
  ask (cloud, "POST", validate, BERTH_API_RESOURCES, deployment);
  ask (cloud, "POST", what_if, BERTH_API_RESOURCES, deployment);
  ask (cloud, "PUT", path, BERTH_API_RESOURCES, deployment);
  ask (cloud, "POST", what_if, BERTH_API_RESOURCES, deployment);
  ask (cloud, "GET", path, BERTH_API_RESOURCES, NULL);
  read_operations (cloud);
  ask (cloud, "GET", "{S}/resourcegroups/one/providers/Microsoft.Resources/deployments/",
       BERTH_API_RESOURCES, NULL);
  ask_refused (cloud, "POST", cancel, BERTH_API_RESOURCES, NULL);
  ask (cloud, "DELETE", path, BERTH_API_RESOURCES, NULL);
}

static void
test_lists (void)
{
  g_autoptr (BerthPracticeTest) cloud = berth_recording_test_new (NULL);

  ask (cloud, "GET", ALL_COMPUTE "/locations/koreacentral/vmSizes", BERTH_API_COMPUTE,
       NULL);
  ask (cloud, "GET", QUOTA "/quotas", BERTH_API_QUOTA, NULL);
  ask_refused (cloud, "PUT", QUOTA "/quotas/lowPriorityCores", BERTH_API_QUOTA, quota);
  ask (cloud, "POST", "{S}/providers/Microsoft.Quota/register", BERTH_API_RESOURCES,
       NULL);
  wait_until_registered (cloud, "Microsoft.Quota");
  ask (cloud, "PATCH", QUOTA "/quotas/lowPriorityCores", BERTH_API_QUOTA, quota);
  ask (cloud, "GET", QUOTA "/quotaRequests", BERTH_API_QUOTA, NULL);
}

/* What a client has to live with: it comes back when it was told to. */
static void
test_trouble (void)
{
  g_autoptr (BerthPracticeTest) cloud = berth_recording_test_new (
    "{\"faults\": [{\"method\": \"GET\", \"path\": \"/subscriptions\", \"status\": 429,"
    " \"retryAfter\": 6, \"times\": 1}, {\"method\": \"GET\", \"path\": \"/tenants\","
    " \"status\": 503, \"retryAfter\": 3, \"times\": 1}]}");
  g_autofree char *url = g_strconcat (
    berth_cloud_get_arm_endpoint (berth_arm_client_get_cloud (cloud->client)),
    "/subscriptions?api-version=" BERTH_API_SUBSCRIPTIONS, NULL);
  g_autoptr (BerthHttpRequest) without_token = berth_http_request_new ("GET", url);

  ask (cloud, "GET", "/subscriptions", BERTH_API_SUBSCRIPTIONS, NULL);
  ask (cloud, "GET", "/tenants", BERTH_API_SUBSCRIPTIONS, NULL);
  berth_recording_test_expect (berth_http_transport_send (
    berth_arm_client_get_open_transport (cloud->client), without_token, NULL));
}

void
berth_recording_add_other_clients (void)
{
  berth_test_add ("/spec/resources", test_resources);
  berth_test_add ("/spec/groups", test_groups);
  berth_test_add ("/spec/deployments", test_deployments);
  berth_test_add ("/spec/lists", test_lists);
  berth_test_add ("/spec/trouble", test_trouble);
}
