/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-parsers.h"

#include "berth-deployment-operation.h"
#include "berth-deployment.h"
#include "berth-disk.h"
#include "berth-image-name.h"
#include "berth-image.h"
#include "berth-key-pair.h"
#include "berth-location.h"
#include "berth-machine-summary.h"
#include "berth-machine.h"
#include "berth-placement-score.h"
#include "berth-price.h"
#include "berth-provider.h"
#include "berth-public-ip.h"
#include "berth-quota-request.h"
#include "berth-quota.h"
#include "berth-resource-group.h"
#include "berth-resource.h"
#include "berth-size.h"
#include "berth-spot-facts.h"
#include "berth-spot-history.h"
#include "berth-ssh-public-key.h"
#include "berth-subscription.h"
#include "berth-tenant.h"
#include "berth-terms.h"
#include "berth-usage.h"

#define END "/?(\\?.*)?$"

static const BerthParser parsers[] = {
  { "deployment",
    berth_deployment_parse,
    "/providers/Microsoft\\.Resources/deployments/[^/?]+" END,
    { "id", "name" },
    "{\"id\":\"/d\",\"name\":\"d\",\"properties\":{\"provisioningState\":\"Running\","
    "\"correlationId\":\"c\"}}" },
  { "deployment operation",
    berth_deployment_operation_parse,
    "/deployments/[^/?]+/operations" END,
    { NULL },
    "{\"operationId\":\"o\",\"properties\":{\"provisioningOperation\":\"Create\","
    "\"provisioningState\":\"Failed\",\"statusCode\":\"Conflict\",\"duration\":\"PT1S\","
    "\"targetResource\":{\"id\":\"/r\",\"resourceType\":\"t\",\"resourceName\":\"n\"},"
    "\"statusMessage\":{\"error\":{\"code\":\"A\",\"message\":\"b\"}}}}" },
  { "disk",
    berth_disk_parse,
    "/providers/Microsoft\\.Compute/disks/[^/?]+" END,
    { "id" },
    "{\"id\":\"/d\",\"name\":\"d\",\"location\":\"l\",\"managedBy\":\"/v\",\"sku\":{"
    "\"name\":\"Premium_LRS\"},\"properties\":{\"diskSizeGB\":30,\"diskState\":"
    "\"Attached\"}}" },
  { "image",
    berth_image_parse,
    "/artifacttypes/vmimage/offers/[^?]*/versions/[^/?]+" END,
    { "name" },
    "{\"name\":\"1.0\",\"id\":\"/i\",\"properties\":{\"hyperVGeneration\":\"V2\","
    "\"architecture\":\"x64\",\"plan\":{\"publisher\":\"p\",\"product\":\"o\",\"name\":"
    "\"n\"},\"osDiskImage\":{\"operatingSystem\":\"Linux\",\"sizeInGb\":30},"
    "\"imageDeprecationStatus\":{\"imageState\":\"Active\"}}}" },
  { "image name",
    berth_image_name_parse,
    "/providers/Microsoft\\.Compute/locations/[^?]*/"
    "(publishers|offers|skus|versions)" END,
    { "name" },
    "{\"name\":\"Canonical\",\"location\":\"l\",\"id\":\"/i\"}" },
  { "key pair",
    berth_key_pair_parse,
    "/sshPublicKeys/[^/?]+/generateKeyPair" END,
    { "privateKey", "publicKey" },
    "{\"privateKey\":\"-----BEGIN\\r\\n\",\"publicKey\":\"ssh-rsa A\",\"id\":\"/k\"}" },
  { "location",
    berth_location_parse,
    "/subscriptions/[^/?]+/locations" END,
    { "name" },
    "{\"name\":\"koreacentral\",\"displayName\":\"Korea Central\",\"metadata\":{"
    "\"geographyGroup\":\"Asia Pacific\",\"regionType\":\"Physical\",\"regionCategory\":"
    "\"Recommended\"}}" },
  { "machine",
    berth_machine_parse,
    "/providers/Microsoft\\.Compute/virtualMachines(/[^/?]+)?" END,
    { "id", "name" },
    "{\"id\":\"/v\",\"name\":\"v\",\"tags\":{\"a\":\"b\"},\"properties\":{\"priority\":"
    "\"Spot\",\"billingProfile\":{\"maxPrice\":-1},\"networkProfile\":{"
    "\"networkInterfaces\":[{\"id\":\"/n\"}]},\"instanceView\":{\"statuses\":[{\"code\":"
    "\"PowerState/running\"}]}}}" },
  { "machine summary",
    berth_machine_summary_parse,
    NULL,
    { "id", "name" },
    "{\"id\":\"/v\",\"name\":\"v\",\"tags\":null,\"power\":\"PowerState/running\","
    "\"priority\":\"\"}" },
  { "placement score",
    berth_placement_score_parse,
    NULL,
    { "sku", "score" },
    "{\"sku\":\"s\",\"region\":\"r\",\"score\":\"High\",\"isQuotaAvailable\":true}" },
  { "price",
    berth_price_parse,
    NULL,
    { "meterName" },
    "{\"meterName\":\"m "
    "Spot\",\"retailPrice\":0.1,\"armSkuName\":\"s\",\"unitOfMeasure\":"
    "\"1 Hour\",\"type\":\"Consumption\"}" },
  { "provider",
    berth_provider_parse,
    "/subscriptions/[^/?]+/providers/[^/?]+" END,
    { "namespace" },
    "{\"namespace\":\"Microsoft.Compute\",\"registrationState\":\"Registered\"}" },
  { "public address",
    berth_public_ip_parse,
    "/providers/Microsoft\\.Network/publicIPAddresses/[^/?]+" END,
    { "id" },
    "{\"id\":\"/p\",\"name\":\"p\",\"sku\":{\"name\":\"Standard\"},\"properties\":{"
    "\"ipAddress\":\"192.0.2.1\"}}" },
  { "quota",
    berth_quota_parse,
    "/providers/Microsoft\\.Quota/quotas(/[^/?]+)?" END,
    { "properties.name.value" },
    "{\"id\":\"/q\",\"properties\":{\"limit\":{\"value\":3},\"name\":{\"value\":"
    "\"lowPriorityCores\",\"localizedValue\":\"Spot\"}}}" },
  { "quota request",
    berth_quota_request_parse,
    "/providers/Microsoft\\.Quota/quotaRequests(/[^/?]+)?" END,
    { NULL },
    "{\"id\":\"/q\",\"name\":\"q\",\"properties\":{\"provisioningState\":\"Failed\","
    "\"message\":\"m\",\"error\":{\"code\":\"ContactSupport\",\"message\":\"m\"}}}" },
  { "resource",
    berth_resource_parse,
    "/resourceGroups/[^/?]+/resources" END,
    { "id" },
    "{\"id\":\"/r\",\"name\":\"r\",\"type\":\"t\",\"location\":\"l\",\"tags\":{\"a\":"
    "\"b\"},\"managedBy\":\"/v\"}" },
  { "resource group",
    berth_resource_group_parse,
    "/resourcegroups/[^/?]+" END,
    { "id", "name" },
    "{\"id\":\"/g\",\"name\":\"g\",\"location\":\"l\",\"properties\":{"
    "\"provisioningState\":\"Succeeded\"}}" },
  { "size",
    berth_size_parse,
    "/providers/Microsoft\\.Compute/skus" END,
    { "name" },
    "{\"resourceType\":\"virtualMachines\",\"name\":\"Standard_NC4as_T4_v3\","
    "\"capabilities\":[{\"name\":\"vCPUs\",\"value\":\"4\"},{\"name\":\"GPUs\",\"value\":"
    "\"1\"}],\"restrictions\":[{\"type\":\"Zone\"}],\"locationInfo\":[{\"zones\":["
    "\"1\"]}]}" },
  { "spot facts",
    berth_spot_facts_parse,
    NULL,
    { "skuName" },
    "{\"skuName\":\"s\",\"location\":\"l\",\"spotEvictionRate\":\"0-5\"}" },
  { "spot history",
    berth_spot_history_parse,
    NULL,
    { "skuName" },
    "{\"skuName\":\"s\",\"location\":\"l\",\"spotPrices\":[{\"effectiveDate\":"
    "\"2026-11-01T00:00:00Z\",\"priceUSD\":0.1}]}" },
  { "public key",
    berth_ssh_public_key_parse,
    "/providers/Microsoft\\.Compute/sshPublicKeys/[^/?]+" END,
    { "id" },
    "{\"id\":\"/k\",\"name\":\"k\",\"location\":\"l\",\"properties\":{\"publicKey\":"
    "\"ssh-rsa A\"}}" },
  { "subscription",
    berth_subscription_parse,
    "azure\\.com/subscriptions" END,
    { "subscriptionId" },
    "{\"subscriptionId\":\"s\",\"displayName\":\"S\",\"state\":\"Enabled\",\"tenantId\":"
    "\"t\",\"subscriptionPolicies\":{\"quotaId\":\"FreeTrial_2014-09-01\"}}" },
  { "tenant",
    berth_tenant_parse,
    "azure\\.com/tenants" END,
    { "tenantId" },
    "{\"tenantId\":\"t\",\"displayName\":\"T\",\"defaultDomain\":\"t.example\"}" },
  { "terms",
    berth_terms_parse,
    "/Microsoft\\.MarketplaceOrdering/[^?]*/agreements/current" END,
    { NULL },
    "{\"name\":\"t\",\"properties\":{\"accepted\":false,\"licenseTextLink\":\"https://"
    "a\"}"
    "}" },
  { "usage",
    berth_usage_parse,
    "/providers/Microsoft\\.Compute/locations/[^/?]+/usages" END,
    { "name.value" },
    "{\"limit\":3,\"currentValue\":0,\"name\":{\"value\":\"lowPriorityCores\","
    "\"localizedValue\":\"Spot\"}}" },
};

const BerthParser *
berth_parsers_get_all (guint *count)
{
  *count = G_N_ELEMENTS (parsers);
  return parsers;
}
