/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-graph.h"
#include "berth-json.h"
#include "berth-machine-summary.h"
#include "berth-spot-facts.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <string.h>

#define ROW(name)                                                                        \
  "{\"id\":\"/" name "\",\"name\":\"" name "\",\"power\":\"PowerState/running\"}"

static JsonObject *
parse_sent (BerthArmTest *test, guint index, JsonNode **owner)
{
  g_autofree char *body = berth_fake_transport_dup_body (test->wire, index);

  *owner = json_from_string (body, NULL);
  return json_node_get_object (*owner);
}

static void
test_pages (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GListModel) model = NULL;
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;
  JsonObject *body;

  berth_fake_transport_answer (
    test->wire, 200,
    "{\"totalRecords\":2,\"data\":[" ROW ("a") "],\"resultTruncated\":\"false\","
                                               "\"$skipToken\":\"ew0K==\"}",
    NULL);
  berth_fake_transport_answer (test->wire, 200, "{\"data\":[" ROW ("b") ",7,{}]}", NULL);
  model
    = berth_arm_test_expect (test, berth_graph_list_machines (test->client, "s", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
  body = parse_sent (test, 0, &first);
  g_assert_null (berth_json_get_string (body, "options.$skipToken"));
  g_assert_cmpstr (
    json_array_get_string_element (berth_json_get_array (body, "subscriptions"), 0), ==,
    "s");
  /* Paging does not work without the id in the projection. */
  g_assert_nonnull (strstr (berth_json_get_string (body, "query"), "project id,"));
  body = parse_sent (test, 1, &second);
  g_assert_cmpstr (berth_json_get_string (body, "options.$skipToken"), ==, "ew0K==");
}

/* The table of Spot answers for the whole tenant only. */
static void
test_spot (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GListModel) model = NULL;
  g_autoptr (BerthSpotFacts) facts = NULL;
  g_autoptr (JsonNode) owner = NULL;

  berth_fake_transport_answer (
    test->wire, 200,
    "{\"data\":[{\"skuName\":\"standard_nc4as_t4_v3\","
    "\"location\":\"koreacentral\",\"spotEvictionRate\":\"0-5\"}"
    "]}",
    NULL);
  model = berth_arm_test_expect (
    test, berth_graph_list_spot_facts (test->client, "koreacentral", NULL));
  facts = g_list_model_get_item (model, 0);
  g_assert_cmpstr (berth_spot_facts_get_eviction_rate (facts), ==, "0-5");
  g_assert_false (json_object_has_member (parse_sent (test, 0, &owner), "subscriptions"));
}

/* In which order prices come, and whether each of them makes sense, is documented
 * nowhere.
 */
static void
test_spot_history (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GListModel) model = NULL;
  g_autoptr (BerthSpotHistory) history = NULL;
  g_autoptr (JsonNode) owner = NULL;
  const char *query;
  gint64 since = 0;

  berth_fake_transport_answer (
    test->wire, 200,
    "{\"data\":[{\"skuName\":\"standard_nc4as_t4_v3\",\"location\":\"koreacentral\","
    "\"spotPrices\":[{\"effectiveDate\":\"2026-11-01T00:00:00Z\",\"priceUSD\":0.12},"
    "{\"effectiveDate\":\"soon\",\"priceUSD\":0.1},7,{\"priceUSD\":0.3},"
    "{\"effectiveDate\":\"2026-10-01T00:00:00.0000000Z\",\"priceUSD\":\"0.1\"},"
    "{\"effectiveDate\":\"2026-09-01T00:00:00Z\",\"priceUSD\":0},"
    "{\"effectiveDate\":\"2026-09-01\",\"priceUSD\":0.11}]}]}",
    NULL);
  model = berth_arm_test_expect (
    test, berth_graph_list_spot_history (test->client, "koreacentral",
                                         "Standard_NC4as_T4_v3", NULL));
  history = g_list_model_get_item (model, 0);
  g_assert_cmpstr (berth_spot_history_get_size (history), ==, "standard_nc4as_t4_v3");
  g_assert_cmpuint (berth_spot_history_get_n_prices (history), ==, 2);
  g_assert_cmpfloat (berth_spot_history_get_price (history, 0, &since), ==, 0.1);
  g_assert_cmpint (since, ==, 1790812800);
  g_assert_cmpfloat (berth_spot_history_get_price (history, 1, &since), ==, 0.12);
  g_assert_cmpint (since, ==, 1793491200);
  query = berth_json_get_string (parse_sent (test, 0, &owner), "query");
  g_assert_nonnull (strstr (query, "sku.name in~ ('Standard_NC4as_T4_v3')"));
  g_assert_false (json_object_has_member (json_node_get_object (owner), "subscriptions"));
}

static void
check_malformed (const char *body)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 200, body, NULL);
  error = berth_arm_test_expect_error (
    test, berth_graph_list_machines (test->client, "s", NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  g_assert_nonnull (strstr (error->message, "data"));
}

static void
test_malformed (void)
{
  check_malformed ("{}");
  check_malformed ("[]");
  check_malformed ("{\"data\":{\"columns\":[],\"rows\":[]}}");
  check_malformed (NULL);
}

static void
test_endless (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 500; i++)
    berth_fake_transport_answer (test->wire, 200, "{\"data\":[],\"$skipToken\":\"same\"}",
                                 NULL);
  error = berth_arm_test_expect_error (
    test, berth_graph_list_machines (test->client, "s", NULL));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/graph/pages", test_pages);
  berth_test_add ("/azure/graph/spot", test_spot);
  berth_test_add ("/azure/graph/spot-history", test_spot_history);
  berth_test_add ("/azure/graph/malformed", test_malformed);
  berth_test_add ("/azure/graph/endless", test_endless);
  return g_test_run ();
}
