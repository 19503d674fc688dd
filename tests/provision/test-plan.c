/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-json.h"
#include "berth-plan.h"
#include "berth-test.h"

#include <string.h>

static const char text[]
  = "{\"subscription-id\": \"s\", \"location\": \"koreacentral\", \"name\": \"trainer\","
    " \"size\": \"Standard_NC4as_T4_v3\", \"user\": \"azureuser\", \"public-key\":"
    " \"ssh-ed25519 AAAA it's\", \"ssh-from\": \"192.0.2.7/32\","
    " \"image\": {\"publisher\": \"nvidia\", \"offer\": \"ngc_azure_17_11\", \"sku\": "
    "\"sku\","
    " \"version\": \"23.09.1\", \"planPublisher\": \"nvidia\", \"planProduct\":"
    " \"ngc_azure_17_11\", \"planName\": \"sku\"}}";

static BerthPlan *
make_plan (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  BerthPlan *plan = berth_plan_from_json (node, &error);

  g_assert_no_error (error);
  return plan;
}

static JsonObject *
find_resource (BerthPlan *plan, const char *type)
{
  JsonArray *resources = berth_json_get_array (
    json_node_get_object (berth_plan_get_template (plan)), "resources");

  for (guint i = 0; i < json_array_get_length (resources); i++) {
    JsonObject *resource = json_array_get_object_element (resources, i);

    if (g_str_equal (berth_json_get_string (resource, "type"), type))
      return resource;
  }
  g_assert_not_reached ();
}

static void
test_template (void)
{
  BerthPlan *plan = make_plan ();
  JsonObject *machine = find_resource (plan, "Microsoft.Compute/virtualMachines");
  JsonObject *nsg = find_resource (plan, "Microsoft.Network/networkSecurityGroups");
  JsonArray *rules = berth_json_get_array (nsg, "properties.securityRules");
  gsize length = 0;
  g_autofree guchar *custom_data = g_base64_decode (
    berth_json_get_string (machine, "properties.osProfile.customData"), &length);

  g_assert_cmpstr (berth_json_get_string (machine, "properties.priority"), ==, "Spot");
  g_assert_cmpstr (berth_json_get_string (machine, "properties.evictionPolicy"), ==,
                   "Deallocate");
  g_assert_cmpfloat (
    berth_json_get_double (machine, "properties.billingProfile.maxPrice", 0), ==, -1);
  g_assert_cmpstr (berth_json_get_string (machine, "plan.name"), ==, "sku");
  g_assert_cmpuint (json_array_get_length (rules), ==, 1);
  g_assert_cmpstr (berth_json_get_string (json_array_get_object_element (rules, 0),
                                          "properties.sourceAddressPrefix"),
                   ==, "192.0.2.7/32");
  g_assert_cmpmem (custom_data, 13, "#cloud-config", 13);
  g_assert_finalize_object (plan);
}

/* Nobody may connect: no rule at all, since everything is closed without one. */
static void
test_closed (void)
{
  g_autoptr (BerthPlan) open = make_plan ();
  g_autoptr (BerthMachineSpec) spec
    = berth_machine_spec_copy (berth_plan_get_spec (open));
  g_autoptr (BerthPlan) plan = NULL;

  berth_machine_spec_set_ssh_from (spec, "");
  plan = berth_plan_new (spec, NULL);
  g_assert_cmpuint (json_array_get_length (berth_json_get_array (
                      find_resource (plan, "Microsoft.Network/networkSecurityGroups"),
                      "properties.securityRules")),
                    ==, 0);
}

static void
assert_has (const char *document, const char *part)
{
  if (strstr (document, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, document);
}

static void
test_exports (void)
{
  g_autoptr (BerthPlan) plan = make_plan ();
  g_autofree char *az = berth_plan_to_az_cli (plan);
  g_autofree char *bicep = berth_plan_to_bicep (plan);
  g_autofree char *terraform = berth_plan_to_terraform (plan);
  g_autofree char *arm = berth_plan_to_arm (plan);

  assert_has (az, "az vm image terms accept");
  assert_has (az, "--image 'nvidia:ngc_azure_17_11:sku:23.09.1'");
  assert_has (az, "--priority 'Spot'");
  /* Quotes in a key's comment stay the shell's data. */
  assert_has (az, "'ssh-ed25519 AAAA it'\\''s'");
  assert_has (bicep,
              "resource machine 'Microsoft.Compute/virtualMachines@2024-03-01' = {");
  assert_has (bicep, "keyData: 'ssh-ed25519 AAAA it\\'s'");
  assert_has (bicep, "    nicResource\n");
  assert_has (terraform, "resource \"azurerm_linux_virtual_machine\" \"machine\" {");
  assert_has (terraform, "eviction_policy = \"Deallocate\"");
  assert_has (arm, "deploymentTemplate.json#");
}

/* Whichever way it goes, the first boot is the same; Terraform's own marks are doubled.
 */
static void
test_exports_of_desktop (void)
{
  g_autoptr (BerthPlan) bare = make_plan ();
  g_autoptr (BerthMachineSpec) spec
    = berth_machine_spec_copy (berth_plan_get_spec (bare));
  g_autoptr (BerthPlan) plan = NULL;
  g_autofree char *az = NULL;
  g_autofree char *terraform = NULL;

  berth_machine_spec_set_desktop (spec, BERTH_DESKTOP_XFCE);
  plan = berth_plan_new (spec, NULL);
  az = berth_plan_to_az_cli (plan);
  terraform = berth_plan_to_terraform (plan);
  assert_has (az, berth_plan_get_custom_data (plan));
  assert_has (az, "root=${BERTH_FIRST_BOOT_ROOT:-}");
  assert_has (terraform, "root=$${BERTH_FIRST_BOOT_ROOT:-}");
  assert_has (terraform, "berth-first-boot.service");
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/plan/template", test_template);
  berth_test_add ("/provision/plan/closed", test_closed);
  berth_test_add ("/provision/plan/exports", test_exports);
  berth_test_add ("/provision/plan/exports-of-desktop", test_exports_of_desktop);
  return g_test_run ();
}
