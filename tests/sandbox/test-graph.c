/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-test.h"
#include "berth-test.h"

#define PATH "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01"

static JsonNode *
ask (BerthSandboxTest *cloud, const char *query, const char *options)
{
  g_autofree char *escaped = g_strescape (query, NULL);
  g_autofree char *body
    = g_strdup_printf ("{\"query\": \"%s\", \"options\": {%s}}", escaped, options);

  return berth_sandbox_test_send (cloud, "POST", PATH, body);
}

static void
test_spot (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autoptr (JsonNode) answer = ask (
    cloud,
    "SpotResources | where type =~ 'microsoft.compute/skuspotevictionrate/location' and "
    "sku.name in~ ('standard_nc4as_t4_v3') | where location in~ ('koreacentral') | "
    "project "
    "skuName=tostring(sku.name), location, "
    "spotEvictionRate=tostring(properties.evictionRate)",
    "\"resultFormat\": \"objectArray\"");

  g_assert_cmpuint (cloud->status, ==, 200);
  g_assert_cmpuint (berth_sandbox_test_count (answer, "data"), ==, 1);
  g_assert_nonnull (berth_sandbox_test_get (answer, "data.0.spotEvictionRate"));
}

/* The newest price comes first, and a number can be had of it. */
static void
test_prices (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autoptr (JsonNode) answer = ask (
    cloud,
    "SpotResources | where type =~ "
    "'microsoft.compute/skuspotpricehistory/ostype/location'"
    " and properties.osType =~ 'linux' | where sku.name in~ ('standard_nc4as_t4_v3')"
    " | project location, price=todouble(properties.spotPrices[0].priceUSD),"
    " prices=properties.spotPrices, none=properties.spotPrices[99] | order by price asc",
    "\"resultFormat\": \"objectArray\"");
  JsonArray *rows;

  g_assert_cmpuint (cloud->status, ==, 200);
  rows = json_object_get_array_member (json_node_get_object (answer), "data");
  g_assert_cmpuint (json_array_get_length (rows), >, 1);
  for (guint i = 1; i < json_array_get_length (rows); i++)
    g_assert_cmpfloat (
      json_object_get_double_member (json_array_get_object_element (rows, i - 1),
                                     "price"),
      <=,
      json_object_get_double_member (json_array_get_object_element (rows, i), "price"));
  g_assert_cmpuint (berth_sandbox_test_count (answer, "data.0.prices"), ==, 6);
}

/* Groups stand in a table of their own, and nothing is told of another subscription. */
static void
test_tables (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autoptr (JsonNode) resources = NULL;
  g_autoptr (JsonNode) groups = NULL;
  g_autoptr (JsonNode) others = NULL;

  berth_sandbox_test_make_group (cloud, "one");
  resources = ask (cloud, "Resources | project id", "");
  g_assert_cmpuint (berth_sandbox_test_count (resources, "data"), ==, 0);
  groups = ask (cloud, "ResourceContainers | project name", "");
  g_assert_cmpstr (berth_sandbox_test_get (groups, "data.0.name"), ==, "one");
  others = berth_sandbox_test_send (cloud, "POST", PATH,
                                    "{\"query\": \"ResourceContainers\","
                                    " \"subscriptions\": [\"another\"]}");
  g_assert_cmpuint (berth_sandbox_test_count (others, "data"), ==, 0);
}

static void
test_pages (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  g_autoptr (JsonNode) first
    = ask (cloud, "SpotResources | project location", "\"$top\": 10");
  g_autofree char *options = g_strdup_printf (
    "\"$top\": 10, \"$skipToken\": \"%s\"", berth_sandbox_test_get (first, "$skipToken"));
  g_autoptr (JsonNode) second = ask (cloud, "SpotResources | project location", options);

  g_assert_cmpuint (berth_sandbox_test_count (first, "data"), ==, 10);
  g_assert_cmpuint (berth_sandbox_test_count (second, "data"), ==, 10);
  g_assert_cmpint (berth_sandbox_test_get_int (first, "totalRecords"), >, 20);
}

static void
test_refusals (void)
{
  g_autoptr (BerthSandboxTest) cloud = berth_sandbox_test_new (NULL);
  static const char *const queries[] = {
    "Nothing | project a",
    "Resources | mv-expand x",
    "Resources | where a == b",
    "Resources | where type like 'x'",
    "SpotResources | project f(x)",
    "Resources | limit many",
    "",
  };

  berth_sandbox_test_make_group (cloud, "one");
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autoptr (JsonNode) answer = ask (cloud, queries[i], "");

    g_assert_cmpuint (cloud->status, ==, 400);
    g_assert_cmpstr (berth_sandbox_test_get (answer, "error.code"), ==, "BadRequest");
  }
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/sandbox/graph/spot", test_spot);
  berth_test_add ("/sandbox/graph/prices", test_prices);
  berth_test_add ("/sandbox/graph/tables", test_tables);
  berth_test_add ("/sandbox/graph/pages", test_pages);
  berth_test_add ("/sandbox/graph/refusals", test_refusals);
  return g_test_run ();
}
