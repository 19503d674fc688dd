/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/**
 * berth_test_init:
 *
 * Readies GTest and libdex; the first call of each test program.
 */
void
berth_test_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  dex_init ();
}

static DexFuture *
run_fiber (gpointer data)
{
  ((BerthTestFunc) data) ();
  return dex_future_new_true ();
}

static DexFuture *
on_fiber_ended (DexFuture *future, gpointer loop)
{
  g_main_loop_quit (loop);
  return NULL;
}

/**
 * berth_test_run_in_fiber:
 *
 * Runs @func in a fiber and the main loop until it ends; then what is still queued on the
 * main context.
 */
void
berth_test_run_in_fiber (BerthTestFunc func)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  dex_future_disown (dex_future_finally (
    dex_scheduler_spawn (NULL, 0, run_fiber, func, NULL), on_fiber_ended, loop, NULL));
  g_main_loop_run (loop);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
run_case (gconstpointer data)
{
  berth_test_run_in_fiber ((BerthTestFunc) data);
}

/**
 * berth_test_add:
 *
 * Adds a case whose body may await futures.
 */
void
berth_test_add (const char *path, BerthTestFunc func)
{
  g_test_add_data_func (path, func, run_case);
}

/**
 * berth_test_make_folder:
 *
 * Returns: (transfer full): the path of a new, empty folder
 */
char *
berth_test_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("berth-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/**
 * berth_test_remove_folder:
 *
 * Removes a folder of berth_test_make_folder() and all that is in it.
 */
void
berth_test_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR)
        && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      berth_test_remove_folder (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

/**
 * berth_test_shared_path:
 * @relative: a path below the facts that live beside the sources (azure/spec, say)
 *
 * Returns: (transfer full) (nullable): the whole path, or %NULL where it is absent; a
 * test then skips and says so
 */
char *
berth_test_shared_path (const char *relative)
{
  g_autofree char *path = g_build_filename (g_getenv ("BERTH_SHARED"), relative, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}
