/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-json.h"
#include "berth-recordings.h"
#include "berth-size.h"
#include "berth-test.h"

#include <string.h>

#define CAPABILITY(name, value) "{\"name\":\"" name "\",\"value\":\"" value "\"}"
#define T4                                                                                                                                      \
  "{\"resourceType\":\"virtualMachines\",\"name\":\"Standard_NC4as_T4_v3\","                                                                    \
  "\"family\":\"standardNCASv3Family\",\"unknown\":[{}],\"locationInfo\":[{"                                                                    \
  "\"location\":"                                                                                                                               \
  "\"koreacentral\",\"zones\":[\"2\",\"1\"]}],\"restrictions\":[%s],\"capabilities\":"                                                          \
  "[" CAPABILITY ("vCPUs", "4") "," CAPABILITY ("MemoryGB", "28") "," CAPABILITY (                                                              \
    "GPUs",                                                                                                                                     \
    "1") "," CAPABILITY ("LowPriorityCapable",                                                                                                  \
                         "True") "," CAPABILITY ("HyperVGenerations",                                                                           \
                                                 "V1,V2") "," CAPABILITY ("CpuArchitect"                                                        \
                                                                          "ureType",                                                            \
                                                                          "x64") "," CAPABILITY ("PremiumIO",                                   \
                                                                                                 "True") "," CAPABILITY ("MaxResourceVolumeMB", \
                                                                                                                         "180224") "%s]}"
#define ZONE                                                                             \
  "{\"type\":\"Zone\",\"values\":[\"koreacentral\"],\"restrictionInfo\":{\"zones\":["    \
  "\"1\"]},\"reasonCode\":\"NotAvailableForSubscription\"}"
#define LOCATION                                                                         \
  "{\"type\":\"Location\",\"values\":[\"koreacentral\"],\"reasonCode\":\"QuotaId\"}"

static BerthSize *
parse (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return berth_size_parse (json_node_get_object (node), error);
}

static BerthSize *
parse_t4 (const char *restrictions, const char *more)
{
  g_autofree char *text = g_strdup_printf (T4, restrictions, more);
  g_autoptr (GError) error = NULL;
  BerthSize *size = parse (text, &error);

  g_assert_no_error (error);
  return size;
}

static void
test_story (void)
{
  BerthSize *size = parse_t4 ("", "");

  g_assert_cmpstr (berth_size_get_name (size), ==, "Standard_NC4as_T4_v3");
  g_assert_cmpstr (berth_size_get_family (size), ==, "standardNCASv3Family");
  g_assert_cmpstr (berth_size_get_architecture (size), ==, "x64");
  g_assert_cmpuint (berth_size_get_vcpus (size), ==, 4);
  g_assert_cmpfloat (berth_size_get_memory_gib (size), ==, 28);
  g_assert_cmpuint (berth_size_get_gpus (size), ==, 1);
  g_assert_cmpstr (berth_size_get_gpu_name (size), ==, "NVIDIA T4");
  g_assert_cmpuint (berth_size_get_gpu_memory_gib (size), ==, 16);
  g_assert_cmpint (berth_size_get_local_disk_mib (size), ==, 180224);
  g_assert_true (berth_size_is_spot_capable (size));
  g_assert_true (berth_size_supports_gen1 (size));
  g_assert_true (berth_size_supports_gen2 (size));
  g_assert_true (berth_size_supports_premium_disk (size));
  g_assert_true (berth_size_supports_trusted_launch (size));
  g_assert_false (berth_size_supports_accelerated_networking (size));
  g_assert_cmpstrv (berth_size_get_zones (size),
                    ((const char *const[]) { "2", "1", NULL }));
  g_assert_cmpint (berth_size_get_restriction (size), ==, BERTH_SIZE_RESTRICTION_NONE);
  g_assert_null (berth_size_get_reason_code (size));
  g_assert_finalize_object (size);
}

/* A size with fewer processors than its name says: those that can be used count. */
static void
test_constrained (void)
{
  g_autoptr (BerthSize) size = parse_t4 ("", "," CAPABILITY ("vCPUsAvailable", "2"));

  g_assert_cmpuint (berth_size_get_vcpus (size), ==, 2);
}

static void
check_restriction (const char *text, BerthSizeRestriction restriction, const char *reason)
{
  g_autoptr (BerthSize) size = parse_t4 (text, "");

  g_assert_cmpint (berth_size_get_restriction (size), ==, (int) restriction);
  g_assert_cmpstr (berth_size_get_reason_code (size), ==, reason);
}

static void
test_restrictions (void)
{
  check_restriction (ZONE, BERTH_SIZE_RESTRICTION_ZONE, "NotAvailableForSubscription");
  check_restriction (LOCATION, BERTH_SIZE_RESTRICTION_LOCATION, "QuotaId");
  /* In whatever order, the whole region is what counts. */
  check_restriction (ZONE "," LOCATION, BERTH_SIZE_RESTRICTION_LOCATION, "QuotaId");
  check_restriction (LOCATION "," ZONE, BERTH_SIZE_RESTRICTION_LOCATION, "QuotaId");
}

static void
test_odd_capabilities (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthSize) size
    = parse ("{\"resourceType\":\"VirtualMachines\",\"name\":\"a\",\"restrictions\":null,"
             "\"locationInfo\":{},\"capabilities\":[7,null,{},"
             "{\"name\":\"vCPUs\",\"value\":\"-4\"},"
             "{\"name\":\"MemoryGB\",\"value\":\"nan\"},"
             "{\"name\":\"GPUs\",\"value\":\"1e300\"},"
             "{\"name\":\"MaxResourceVolumeMB\",\"value\":\"\"},"
             "{\"name\":\"PremiumIO\",\"value\":true}]}",
             &error);

  g_assert_no_error (error);
  g_assert_cmpuint (berth_size_get_vcpus (size), ==, 0);
  g_assert_cmpfloat (berth_size_get_memory_gib (size), ==, 0);
  g_assert_cmpuint (berth_size_get_gpus (size), ==, 0);
  g_assert_cmpint (berth_size_get_local_disk_mib (size), ==, 0);
  g_assert_null (berth_size_get_gpu_name (size));
  /* What is not said is as it has always been. */
  g_assert_true (berth_size_supports_gen1 (size));
  g_assert_false (berth_size_supports_gen2 (size));
  g_assert_cmpuint (g_strv_length ((char **) berth_size_get_zones (size)), ==, 0);
}

static void
test_others (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse ("{\"resourceType\":\"disks\",\"name\":\"P10\"}", &error));
  g_assert_no_error (error);
  g_assert_null (parse ("{\"name\":\"P10\"}", &error));
  g_assert_no_error (error);
  g_assert_null (parse ("{\"resourceType\":\"virtualMachines\"}", &error));
  g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  g_assert_nonnull (strstr (error->message, "name"));
}

typedef struct {
  guint sizes;
  guint others;
  guint restricted;
} Counts;

static void
count_entry (JsonObject *entry, Counts *counts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BerthSize) size = berth_size_parse (entry, &error);

  g_assert_no_error (error);
  if (size == NULL) {
    counts->others++;
    return;
  }
  counts->sizes++;
  g_assert_cmpuint (berth_size_get_vcpus (size), >, 0);
  g_assert_cmpfloat (berth_size_get_memory_gib (size), >, 0);
  g_assert_nonnull (berth_size_get_family (size));
  if (berth_size_get_restriction (size) != BERTH_SIZE_RESTRICTION_NONE)
    counts->restricted++;
}

static void
count_entries (JsonObject *root, Counts *counts)
{
  JsonArray *entries = berth_json_get_array (root, "value");

  for (guint i = 0; i < json_array_get_length (entries); i++)
    count_entry (berth_json_array_get_object (entries, i), counts);
}

static void
count_exchange (const BerthExchange *exchange, gpointer data)
{
  if (strstr (exchange->url, "Microsoft.Compute/skus") != NULL)
    count_entries (json_node_get_object (exchange->body), data);
}

static void
test_recorded (void)
{
  Counts counts = { 0 };

  if (!berth_recordings_foreach ("vm-skus_list_2018-*", count_exchange, &counts))
    return;
  g_assert_cmpuint (counts.sizes, ==, 527);
  g_assert_cmpuint (counts.others, ==, 2);
  g_assert_cmpuint (counts.restricted, >, 0);
}

static void
test_eastus (void)
{
  g_autofree char *path = berth_test_shared_path ("azure/data/skus-eastus-skewer.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  Counts counts = { 0 };

  if (path == NULL) {
    g_test_skip ("No list of sizes stands beside the checkout");
    return;
  }
  g_assert_true (json_parser_load_from_file (parser, path, &error));
  g_assert_no_error (error);
  count_entries (json_node_get_object (json_parser_get_root (parser)), &counts);
  g_assert_cmpuint (counts.sizes, >, 0);
  g_assert_cmpuint (counts.restricted, ==, 2);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/azure/size/story", test_story);
  g_test_add_func ("/azure/size/constrained", test_constrained);
  g_test_add_func ("/azure/size/restrictions", test_restrictions);
  g_test_add_func ("/azure/size/odd-capabilities", test_odd_capabilities);
  g_test_add_func ("/azure/size/others", test_others);
  g_test_add_func ("/azure/size/recorded", test_recorded);
  g_test_add_func ("/azure/size/eastus", test_eastus);
  return g_test_run ();
}
