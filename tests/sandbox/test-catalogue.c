/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-catalogue.h"
#include "berth-sandbox-json.h"
#include "berth-sandbox-test.h"
#include "berth-test.h"

#include <string.h>

static void
test_sizes (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (
    cloud,
    "/providers/Microsoft.Compute/skus?api-version=2021-07-01&$filter=location%20eq%20"
    "'koreacentral'");
  g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, "GET", path, NULL);
  JsonObject *size
    = berth_sandbox_sizes_find (cloud->sandbox, "koreacentral", "standard_nc4as_t4_V3");

  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_cmpuint (berth_sandbox_test_count (answer, "value"), >, 300);
  g_assert_nonnull (size);
  g_assert_cmpstr (berth_sandbox_size_get_capability (size, "vCPUs"), ==, "4");
  g_assert_cmpstr (berth_sandbox_size_get_capability (size, "MemoryGB"), ==, "28");
  g_assert_cmpstr (berth_sandbox_size_get_capability (size, "GPUs"), ==, "1");
  g_assert_true (berth_sandbox_size_is_closed (berth_sandbox_sizes_find (
    cloud->sandbox, "koreacentral", "Standard_NC40ads_H100_v5")));
}

static void
test_wrong_filter (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (
    cloud,
    "/providers/Microsoft.Compute/skus?api-version=2021-07-01&$filter=name%20eq%20'x'");
  g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, "GET", path, NULL);

  g_assert_cmpuint (cloud->status, ==, 400);
  g_assert_nonnull (berth_sandbox_test_get (answer, "error.code"));
}

/* Image lists are bare arrays. */
static void
test_images (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  const char *root = "/providers/Microsoft.Compute/locations/koreacentral/publishers/"
                     "nvidia/artifacttypes/"
                     "vmimage/offers/ngc_azure_17_11/skus";
  g_autofree char *skus = berth_sandbox_test_dup_path (cloud, root);
  g_autofree char *versions
    = g_strconcat (skus, "/ngc-base-version-23_09_1_gen2/versions", NULL);
  g_autofree char *version = g_strconcat (versions, "/23.09.1", NULL);
  g_autofree char *latest = g_strconcat (versions, "/latest", NULL);
  g_autoptr (JsonNode) list = berth_sandbox_test_send (cloud, "GET", skus, NULL);
  g_autoptr (JsonNode) one = NULL;

  g_assert_cmpuint (berth_sandbox_test_count (list, ""), ==, 5);
  one = berth_sandbox_test_send (cloud, "GET", version, NULL);
  g_assert_cmpstr (berth_sandbox_test_get (one, "properties.plan.product"), ==,
                   "ngc_azure_17_11");
  g_assert_cmpstr (berth_sandbox_test_get (one, "properties.hyperVGeneration"), ==, "V2");
  json_node_unref (berth_sandbox_test_send (cloud, "GET", latest, NULL));
  g_assert_cmpuint (cloud->status, ==, 400);
}

static void
test_terms (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (
    cloud, "/providers/Microsoft.MarketplaceOrdering/offerTypes/virtualmachine/"
           "publishers/nvidia/"
           "offers/ngc_azure_17_11/plans/ngc-base-version-23_09_1_gen2/agreements/current"
           "?api-version=2021-01-01");
  g_autoptr (JsonNode) terms = berth_sandbox_test_send (cloud, "GET", path, NULL);
  JsonObject *properties
    = json_object_get_object_member (json_node_get_object (terms), "properties");
  g_autofree char *body = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (JsonNode) accepted = NULL;

  g_assert_false (json_object_get_boolean_member (properties, "accepted"));
  json_object_set_boolean_member (properties, "accepted", TRUE);
  body = json_to_string (terms, FALSE);
  json_object_set_string_member (properties, "signature", "forged");
  forged = json_to_string (terms, FALSE);
  json_node_unref (berth_sandbox_test_send (cloud, "PUT", path, forged));
  g_assert_cmpuint (cloud->status, ==, 400);
  accepted = berth_sandbox_test_send (cloud, "PUT", path, body);
  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_true (berth_sandbox_terms_are_accepted (
    cloud->sandbox, "nvidia", "ngc_azure_17_11", "ngc-base-version-23_09_1_gen2"));
}

/* No token; several meters of a size, of which one counts. */
static void
test_prices (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autoptr (JsonNode) answer = NULL;

  g_clear_pointer (&cloud->token, g_free);
  answer = berth_sandbox_test_send (
    cloud, "GET",
    "/api/retail/prices?api-version=2023-01-01-preview&$filter=armRegionName%20eq%20"
    "'koreacentral'%20and%20armSkuName%20eq%20'Standard_NC4as_T4_v3'",
    NULL);
  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_cmpuint (berth_sandbox_test_count (answer, "Items"), ==, 6);
  json_node_unref (berth_sandbox_test_send (
    cloud, "GET", "/api/retail/prices?api-version=1&$filter=nonsense", NULL));
  g_assert_cmpuint (cloud->status, ==, 400);
}

/* Returns how many meters pass. */
static guint
count_prices (BerthSandboxTest *cloud, const char *filter)
{
  g_autofree char *escaped = g_uri_escape_string (filter, NULL, FALSE);
  g_autofree char *path = g_strconcat (
    "/api/retail/prices?api-version=2023-01-01-preview&$filter=", escaped, NULL);
  g_autoptr (JsonNode) answer = berth_sandbox_test_send (cloud, "GET", path, NULL);

  return cloud->status == 200 ? berth_sandbox_test_count (answer, "Items") : G_MAXUINT;
}

static void
test_price_filters (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
#define HERE "armRegionName eq 'koreacentral' and "
#define T4 "armSkuName eq 'Standard_NC4as_T4_v3'"

  g_assert_cmpuint (count_prices (cloud, HERE T4), ==, 6);
  g_assert_cmpuint (count_prices (cloud, HERE T4 " and skuName ne 'NC4as T4 v3 Spot'"),
                    ==, 4);
  g_assert_cmpuint (
    count_prices (cloud, HERE "(" T4 " or armSkuName eq 'Standard_D2s_v5')"), ==, 12);
  g_assert_cmpuint (count_prices (cloud, HERE "startswith(armSkuName,'Standard_NC4as')"),
                    ==, 6);
  g_assert_cmpuint (count_prices (cloud, HERE T4 " and endswith(skuName, 'Spot') and "
                                                 "contains(productName, 'Windows')"),
                    ==, 1);
  /* Values are compared letter by letter. */
  g_assert_cmpuint (count_prices (cloud, HERE "armSkuName eq 'standard_nc4as_t4_v3'"), ==,
                    0);
  g_assert_cmpuint (count_prices (cloud, T4 " and"), ==, G_MAXUINT);
  g_assert_cmpuint (count_prices (cloud, "(" T4), ==, G_MAXUINT);
  g_assert_cmpuint (count_prices (cloud, "armSkuName gt 'a'"), ==, G_MAXUINT);
#undef HERE
#undef T4
}

static void
test_placement (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (
    cloud,
    "/providers/Microsoft.Compute/locations/koreacentral/placementScores/spot/generate"
    "?api-version=2024-06-01-preview");
  g_autoptr (JsonNode) answer = berth_sandbox_test_send (
    cloud, "POST", path,
    "{\"desiredLocations\": [\"koreacentral\"], \"desiredCount\": 1,"
    " \"desiredSizes\": [{\"sku\": \"Standard_D2s_v5\"}, {\"sku\": \"Nothing\"}]}");

  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_cmpuint (berth_sandbox_test_count (answer, "placementScores"), ==, 2);
  g_assert_cmpstr (berth_sandbox_test_get (answer, "placementScores.1.score"), ==,
                   "DataNotFoundOrStale");
}

/* By zone, without those that are closed; three cores are too few for four. */
static void
test_placement_zones (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autofree char *path = berth_sandbox_test_dup_path (
    cloud,
    "/providers/Microsoft.Compute/locations/koreacentral/placementScores/spot/generate"
    "?api-version=2024-06-01-preview");
  g_autoptr (JsonNode) answer = berth_sandbox_test_send (
    cloud, "POST", path,
    "{\"desiredLocations\": [\"koreacentral\"], \"desiredCount\": 1,"
    " \"availabilityZones\": true, \"desiredSizes\": [{\"sku\":"
    " \"Standard_NC4as_T4_v3\"}]}");
  JsonObject *score;

  g_assert_cmpuint (berth_sandbox_test_count (answer, "placementScores"), ==, 2);
  g_assert_cmpstr (berth_sandbox_test_get (answer, "placementScores.1.availabilityZone"),
                   ==, "2");
  score = json_array_get_object_element (
    json_object_get_array_member (json_node_get_object (answer), "placementScores"), 0);
  g_assert_false (json_object_get_boolean_member (score, "isQuotaAvailable"));
}

/* A zone that is closed does not close the size. */
static void
test_zones (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  JsonObject *size
    = berth_sandbox_sizes_find (cloud->sandbox, "koreacentral", "Standard_NC4as_T4_v3");
  JsonObject *closed = berth_sandbox_sizes_find (cloud->sandbox, "koreacentral",
                                                 "Standard_NC40ads_H100_v5");

  g_assert_false (berth_sandbox_size_is_closed (size));
  g_assert_true (berth_sandbox_size_has_zone (size, "1"));
  g_assert_false (berth_sandbox_size_has_zone (size, "3"));
  g_assert_true (berth_sandbox_size_is_closed (closed));
  g_assert_null (berth_sandbox_sizes_find (cloud->sandbox, "mars", "Standard_D2s_v5"));
}

/* The metadata says where they are, and each leads to an image that is there. */
static void
test_aliases (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autoptr (JsonNode) metadata = NULL;
  g_autoptr (JsonNode) document = NULL;
  g_autoptr (JsonObject) image = NULL;

  g_clear_pointer (&cloud->token, g_free);
  metadata = berth_sandbox_test_send (cloud, "GET",
                                      "/metadata/endpoints?api-version=2022-09-01", NULL);
  document = berth_sandbox_test_send (
    cloud, "GET", berth_sandbox_test_get (metadata, "vmImageAliasDoc"), NULL);
#define ALIAS "outputs.aliases.value.Linux.Ubuntu2204."
  image = berth_sandbox_images_find (cloud->sandbox, "koreacentral",
                                     berth_sandbox_test_get (document, ALIAS "publisher"),
                                     berth_sandbox_test_get (document, ALIAS "offer"),
                                     berth_sandbox_test_get (document, ALIAS "sku"),
                                     berth_sandbox_test_get (document, ALIAS "version"));
#undef ALIAS
  g_assert_nonnull (image);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/sandbox/catalogue/sizes", test_sizes);
  berth_test_add ("/sandbox/catalogue/wrong-filter", test_wrong_filter);
  berth_test_add ("/sandbox/catalogue/images", test_images);
  berth_test_add ("/sandbox/catalogue/terms", test_terms);
  berth_test_add ("/sandbox/catalogue/prices", test_prices);
  berth_test_add ("/sandbox/catalogue/price-filters", test_price_filters);
  berth_test_add ("/sandbox/catalogue/placement", test_placement);
  berth_test_add ("/sandbox/catalogue/placement-zones", test_placement_zones);
  berth_test_add ("/sandbox/catalogue/zones", test_zones);
  berth_test_add ("/sandbox/catalogue/aliases", test_aliases);
  return g_test_run ();
}
