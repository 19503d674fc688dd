/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-samples.h"

#include <math.h>

/**
 * berth_size_sample_new:
 * @name: its name
 * @vcpus: how many processors
 * @price: USD an hour; NAN where it is not known
 *
 * Returns: (transfer full): a row of the size list, as Azure would describe the size
 */
BerthSizeItem *
berth_size_sample_new (const char *name, guint vcpus, double price)
{
  g_autofree char *text = g_strdup_printf (
    "{\"resourceType\": \"virtualMachines\", \"name\": \"%s\", \"family\": \"sample\","
    " \"locations\": [\"koreacentral\"], \"restrictions\": [], \"capabilities\": ["
    "{\"name\": \"vCPUs\", \"value\": \"%u\"}, {\"name\": \"MemoryGB\", \"value\": "
    "\"%u\"}]}",
    name, vcpus, vcpus * 4);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);
  g_autoptr (BerthSize) size = NULL;

  g_assert_no_error (error);
  size = berth_size_parse (json_node_get_object (node), &error);
  g_assert_no_error (error);
  return berth_size_item_new (size, price, NAN, "USD", NULL);
}
