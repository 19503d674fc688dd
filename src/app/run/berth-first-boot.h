/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Prints what cloud-init says of itself, as JSON where it can, else as text; nothing
 * where the machine has no cloud-init. Old versions know no --format. */
#define BERTH_FIRST_BOOT_COMMAND                                                         \
  "sh -c 'command -v cloud-init >/dev/null 2>&1 || exit 0; "                             \
  "said=$(cloud-init status --format json 2>/dev/null); "                                \
  "if [ -n \"$said\" ]; then echo \"$said\"; else cloud-init status; fi'"

/**
 * BerthFirstBootState:
 * @BERTH_FIRST_BOOT_RUNNING: cloud-init is at work
 * @BERTH_FIRST_BOOT_DONE: it is done, or there is none
 * @BERTH_FIRST_BOOT_FAILED: it ended with an error
 *
 * How far the first boot is.
 */
typedef enum {
  BERTH_FIRST_BOOT_RUNNING,
  BERTH_FIRST_BOOT_DONE,
  BERTH_FIRST_BOOT_FAILED,
} BerthFirstBootState;

BerthFirstBootState
berth_first_boot_parse (const char *text, gsize length, char **detail);

G_END_DECLS
