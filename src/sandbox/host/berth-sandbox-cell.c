/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-cell.h"

#include "berth-future.h"

#include <gio/gio.h>
#include <unistd.h>

/* A cell is what bubblewrap shows a practice machine: the system's programs read-only, an
 * /etc and a home of the machine's own, and nothing else of the person's. */

static void
add (GStrvBuilder *argv, ...)
{
  va_list words;
  const char *word;

  va_start (words, argv);
  while ((word = va_arg (words, const char *)) != NULL)
    g_strv_builder_add (argv, word);
  va_end (words);
}

static void
add_namespaces (GStrvBuilder *argv, BerthSandboxWall wall, const char *host_name)
{
  add (argv, "bwrap", "--die-with-parent", "--unshare-pid", "--unshare-ipc", NULL);
  add (argv, "--unshare-uts", "--hostname", host_name, NULL);
  if (wall == BERTH_SANDBOX_WALL_ROOT)
    add (argv, "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID",
         NULL);
  else
    add (argv, "--unshare-user", "--uid", G_STRINGIFY (BERTH_SANDBOX_CELL_UID), "--gid",
         G_STRINGIFY (BERTH_SANDBOX_CELL_UID), NULL);
}

/* The machine's user is not who makes the cell, as root at least. */
static void
add_scratch (GStrvBuilder *argv, const char *path)
{
  add (argv, "--perms", "1777", "--tmpfs", path, NULL);
}

static void
add_system (GStrvBuilder *argv, BerthSandboxWall wall)
{
  add (argv, "--tmpfs", "/", "--ro-bind", "/usr", "/usr", NULL);
  add (argv, "--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin", NULL);
  add (argv, "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", NULL);
  if (wall == BERTH_SANDBOX_WALL_USER_SHARED_PROC)
    add (argv, "--ro-bind", "/proc", "/proc", NULL);
  else
    add (argv, "--proc", "/proc", NULL);
  add (argv, "--dev", "/dev", NULL);
  add_scratch (argv, "/dev/shm");
  add_scratch (argv, "/tmp");
  add_scratch (argv, "/run");
  add_scratch (argv, "/var");
}

static void
borrow (GStrvBuilder *argv, const char *const *paths)
{
  for (; *paths != NULL; paths++)
    add (argv, "--ro-bind-try", *paths, *paths, NULL);
}

static void
add_own_files (GStrvBuilder *argv, const char *folder, const char *user)
{
  static const char *const borrowed[] = { "/etc/ld.so.cache", "/etc/alternatives",
                                          "/etc/ssl/certs", "/etc/terminfo", NULL };
  g_autofree char *etc = g_build_filename (folder, "etc", NULL);
  g_autofree char *opt = g_build_filename (folder, "opt", NULL);
  g_autofree char *local = g_build_filename (folder, "local", NULL);
  g_autofree char *home = g_build_filename (folder, "home", NULL);
  g_autofree char *inside = g_strconcat ("/home/", user, NULL);

  add (argv, "--bind", etc, "/etc", "--ro-bind", opt, "/opt", NULL);
  borrow (argv, borrowed);
  /* Some systems have it elsewhere, where nothing could be mounted. */
  if (!g_file_test ("/usr/local", G_FILE_TEST_IS_SYMLINK))
    add (argv, "--bind", local, "/usr/local", NULL);
  add (argv, "--perms", "0755", "--dir", "/home", "--bind", home, inside, NULL);
  add (argv, "--chdir", inside, "--clearenv", "--setenv", "HOME", inside, NULL);
  add (argv, "--setenv", "PATH", "/opt/berth/bin:/usr/sbin:/usr/bin", NULL);
  add (argv, "--setenv", "LANG", "C.UTF-8", NULL);
}

/* What programs with windows read of the system's settings. */
static void
add_screen_files (GStrvBuilder *argv)
{
  static const char *const borrowed[]
    = { "/etc/fonts", "/etc/X11", "/etc/xdg/menus", "/etc/gtk-3.0", "/etc/dbus-1", NULL };

  /* bubblewrap makes what is above a mount for its own eyes only. */
  add (argv, "--perms", "0755", "--dir", "/etc/xdg", NULL);
  borrow (argv, borrowed);
}

/**
 * berth_sandbox_cell_build_argv:
 * @wall: the kind of wall; not %BERTH_SANDBOX_WALL_NONE
 * @folder: the machine's folder, with `etc`, `opt`, `local` and `home` in it
 * @host_name: the machine's name
 * @user: the machine's user
 * @command: what runs inside, with its arguments
 *
 * Returns: (transfer full): the command line that runs @command inside the cell
 */
char **
berth_sandbox_cell_build_argv (BerthSandboxWall wall,
                               const char *folder,
                               const char *host_name,
                               const char *user,
                               const char *const *command)
{
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();

  g_return_val_if_fail (wall != BERTH_SANDBOX_WALL_NONE, NULL);

  add_namespaces (argv, wall, host_name);
  add_system (argv, wall);
  add_own_files (argv, folder, user);
  add_screen_files (argv);
  add (argv, "--", NULL);
  if (wall == BERTH_SANDBOX_WALL_ROOT)
    add (argv, "setpriv", "--reuid=" G_STRINGIFY (BERTH_SANDBOX_CELL_UID),
         "--regid=" G_STRINGIFY (BERTH_SANDBOX_CELL_UID), "--clear-groups",
         "--no-new-privs", NULL);
  g_strv_builder_addv (argv, (const char **) command);
  return g_strv_builder_end (argv);
}

static gboolean
try_wall (BerthSandboxWall wall, GCancellable *cancellable)
{
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  add_namespaces (argv, wall, "probe");
  add_system (argv, wall);
  add (argv, "--", "/bin/true", NULL);
  words = g_strv_builder_end (argv);
  process = g_subprocess_newv (
    (const char *const *) words,
    G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  if (process == NULL)
    return FALSE;
  return dex_await (dex_subprocess_wait_check (process), NULL);
}

static DexFuture *
find_wall_fiber (gpointer data)
{
  static const BerthSandboxWall as_root[]
    = { BERTH_SANDBOX_WALL_ROOT, BERTH_SANDBOX_WALL_USER };
  static const BerthSandboxWall as_user[]
    = { BERTH_SANDBOX_WALL_USER, BERTH_SANDBOX_WALL_USER_SHARED_PROC };
  const BerthSandboxWall *walls = geteuid () == 0 ? as_root : as_user;

  for (guint i = 0; i < 2; i++) {
    if (try_wall (walls[i], data))
      return dex_future_new_for_int (walls[i]);
  }
  return dex_future_new_for_int (BERTH_SANDBOX_WALL_NONE);
}

/**
 * berth_sandbox_cell_find_wall:
 * @cancellable: (nullable): gives up
 *
 * Finds the strongest wall that this system grants, by trying.
 *
 * Returns: (transfer full): a future that resolves to a #BerthSandboxWall as an int
 */
DexFuture *
berth_sandbox_cell_find_wall (GCancellable *cancellable)
{
  g_autofree char *bwrap = g_find_program_in_path ("bwrap");

  if (bwrap == NULL)
    return dex_future_new_for_int (BERTH_SANDBOX_WALL_NONE);
  return berth_future_cancellable (
    berth_future_spawn (find_wall_fiber, cancellable ? g_object_ref (cancellable) : NULL,
                        cancellable ? g_object_unref : NULL),
    cancellable);
}
