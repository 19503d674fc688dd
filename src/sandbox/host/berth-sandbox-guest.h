/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BerthSandboxGuest:
 * @host_name: what `hostname` prints
 * @user: the login name
 * @authorized_keys: one public key a line, as in an authorized_keys file
 * @image_label: the image's name, shown in the greeting
 * @gpu_name: (nullable): what `nvidia-smi` shows, such as "Tesla T4"; %NULL where the
 * size has no GPU
 * @gpu_count: how many of them
 * @gpu_memory_mib: memory of one of them
 * @desktop: whether it has a desktop
 * @boot_step_seconds: what a step of a desktop's first boot seems to take
 *
 * What a practice machine looks like from inside.
 */
typedef struct {
  char *host_name;
  char *user;
  char *authorized_keys;
  char *image_label;
  char *gpu_name;
  guint gpu_count;
  guint gpu_memory_mib;
  gboolean desktop;
  double boot_step_seconds;
} BerthSandboxGuest;

#define BERTH_TYPE_SANDBOX_GUEST (berth_sandbox_guest_get_type ())
GType berth_sandbox_guest_get_type (void);

BerthSandboxGuest *berth_sandbox_guest_copy (const BerthSandboxGuest *self);
void berth_sandbox_guest_free (BerthSandboxGuest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthSandboxGuest, berth_sandbox_guest_free)

gboolean berth_sandbox_guest_write_files (const BerthSandboxGuest *self,
                                          const char *folder,
                                          GError **error);

G_END_DECLS
