/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-graphics.h"

/* Where nothing draws in hardware, GTK loads the software driver of OpenGL all the same,
 * finds out that it is one, and goes on without it. That costs some 50 MiB and a good
 * part of the start, for the same picture; GTK can be told beforehand. */

#define VARIABLE "GDK_DISABLE"

/**
 * berth_graphics_is_accelerated:
 * @devices: the folder of the devices, "/dev"
 *
 * Looks for a device that can draw: a render node, or what NVIDIA's own driver or
 * Windows' subsystem for Linux has instead.
 *
 * Returns: whether there is one
 */
gboolean
berth_graphics_is_accelerated (const char *devices)
{
  static const char *const others[] = { "nvidiactl", "dxg" };
  g_autofree char *path = g_build_filename (devices, "dri", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autofree char *other = g_build_filename (devices, others[i], NULL);

    if (g_file_test (other, G_FILE_TEST_EXISTS))
      return TRUE;
  }
  return FALSE;
}

/**
 * berth_graphics_prepare:
 * @devices: the folder of the devices, "/dev"
 *
 * Tells GTK to leave OpenGL and Vulkan alone where they would be drawn in software. What
 * the person has set is left as it is. Before GTK starts, and before any thread.
 */
void
berth_graphics_prepare (const char *devices)
{
  if (g_getenv (VARIABLE) == NULL && !berth_graphics_is_accelerated (devices))
    g_setenv (VARIABLE, "gl,vulkan", TRUE);
}
