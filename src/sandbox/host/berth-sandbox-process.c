/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-process.h"

#include "berth-future.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What runs behind a wall: bubblewrap, which has one child, the first process of the
 * wall's own process namespace, whose end is the end of all others in there. */

static void
lead_group (gpointer data)
{
  setpgid (0, 0);
}

/**
 * berth_sandbox_process_launch:
 * @argv: what berth_sandbox_cell_build_argv() made
 * @flags: where its standard streams go
 *
 * Starts what runs behind a wall, in a process group of its own.
 *
 * Returns: (transfer full) (nullable): the process outside of the wall
 */
GSubprocess *
berth_sandbox_process_launch (char **argv, GSubprocessFlags flags, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_set_child_setup (launcher, lead_group, NULL, NULL);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, error);
}

/**
 * berth_sandbox_process_kill:
 *
 * Kills the group: the process inside the wall learns of the death of the one outside
 * only once it has asked for it, which one that has just been started may not have done.
 */
void
berth_sandbox_process_kill (GSubprocess *process)
{
  const char *identifier = g_subprocess_get_identifier (process);

  if (identifier != NULL)
    kill (-atoi (identifier), SIGKILL);
  g_subprocess_force_exit (process);
}

/* Returns: a descriptor that becomes readable when the last process behind the wall is
 * gone, -1 where there is none */
static int
open_inner_end (GSubprocess *process)
{
  const char *identifier = g_subprocess_get_identifier (process);
  g_autofree char *path = NULL;
  g_autofree char *children = NULL;

  if (identifier == NULL)
    return -1;
  path = g_strdup_printf ("/proc/%s/task/%s/children", identifier, identifier);
  if (!g_file_get_contents (path, &children, NULL, NULL) || atoi (children) <= 0)
    return -1;
  return (int) syscall (SYS_pidfd_open, atoi (children), 0);
}

static gboolean
on_inner_end (int fd, GIOCondition condition, gpointer user_data)
{
  dex_promise_resolve_boolean (user_data, TRUE);
  return G_SOURCE_REMOVE;
}

static void
await_inner_end (int fd)
{
  DexPromise *promise = dex_promise_new ();

  g_unix_fd_add_full (G_PRIORITY_DEFAULT, fd, G_IO_IN, on_inner_end, dex_ref (promise),
                      dex_unref);
  dex_await (DEX_FUTURE (promise), NULL);
  close (fd);
}

static DexFuture *
end_fiber (gpointer data)
{
  GSubprocess *process = data;
  const int inner = open_inner_end (process);

  berth_sandbox_process_kill (process);
  dex_await (dex_subprocess_wait_check (process), NULL);
  if (inner >= 0)
    await_inner_end (inner);
  return dex_future_new_true ();
}

/**
 * berth_sandbox_process_end:
 *
 * Kills it.
 *
 * Returns: (transfer full): a future that resolves to %TRUE when nothing behind the wall
 *   runs any more
 */
DexFuture *
berth_sandbox_process_end (GSubprocess *process)
{
  return berth_future_spawn (end_fiber, g_object_ref (process), g_object_unref);
}
