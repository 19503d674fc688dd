/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-arm-test.h"
#include "berth-price.h"
#include "berth-prices.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <string.h>

/* The meters that one size has in one region. */
#define ITEM(amount, sku, meter, product, more)                                          \
  "{\"currencyCode\":\"USD\",\"retailPrice\":" amount                                    \
  ",\"armRegionName\":\"koreacentral\",\"armSkuName\":\"Standard_NC4as_T4_v3\","         \
  "\"skuName\":\"NC4as T4 v3" sku "\",\"meterName\":\"NC4as T4 v3" meter                 \
  "\",\"productName\":\"Virtual Machines NCasT4 v3 Series" product "\"," more "}"
#define HOUR(start)                                                                      \
  "\"unitOfMeasure\":\"1 "                                                               \
  "Hour\",\"type\":\"Consumption\",\"effectiveStartDate\":\"" start "\""
#define NOW HOUR ("2024-01-01T00:00:00Z")
#define FULL ITEM ("0.684", "", "", "", NOW)
#define SPOT ITEM ("0.0824", " Spot", " Spot", "", NOW)

static DexFuture *
list (BerthArmTest *test)
{
  return berth_prices_list (test->client, "koreacentral", "Standard_NC4as_T4_v3", NULL);
}

static double
find (GListModel *model, gboolean spot)
{
  double amount = -1;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (BerthPrice) price = g_list_model_get_item (model, i);

    if (berth_price_is_spot (price) != spot)
      continue;
    g_assert_cmpfloat (amount, ==, -1);
    amount = berth_price_get_amount (price);
    g_assert_cmpstr (berth_price_get_currency (price), ==, "USD");
  }
  return amount;
}

static void
check (const char *items, double full, double spot)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autofree char *body
    = g_strdup_printf ("{\"Items\":[%s],\"NextPageLink\":null}", items);
  g_autoptr (GListModel) model = NULL;

  berth_fake_transport_answer (test->wire, 200, body, NULL);
  model = berth_arm_test_expect (test, list (test));
  g_assert_cmpfloat (find (model, FALSE), ==, full);
  g_assert_cmpfloat (find (model, TRUE), ==, spot);
}

static void
test_choice (void)
{
  check (FULL "," SPOT, 0.684, 0.0824);
  check (SPOT, -1, 0.0824);
  check ("", -1, -1);
  /* The old meter of Batch is cheaper than Spot and is none. */
  check (FULL "," SPOT "," ITEM ("0.01", " Low Priority", " Low Priority", "", NOW),
         0.684, 0.0824);
  check (ITEM ("0.01", " Low Priority", " Low Priority", "", NOW), -1, -1);
  /* A licence is in it. */
  check (FULL "," ITEM ("0.9", "", "", " Windows", NOW) "," ITEM ("0.2", " Spot", " Spot",
                                                                  " Windows", NOW),
         0.684, -1);
  check (FULL "," ITEM ("9000", "", "", "",
                        "\"unitOfMeasure\":\"1 Hour\",\"type\":\"Reservation\""),
         0.684, -1);
  check (FULL "," ITEM ("0.3", "", "", "",
                        "\"unitOfMeasure\":\"1 Hour\",\"type\":\"DevTestConsumption\""),
         0.684, -1);
  check (FULL "," ITEM ("20", "", "", "",
                        "\"unitOfMeasure\":\"1/Month\",\"type\":\"Consumption\""),
         0.684, -1);
  check (FULL "," ITEM ("0.5", "", "", " CloudServices", NOW), 0.684, -1);
  check (FULL "," ITEM ("5", "", "", " Dedicated Host", NOW), 0.684, -1);
  /* Nothing is given away: a price of 0 is a placeholder. */
  check (ITEM ("0.0", "", "", "", NOW), -1, -1);
}

static void
test_newest (void)
{
  check (ITEM ("0.9", "", "", "", HOUR ("2023-01-01T00:00:00Z")) "," FULL, 0.684, -1);
  check (FULL "," ITEM ("0.9", "", "", "", HOUR ("2023-01-01T00:00:00Z")), 0.684, -1);
}

/* Entries that are no prices are passed over. */
static void
test_odd_items (void)
{
  check ("7,null,{},{\"retailPrice\":1}," FULL, 0.684, -1);
}

static void
test_pages (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GListModel) model = NULL;
  const char *url;

  berth_fake_transport_answer (
    test->wire, 200,
    "{\"Items\":[" FULL
    "],\"NextPageLink\":\"https://prices.azure.com:443/api/retail/prices?$skip=1000\"}",
    NULL);
  berth_fake_transport_answer (test->wire, 200, "{\"Items\":[" SPOT "]}", NULL);
  model = berth_arm_test_expect (test, list (test));
  g_assert_cmpfloat (find (model, TRUE), ==, 0.0824);
  g_assert_cmpfloat (find (model, FALSE), ==, 0.684);
  url = berth_fake_transport_get_url (test->wire, 0);
  g_assert_true (
    g_str_has_prefix (url, "https://prices.azure.com/api/retail/prices?api-version="));
  g_assert_nonnull (strstr (url, "armRegionName%20eq%20%27koreacentral%27"));
  g_assert_nonnull (strstr (url, "armSkuName%20eq%20%27Standard_NC4as_T4_v3%27"));
  g_assert_cmpstr (berth_fake_transport_get_url (test->wire, 1), ==,
                   "https://prices.azure.com:443/api/retail/prices?$skip=1000");
  /* Another host: without the token. */
  g_assert_null (berth_fake_transport_get_header (test->wire, 0, "authorization"));
  g_assert_null (berth_fake_transport_get_header (test->wire, 1, "authorization"));
}

static void
test_endless (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 500; i++)
    berth_fake_transport_answer (
      test->wire, 200, "{\"Items\":[],\"NextPageLink\":\"https://prices.azure.com/a\"}",
      NULL);
  error = berth_arm_test_expect_error (test, list (test));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
}

static void
test_refused (void)
{
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GError) error = NULL;

  berth_fake_transport_answer (test->wire, 400, "{\"Error\":{\"Code\":\"BadRequest\"}}",
                               NULL);
  error = berth_arm_test_expect_error (test, list (test));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_INVALID);
}

static void
test_disks (void)
{
  static const char items[]
    = "{\"Items\":[{\"retailPrice\":2.4,\"meterName\":\"E4 LRS Disk\",\"unitOfMeasure\":"
      "\"1/Month\",\"type\":\"Consumption\"},{\"retailPrice\":0.1,\"meterName\":\"E4 LRS "
      "Disk Operations\",\"unitOfMeasure\":\"10K\",\"type\":\"Consumption\"},{"
      "\"retailPrice\":3,\"meterName\":\"E4 ZRS Disk\",\"unitOfMeasure\":\"1/Month\","
      "\"type\":\"Consumption\"}]}";
  g_autoptr (BerthArmTest) test = berth_arm_test_new ();
  g_autoptr (GListModel) model = NULL;
  g_autoptr (BerthPrice) price = NULL;

  berth_fake_transport_answer (test->wire, 200, items, NULL);
  model = berth_arm_test_expect (
    test, berth_prices_list_disks (test->client, "koreacentral", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
  price = g_list_model_get_item (model, 0);
  g_assert_cmpfloat (berth_price_get_amount (price), ==, 2.4);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/azure/prices/choice", test_choice);
  berth_test_add ("/azure/prices/newest", test_newest);
  berth_test_add ("/azure/prices/odd-items", test_odd_items);
  berth_test_add ("/azure/prices/pages", test_pages);
  berth_test_add ("/azure/prices/endless", test_endless);
  berth_test_add ("/azure/prices/refused", test_refused);
  berth_test_add ("/azure/prices/disks", test_disks);
  return g_test_run ();
}
