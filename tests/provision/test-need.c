/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-need.h"
#include "berth-test.h"

#include <math.h>

static BerthSize *
make_size (const char *name, guint cores, guint memory, guint gpus, const char *more)
{
  g_autofree char *text = g_strdup_printf (
    "{\"resourceType\":\"virtualMachines\",\"name\":\"%s\",\"family\":\"f\","
    "\"capabilities\":[{\"name\":\"vCPUs\",\"value\":\"%u\"},"
    "{\"name\":\"MemoryGB\",\"value\":\"%u\"},{\"name\":\"GPUs\",\"value\":\"%u\"},"
    "{\"name\":\"HyperVGenerations\",\"value\":\"V1,V2\"}]%s}",
    name, cores, memory, gpus, more);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  BerthSize *size = berth_size_parse (json_node_get_object (node), &error);

  g_assert_no_error (error);
  return size;
}

static gboolean
is_met (guint cores, guint memory, guint gpus, const char *name)
{
  g_autoptr (BerthSize) wanted = make_size ("Standard_NC4as_T4_v3", 4, 28, 1, "");
  g_autoptr (BerthSize) size = make_size (name, cores, memory, gpus, "");

  return berth_need_is_met (wanted, size);
}

static void
test_met (void)
{
  g_assert_true (is_met (4, 28, 1, "Standard_NC4as_T4_v3"));
  g_assert_true (is_met (8, 56, 1, "Standard_NC8as_T4_v3"));
  g_assert_false (is_met (16, 110, 1, "Standard_NC16as_T4_v3")); /* far too much */
  g_assert_false (is_met (2, 28, 1, "Standard_NC2as_T4_v3"));    /* too few cores */
  g_assert_false (is_met (4, 14, 1, "Standard_NC4as_T4_v3"));    /* too little memory */
  g_assert_false (is_met (4, 28, 0, "Standard_D4s_v5"));         /* no GPU */
  g_assert_false (is_met (6, 112, 1, "Standard_NC6s_v3"));       /* another GPU */
}

static void
test_restrictions (void)
{
  g_autoptr (BerthSize) open = make_size ("Standard_D4s_v5", 4, 16, 0, "");
  g_autoptr (BerthSize) closed = make_size (
    "Standard_D4s_v5", 4, 16, 0,
    ",\"restrictions\":[{\"type\":\"Location\",\"reasonCode\":\"QuotaId\"}]");
  g_autoptr (BerthSize) zones
    = make_size ("Standard_D4s_v5", 4, 16, 0,
                 ",\"restrictions\":[{\"type\":\"Zone\",\"values\":[\"3\"]}]");

  g_assert_true (berth_need_can_be_had (open, FALSE));
  g_assert_false (berth_need_can_be_had (open, TRUE)); /* says nothing of Spot */
  g_assert_false (berth_need_can_be_had (closed, FALSE));
  g_assert_true (berth_need_can_be_had (zones, FALSE));
}

static void
test_distance (void)
{
  /* Seoul to Tokyo, to Virginia, to itself. */
  g_assert_cmpfloat_with_epsilon (
    berth_need_get_distance (37.5665, 126.9780, 35.68, 139.77), 1156, 10);
  g_assert_cmpfloat_with_epsilon (
    berth_need_get_distance (37.5665, 126.9780, 37.3719, -79.8164), 11330, 120);
  g_assert_cmpfloat (berth_need_get_distance (1, 2, 1, 2), ==, 0);
  g_assert_true (isinf (berth_need_get_distance (1, 2, (double) NAN, 2)));
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/need/met", test_met);
  berth_test_add ("/provision/need/restrictions", test_restrictions);
  berth_test_add ("/provision/need/distance", test_distance);
  return g_test_run ();
}
