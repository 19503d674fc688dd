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
  berth_test_add ("/sandbox/graph/pages", test_pages);
  berth_test_add ("/sandbox/graph/refusals", test_refusals);
  return g_test_run ();
}
