/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-check.h"
#include "berth-machine-summary.h"
#include "berth-resource-group.h"
#include "berth-test.h"

#include <string.h>

/* Whatever Azure would refuse has a way on: a button, or somebody who can give it. The
 * sources are read for all that preflight can say, so that nothing is left out here. */

#define SIZE(name, generations, architecture, spot, more)                                \
  "{\"resourceType\":\"virtualMachines\",\"name\":\"" name "\",\"family\":\"fam\","      \
  "\"capabilities\":[{\"name\":\"vCPUs\",\"value\":\"4\"},"                              \
  "{\"name\":\"HyperVGenerations\",\"value\":\"" generations "\"},"                      \
  "{\"name\":\"CpuArchitectureType\",\"value\":\"" architecture "\"},"                   \
  "{\"name\":\"LowPriorityCapable\",\"value\":\"" spot "\"}]" more "}"
#define RESTRICTED(reason)                                                               \
  ",\"restrictions\":[{\"type\":\"Location\",\"reasonCode\":\"" reason "\"}]"
#define USAGE(name, limit)                                                               \
  "{\"limit\":" limit ",\"currentValue\":0,\"unit\":\"Count\",\"name\":{\"value\":"      \
  "\"" name "\",\"localizedValue\":\"" name "\"}}"
#define PRICE(sku)                                                                       \
  "{\"currencyCode\":\"USD\",\"retailPrice\":0.1,\"armRegionName\":\"koreacentral\","    \
  "\"armSkuName\":\"Good\",\"skuName\":\"" sku "\",\"meterName\":\"" sku "\","           \
  "\"productName\":\"p\",\"unitOfMeasure\":\"1 Hour\",\"type\":\"Consumption\"}"

typedef struct {
  BerthFacts *facts;
  BerthMachineSpec *spec;
  BerthTerms *terms;
  GHashTable *seen; /* titles of all that was blocked */
} Fixture;

static gpointer
parse (const char *text, gpointer (*func) (JsonObject *object, GError **error))
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  gpointer value = func (json_node_get_object (node), &error);

  g_assert_no_error (error);
  g_assert_nonnull (value);
  return value;
}

static void
know (Fixture *fixture,
      BerthFactKind kind,
      gpointer (*func) (JsonObject *object, GError **error),
      const char *const *texts)
{
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);

  for (gsize i = 0; texts[i] != NULL; i++) {
    g_autoptr (GObject) value = parse (texts[i], func);

    g_list_store_append (store, value);
  }
  berth_facts_take (fixture->facts, kind, G_LIST_MODEL (store), 1);
}

static void
know_all (Fixture *fixture)
{
  know (
    fixture, BERTH_FACT_SIZES, berth_size_parse,
    (const char *const[]) {
      SIZE ("Good", "V1,V2", "x64", "True", ""),
      SIZE ("Arm", "V1,V2", "Arm64", "True", ""), SIZE ("First", "V1", "x64", "True", ""),
      SIZE ("Plain", "V1,V2", "x64", "False", ""),
      SIZE ("Closed", "V1,V2", "x64", "True", RESTRICTED ("NotAvailableForSubscription")),
      SIZE ("Offer", "V1,V2", "x64", "True", RESTRICTED ("QuotaId")), NULL });
  know (fixture, BERTH_FACT_USAGES, berth_usage_parse,
        (const char *const[]) { USAGE ("lowPriorityCores", "3"), USAGE ("cores", "10"),
                                USAGE ("fam", "0"), NULL });
  know (fixture, BERTH_FACT_PRICES, berth_price_parse,
        (const char *const[]) { PRICE ("Good"), PRICE ("Good Spot"), NULL });
  know (fixture, BERTH_FACT_GROUPS, berth_resource_group_parse,
        (const char *const[]) {
          "{\"id\":\"/g\",\"name\":\"leaving\",\"location\":\"koreacentral\","
          "\"properties\":{\"provisioningState\":\"Deleting\"}}",
          NULL });
  know (fixture, BERTH_FACT_MACHINES, berth_machine_summary_parse,
        (const char *const[]) {
          "{\"id\":\"/m\",\"name\":\"taken\",\"resourceGroup\":\"taken-rg\","
          "\"location\":\"koreacentral\",\"size\":\"Good\",\"priority\":\"Spot\","
          "\"power\":\"PowerState/deallocated\"}",
          NULL });
}

static BerthImageChoice *
make_image (const char *architecture, const char *state)
{
  g_autofree char *text = g_strdup_printf (
    "{\"name\":\"1.0\",\"id\":\"/i\",\"properties\":{\"hyperVGeneration\":\"V2\","
    "\"architecture\":\"%s\",\"plan\":{\"publisher\":\"p\",\"product\":\"o\",\"name\":"
    "\"n\"},\"osDiskImage\":{\"operatingSystem\":\"Linux\",\"sizeInGb\":30},"
    "\"imageDeprecationStatus\":{\"imageState\":\"%s\"}}}",
    architecture, state);
  g_autoptr (BerthImage) image = parse (text, berth_image_parse);

  return berth_image_choice_new_from_image (image);
}

static void
begin (Fixture *fixture)
{
  g_autoptr (BerthImageChoice) image = make_image ("x64", "Active");

  fixture->spec = berth_machine_spec_new ();
  berth_machine_spec_set_location (fixture->spec, "koreacentral");
  berth_machine_spec_set_name (fixture->spec, "new");
  berth_machine_spec_set_group_is_new (fixture->spec, TRUE);
  berth_machine_spec_set_user (fixture->spec, "azureuser");
  berth_machine_spec_set_image (fixture->spec, image);
  berth_machine_spec_set_size (fixture->spec, "Good");
  berth_machine_spec_set_spot (fixture->spec, TRUE);
}

static gboolean
names_somebody (const char *detail)
{
  return detail != NULL
         && (strstr (detail, "owns it") != NULL
             || strstr (detail, "administrator") != NULL
             || strstr (detail, "support") != NULL);
}

/* Judges, and forgets the choices. */
static void
judge (Fixture *fixture)
{
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_with_free_func (g_object_unref);
  BerthCheck check = { .spec = fixture->spec,
                       .facts = fixture->facts,
                       .terms = fixture->terms,
                       .verdicts = verdicts };

  berth_check_all (&check);
  for (guint i = 0; i < verdicts->len; i++) {
    BerthVerdict *verdict = verdicts->pdata[i];

    if (berth_verdict_get_level (verdict) != BERTH_VERDICT_LEVEL_BLOCKED)
      continue;
    g_test_message ("%s", berth_verdict_get_title (verdict));
    if (berth_verdict_get_fix (verdict) == NULL
        && !names_somebody (berth_verdict_get_detail (verdict)))
      g_error ("“%s” has no way on", berth_verdict_get_title (verdict));
    g_hash_table_add (fixture->seen, g_strdup (berth_verdict_get_title (verdict)));
  }
  g_clear_object (&fixture->spec);
}

static void
judge_names (Fixture *fixture)
{
  begin (fixture);
  berth_machine_spec_set_name (fixture->spec, "-bad-");
  berth_machine_spec_set_user (fixture->spec, "root");
  berth_machine_spec_set_group (fixture->spec, "bad.");
  judge (fixture);
  begin (fixture);
  berth_machine_spec_set_name (fixture->spec, "taken");
  berth_machine_spec_set_group (fixture->spec, "taken-rg");
  judge (fixture);
  begin (fixture);
  berth_machine_spec_set_group_is_new (fixture->spec, FALSE);
  berth_machine_spec_set_group (fixture->spec, "gone");
  judge (fixture);
  begin (fixture);
  berth_machine_spec_set_group_is_new (fixture->spec, FALSE);
  berth_machine_spec_set_group (fixture->spec, "leaving");
  judge (fixture);
}

static void
judge_sizes (Fixture *fixture)
{
  static const char *const sizes[]
    = { "Good", "Arm", "First", "Plain", "Closed", "Offer", "Absent" };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    begin (fixture);
    berth_machine_spec_set_size (fixture->spec, sizes[i]);
    judge (fixture);
  }
  begin (fixture);
  berth_machine_spec_set_spot (fixture->spec, FALSE);
  judge (fixture);
  begin (fixture);
  berth_machine_spec_set_eviction_type (fixture->spec, BERTH_EVICTION_TYPE_PRICE);
  berth_machine_spec_set_max_price (fixture->spec, 0.01);
  judge (fixture);
}

static void
judge_image (Fixture *fixture)
{
  g_autoptr (BerthImageChoice) withdrawn = make_image ("x64", "Deprecated");

  begin (fixture);
  berth_machine_spec_set_image (fixture->spec, withdrawn);
  judge (fixture);
}

/* What the sources call blocked: the first string of each such verdict, or both of a
 * choice between two. */
static void
check_sources (Fixture *fixture)
{
  g_autofree char *folder
    = g_build_filename (g_test_get_dir (G_TEST_DIST), "..", "src", "provision", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GRegex) regex
    = g_regex_new ("VERDICT_LEVEL_BLOCKED,\\s*(?:\\w+ \\? )?_ \\(\"([^\"]+)\"\\)"
                   "(?:\\s*: _ \\(\"([^\"]+)\"\\))?",
                   0, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;
    g_autoptr (GMatchInfo) match = NULL;

    if (!g_str_has_prefix (name, "berth-check") || !g_str_has_suffix (name, ".c"))
      continue;
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
         g_match_info_next (match, NULL))
      for (int i = 1; i < g_match_info_get_match_count (match); i++) {
        g_autofree char *title = g_match_info_fetch (match, i);

        if (!g_hash_table_contains (fixture->seen, title))
          g_error ("“%s” was never tried", title);
        n++;
      }
  }
  g_assert_cmpuint (n, >=, 16);
  g_test_message ("%u kinds of blocked verdicts, each with a way on", n);
}

static void
test_ways_on (void)
{
  Fixture fixture = { 0 };

  fixture.facts = berth_facts_new_unasked (NULL, "s", "koreacentral");
  fixture.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fixture.terms
    = parse ("{\"id\":\"/t\",\"properties\":{\"accepted\":false}}", berth_terms_parse);
  know_all (&fixture);
  judge_names (&fixture);
  judge_sizes (&fixture);
  judge_image (&fixture);
  check_sources (&fixture);
  g_object_unref (fixture.terms);
  g_hash_table_unref (fixture.seen);
  g_assert_finalize_object (fixture.facts);
}

/* A switched off machine holds cores: it is named, with how many. */
static void
test_holders (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_with_free_func (g_object_unref);
  BerthCheck check;
  gboolean found = FALSE;

  fixture.facts = berth_facts_new_unasked (NULL, "s", "koreacentral");
  know_all (&fixture);
  know (&fixture, BERTH_FACT_USAGES, berth_usage_parse,
        (const char *const[]) {
          "{\"limit\":4,\"currentValue\":4,\"unit\":\"Count\",\"name\":{\"value\":"
          "\"lowPriorityCores\"}}",
          NULL });
  begin (&fixture);
  check
    = (BerthCheck) { .spec = fixture.spec, .facts = fixture.facts, .verdicts = verdicts };
  berth_check_quota (&check);
  for (guint i = 0; i < verdicts->len; i++)
    found
      |= strstr (berth_verdict_get_detail (verdicts->pdata[i]), "taken (4, switched off)")
         != NULL;
  g_assert_true (found);
  g_object_unref (fixture.spec);
  g_assert_finalize_object (fixture.facts);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/blocked/ways-on", test_ways_on);
  berth_test_add ("/provision/blocked/holders", test_holders);
  return g_test_run ();
}
