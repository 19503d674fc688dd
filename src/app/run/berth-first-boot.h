/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Parts what cloud-init says from what the desktop's installation does. */
#define BERTH_FIRST_BOOT_MARK "--- desktop ---"

/* Prints what cloud-init says of itself, as JSON where it can, else as text; nothing
 * where the machine has no cloud-init. Old versions know no --format. Below the mark
 * stands what systemd says of the desktop's installation, where there is systemd, and
 * what it says itself, where there is one. */
#define BERTH_FIRST_BOOT_COMMAND                                                         \
  "sh -c 'if command -v cloud-init >/dev/null 2>&1; then "                               \
  "said=$(cloud-init status --format json 2>/dev/null); "                                \
  "if [ -n \"$said\" ]; then echo \"$said\"; else cloud-init status; fi; fi; "           \
  "if [ -r /run/berth/progress.json ]; then "                                            \
  "echo \"" BERTH_FIRST_BOOT_MARK "\"; "                                                 \
  "systemctl is-active berth-first-boot.service 2>/dev/null; "                           \
  "cat /run/berth/progress.json; "                                                       \
  "elif [ -x /usr/local/lib/berth/first-boot ]; then "                                   \
  "echo \"" BERTH_FIRST_BOOT_MARK "\"; echo \"{}\"; fi'"

/**
 * BerthFirstBootState:
 * @BERTH_FIRST_BOOT_RUNNING: cloud-init is at work, or the desktop's installation
 * @BERTH_FIRST_BOOT_DONE: both are done, or there is none
 * @BERTH_FIRST_BOOT_FAILED: one of them ended with an error
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
double berth_first_boot_find_fraction (const char *text);

G_END_DECLS
