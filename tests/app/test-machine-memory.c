/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-machine-memory.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define MACHINE                                                                          \
  "/subscriptions/s/resourceGroups/G/providers/Microsoft.Compute/virtualMachines/Kaggle"

static char *
find (BerthMachineMemory *memory, const char *id, GError **error)
{
  return dex_await_string (berth_machine_memory_find_key (memory, id), error);
}

static void
test_remember (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "new", "machines.ini", NULL);
  BerthMachineMemory *memory = berth_machine_memory_new (path);
  g_autofree char *lower = g_ascii_strdown (MACHINE, -1);
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_null (find (memory, MACHINE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  dex_await (berth_machine_memory_remember_key (memory, MACHINE, "/keys/k=1;#"), &error);
  g_assert_no_error (error);
  key = find (memory, lower, &error);
  g_assert_cmpstr (key, ==, "/keys/k=1;#");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  dex_await (berth_machine_memory_forget (memory, MACHINE), &error);
  g_assert_no_error (error);
  g_assert_null (find (memory, MACHINE, NULL));
  g_assert_finalize_object (memory);
  berth_test_remove_folder (folder);
}

static void
test_odd_ids (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "machines.ini", NULL);
  BerthMachineMemory *memory = berth_machine_memory_new (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;

  dex_await (berth_machine_memory_remember_key (memory, "]\n[x", "/k"), &error);
  g_assert_no_error (error);
  key = find (memory, "]\n[x", &error);
  g_assert_cmpstr (key, ==, "/k");
  g_assert_finalize_object (memory);
  berth_test_remove_folder (folder);
}

static void
test_damaged_file (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "machines.ini", NULL);
  BerthMachineMemory *memory = berth_machine_memory_new (path);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "\001 not a key file", -1, NULL);
  g_assert_null (find (memory, MACHINE, &error));
  g_assert_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_PARSE);
  g_assert_finalize_object (memory);
  berth_test_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/app/machine-memory/remember", test_remember);
  berth_test_add ("/app/machine-memory/odd-ids", test_odd_ids);
  berth_test_add ("/app/machine-memory/damaged-file", test_damaged_file);
  return g_test_run ();
}
