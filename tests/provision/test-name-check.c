/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-name-check.h"
#include "berth-test.h"

static void
test_machine (void)
{
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *too_long = g_strnfill (65, 'a');

  g_assert_null (berth_name_check_machine ("kaggle-linux-gpu-vm"));
  g_assert_null (berth_name_check_machine (longest));
  g_assert_nonnull (berth_name_check_machine (too_long));
  g_assert_nonnull (berth_name_check_machine (NULL));
  g_assert_nonnull (berth_name_check_machine (""));
  g_assert_nonnull (berth_name_check_machine ("-a"));
  g_assert_nonnull (berth_name_check_machine ("a."));
  g_assert_nonnull (berth_name_check_machine ("a_b"));
  g_assert_nonnull (berth_name_check_machine ("캐글"));
  g_assert_nonnull (berth_name_check_machine ("10.0.0.1"));
}

static void
test_group (void)
{
  g_autofree char *too_long = g_strnfill (91, 'a');

  g_assert_null (berth_name_check_group ("kaggle-linux-gpu-vm_group"));
  g_assert_null (berth_name_check_group ("a(1)"));
  g_assert_nonnull (berth_name_check_group ("a."));
  g_assert_nonnull (berth_name_check_group ("a b"));
  g_assert_nonnull (berth_name_check_group (too_long));
}

static void
test_user (void)
{
  g_assert_null (berth_name_check_user ("azureuser"));
  g_assert_nonnull (berth_name_check_user ("root"));
  g_assert_nonnull (berth_name_check_user ("admin"));
  g_assert_nonnull (berth_name_check_user ("Minsu"));
  g_assert_nonnull (berth_name_check_user ("1abc"));
  g_assert_nonnull (berth_name_check_user ("민수"));
}

static void
test_suggest (void)
{
  g_autofree char *gpu = berth_name_suggest ("Standard_NC4as_T4_v3", "koreacentral");
  g_autofree char *plain = berth_name_suggest (NULL, NULL);

  g_assert_cmpstr (gpu, ==, "gpu-koreacentral");
  g_assert_null (berth_name_check_machine (gpu));
  g_assert_null (berth_name_check_machine (plain));
}

int
main (int argc, char *argv[])
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/provision/name-check/machine", test_machine);
  berth_test_add ("/provision/name-check/group", test_group);
  berth_test_add ("/provision/name-check/user", test_user);
  berth_test_add ("/provision/name-check/suggest", test_suggest);
  return g_test_run ();
}
