/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* The user id that a practice machine's user has inside its cell. */
#define BERTH_SANDBOX_CELL_UID 1000

/**
 * BerthSandboxWall:
 * @BERTH_SANDBOX_WALL_NONE: no wall can be had on this system
 * @BERTH_SANDBOX_WALL_ROOT: mount, process and host name namespaces made as root, then
 * the user's own id
 * @BERTH_SANDBOX_WALL_USER: the same inside a user namespace
 * @BERTH_SANDBOX_WALL_USER_SHARED_PROC: the same, where the kernel refuses a new /proc
 *   because the surrounding one is partly covered
 *
 * How a practice machine is kept from the person's own files and processes.
 */
typedef enum {
  BERTH_SANDBOX_WALL_NONE,
  BERTH_SANDBOX_WALL_ROOT,
  BERTH_SANDBOX_WALL_USER,
  BERTH_SANDBOX_WALL_USER_SHARED_PROC,
} BerthSandboxWall;

char **berth_sandbox_cell_build_argv (BerthSandboxWall wall,
                                      const char *folder,
                                      const char *host_name,
                                      const char *user,
                                      const char *const *command);
DexFuture *
berth_sandbox_cell_find_wall (GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
