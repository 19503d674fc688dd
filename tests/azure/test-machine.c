/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-json.h"
#include "berth-machine-summary.h"
#include "berth-machine.h"
#include "berth-recordings.h"
#include "berth-test.h"

#include <string.h>

static BerthMachine *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  BerthMachine *machine = berth_machine_parse (json_node_get_object (node), &error);

  g_assert_no_error (error);
  return machine;
}

static void
test_whole (void)
{
  BerthMachine *machine = parse (
    "{\"id\":\"/a/v\",\"name\":\"v\",\"location\":\"koreacentral\",\"tags\":{\"berth-ssh-"
    "port\":\"2222\",\"odd\":7},\"properties\":{\"priority\":\"Spot\",\"evictionPolicy\":"
    "\"Deallocate\",\"billingProfile\":{\"maxPrice\":-1},\"hardwareProfile\":{\"vmSize\":"
    "\"Standard_NC4as_T4_v3\"},\"provisioningState\":\"Succeeded\",\"osProfile\":{"
    "\"adminUsername\":\"azureuser\",\"computerName\":\"v\"},\"storageProfile\":{"
    "\"imageReference\":{\"publisher\":\"nvidia\",\"offer\":\"o\",\"sku\":\"s\"},"
    "\"osDisk\":{\"managedDisk\":{\"id\":\"/a/d\"}}},\"networkProfile\":{"
    "\"networkInterfaces\":[{\"id\":\"/a/n\"},{},7]},\"vmId\":\"u\",\"instanceView\":{"
    "\"statuses\":[{\"code\":\"ProvisioningState/succeeded\"},{\"code\":\"PowerState/"
    "deallocated\"},7,{}]}}}");

  g_assert_cmpstr (berth_machine_get_size (machine), ==, "Standard_NC4as_T4_v3");
  g_assert_cmpstr (berth_machine_get_tag (machine, "berth-ssh-port"), ==, "2222");
  g_assert_null (berth_machine_get_tag (machine, "odd"));
  g_assert_true (berth_machine_is_spot (machine));
  g_assert_cmpfloat (berth_machine_get_max_price (machine), ==, -1);
  g_assert_cmpstr (berth_machine_get_eviction_policy (machine), ==, "Deallocate");
  g_assert_cmpstr (berth_machine_get_admin_user (machine), ==, "azureuser");
  g_assert_cmpstr (berth_machine_get_image_publisher (machine), ==, "nvidia");
  g_assert_cmpstr (berth_machine_get_os_disk_id (machine), ==, "/a/d");
  g_assert_cmpstr (berth_machine_get_vm_id (machine), ==, "u");
  g_assert_cmpstrv (berth_machine_get_interface_ids (machine),
                    ((const char *const[]) { "/a/n", NULL }));
  g_assert_cmpint (berth_machine_get_power_state (machine), ==,
                   BERTH_POWER_STATE_DEALLOCATED);
  g_assert_finalize_object (machine);
}

static void
test_little (void)
{
  g_autoptr (BerthMachine) machine = parse ("{\"id\":\"/a/v\",\"name\":\"v\"}");

  g_assert_false (berth_machine_is_spot (machine));
  g_assert_null (berth_machine_get_size (machine));
  g_assert_cmpint (berth_machine_get_power_state (machine), ==,
                   BERTH_POWER_STATE_UNKNOWN);
  g_assert_cmpuint (g_hash_table_size (berth_machine_get_tags (machine)), ==, 0);
}

static void
test_power_states (void)
{
  static const struct {
    const char *code;
    BerthPowerState state;
  } cases[] = {
    { "PowerState/starting", BERTH_POWER_STATE_STARTING },
    { "PowerState/running", BERTH_POWER_STATE_RUNNING },
    { "PowerState/stopping", BERTH_POWER_STATE_STOPPING },
    { "PowerState/stopped", BERTH_POWER_STATE_STOPPED },
    { "PowerState/deallocating", BERTH_POWER_STATE_DEALLOCATING },
    { "PowerState/deallocated", BERTH_POWER_STATE_DEALLOCATED },
    { "powerstate/RUNNING", BERTH_POWER_STATE_RUNNING },
    { "PowerState/hibernating", BERTH_POWER_STATE_UNKNOWN },
    { "ProvisioningState/running", BERTH_POWER_STATE_UNKNOWN },
    { "PowerState/", BERTH_POWER_STATE_UNKNOWN },
    { "", BERTH_POWER_STATE_UNKNOWN },
    { NULL, BERTH_POWER_STATE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (berth_power_state_from_code (cases[i].code), ==,
                     (int) cases[i].state);
}

static void
check_summary (const char *priority, gboolean spot)
{
  g_autofree char *text
    = g_strdup_printf ("{\"id\":\"/a/v\",\"name\":\"v\",\"power\":\"PowerState/running\","
                       "\"priority\":\"%s\"}",
                       priority);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (BerthMachineSummary) summary
    = berth_machine_summary_parse (json_node_get_object (node), NULL);

  g_assert_true (berth_machine_summary_is_spot (summary) == spot);
  g_assert_cmpint (berth_machine_summary_get_power_state (summary), ==,
                   BERTH_POWER_STATE_RUNNING);
}

static void
test_summary (void)
{
  check_summary ("Spot", TRUE);
  check_summary ("spot", TRUE);
  /* The older word for the same. */
  check_summary ("Low", TRUE);
  check_summary ("Regular", FALSE);
  check_summary ("", FALSE);
}

typedef struct {
  guint low;
  guint spot;
  guint running;
} Counts;

static void
count_machine (const BerthExchange *exchange, gpointer data)
{
  Counts *counts = data;
  g_autoptr (BerthMachine) machine = NULL;
  JsonObject *object = exchange->body != NULL && JSON_NODE_HOLDS_OBJECT (exchange->body)
                         ? json_node_get_object (exchange->body)
                         : NULL;

  if (g_strcmp0 (berth_json_get_string (object, "type"),
                 "Microsoft.Compute/virtualMachines")
      != 0)
    return;
  machine = berth_machine_parse (object, NULL);
  g_assert_nonnull (machine);
  g_assert_true (berth_machine_is_spot (machine));
  g_assert_cmpstr (berth_machine_get_eviction_policy (machine), ==, "Deallocate");
  g_assert_cmpfloat (berth_machine_get_max_price (machine), >=, 50);
  counts->low += g_strcmp0 (berth_machine_get_priority (machine), "Low") == 0;
  counts->spot += g_strcmp0 (berth_machine_get_priority (machine), "Spot") == 0;
  counts->running += berth_machine_get_power_state (machine) == BERTH_POWER_STATE_RUNNING;
}

static void
test_recorded_spot (void)
{
  Counts counts = { 0 };

  if (!berth_recordings_foreach ("vm-vm_priority_eviction_billing", count_machine,
                                 &counts))
    return;
  g_assert_cmpuint (counts.low, >, 0);
  g_assert_cmpuint (counts.spot, >, 0);
  g_assert_cmpuint (counts.running, >, 0);
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/azure/machine/whole", test_whole);
  g_test_add_func ("/azure/machine/little", test_little);
  g_test_add_func ("/azure/machine/power-states", test_power_states);
  g_test_add_func ("/azure/machine/summary", test_summary);
  g_test_add_func ("/azure/machine/recorded-spot", test_recorded_spot);
  return g_test_run ();
}
