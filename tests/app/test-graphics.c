/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-graphics.h"
#include "berth-test.h"

#include <glib/gstdio.h>

static void
add_device (const char *devices, const char *name)
{
  g_autofree char *path = g_build_filename (devices, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
test_devices (void)
{
  static const struct {
    const char *device;
    gboolean accelerated;
  } cases[] = {
    { "null", FALSE },          { "dri/card0", FALSE }, { "dri/renderD128", TRUE },
    { "dri/renderD129", TRUE }, { "nvidiactl", TRUE },  { "dxg", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *devices = berth_test_make_folder ();

    add_device (devices, cases[i].device);
    g_assert_cmpint (berth_graphics_is_accelerated (devices), ==, cases[i].accelerated);
    berth_test_remove_folder (devices);
  }
  g_assert_false (berth_graphics_is_accelerated ("/nowhere"));
}

static void
test_prepare (void)
{
  g_autofree char *devices = berth_test_make_folder ();

  g_unsetenv ("GDK_DISABLE");
  berth_graphics_prepare (devices);
  g_assert_cmpstr (g_getenv ("GDK_DISABLE"), ==, "gl,vulkan");

  /* Empty is a choice, too. */
  g_setenv ("GDK_DISABLE", "", TRUE);
  berth_graphics_prepare (devices);
  g_assert_cmpstr (g_getenv ("GDK_DISABLE"), ==, "");

  g_unsetenv ("GDK_DISABLE");
  add_device (devices, "dri/renderD128");
  berth_graphics_prepare (devices);
  g_assert_null (g_getenv ("GDK_DISABLE"));
  berth_test_remove_folder (devices);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/graphics/devices", test_devices);
  g_test_add_func ("/app/graphics/prepare", test_prepare);
  return g_test_run ();
}
