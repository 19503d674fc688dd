/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-azure-error.h"
#include "berth-machine-spec.h"
#include "berth-test.h"

static const char text[]
  = "{\"name\": \"trainer\", \"spot\": false, \"max-price\": 0.25,"
    " \"eviction-policy\": \"delete\", \"key-source\": \"file\", \"something-new\": 7,"
    " \"desktop\": \"xfce\","
    " \"image\": {\"publisher\": \"Debian\", \"offer\": \"debian-12\", \"sku\": "
    "\"12-gen2\","
    " \"version\": \"1\", \"osDiskGib\": 30}}";

static void
test_json (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  BerthMachineSpec *spec = berth_machine_spec_from_json (node, &error);
  g_autoptr (JsonNode) printed = NULL;
  g_autoptr (BerthMachineSpec) again = NULL;
  g_autofree char *urn = NULL;

  g_assert_no_error (error);
  g_assert_false (berth_machine_spec_get_spot (spec));
  g_assert_cmpfloat (berth_machine_spec_get_max_price (spec), ==, 0.25);
  printed = berth_machine_spec_to_json (spec);
  again = berth_machine_spec_from_json (printed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (berth_machine_spec_get_eviction_policy (again), ==,
                   BERTH_EVICTION_POLICY_DELETE);
  g_assert_cmpint (berth_machine_spec_get_key_source (again), ==, BERTH_KEY_SOURCE_FILE);
  g_assert_cmpint (berth_machine_spec_get_desktop (again), ==, BERTH_DESKTOP_XFCE);
  urn = berth_image_choice_dup_urn (berth_machine_spec_get_image (again));
  g_assert_cmpstr (urn, ==, "Debian:debian-12:12-gen2:1");
  g_assert_finalize_object (spec);
}

static void
test_damaged (void)
{
  static const char *const texts[] = {
    "[]",
    "{}",
    "{\"name\": 3}",
    "{\"name\": \"a\", \"image\": {\"publisher\": \"x\"}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) node = json_from_string (texts[i], NULL);

    g_assert_null (berth_machine_spec_from_json (node, &error));
    g_assert_error (error, BERTH_AZURE_ERROR, BERTH_AZURE_ERROR_MALFORMED_ANSWER);
  }
}

static void
test_group (void)
{
  g_autoptr (BerthMachineSpec) spec = berth_machine_spec_new ();
  g_autofree char *own = NULL;
  g_autofree char *chosen = NULL;

  g_assert_null (berth_machine_spec_dup_group (spec));
  berth_machine_spec_set_name (spec, "trainer");
  own = berth_machine_spec_dup_group (spec);
  g_assert_cmpstr (own, ==, "trainer_group");
  berth_machine_spec_set_group (spec, "shared");
  chosen = berth_machine_spec_dup_group (spec);
  g_assert_cmpstr (chosen, ==, "shared");
}

static void
count (gpointer object, GParamSpec *pspec, guint *n)
{
  (*n)++;
}

static void
test_notify (void)
{
  g_autoptr (BerthMachineSpec) spec = berth_machine_spec_new ();
  guint n = 0;

  g_signal_connect (spec, "notify::size", G_CALLBACK (count), &n);
  berth_machine_spec_set_size (spec, "Standard_D2s_v5");
  berth_machine_spec_set_size (spec, "Standard_D2s_v5");
  g_assert_cmpuint (n, ==, 1);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/machine-spec/json", test_json);
  berth_test_add ("/provision/machine-spec/damaged", test_damaged);
  berth_test_add ("/provision/machine-spec/group", test_group);
  berth_test_add ("/provision/machine-spec/notify", test_notify);
  return g_test_run ();
}
