/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SSH_TARGET (berth_ssh_target_get_type ())
G_DECLARE_FINAL_TYPE (BerthSshTarget, berth_ssh_target, BERTH, SSH_TARGET, GObject)

BerthSshTarget *berth_ssh_target_new (const char *address,
                                      guint16 port,
                                      const char *user,
                                      const char *key_path,
                                      const char *host_id,
                                      const char *const *expected_fingerprints);

const char *berth_ssh_target_get_address (BerthSshTarget *self);
guint16 berth_ssh_target_get_port (BerthSshTarget *self);
const char *berth_ssh_target_get_user (BerthSshTarget *self);
const char *berth_ssh_target_get_key_path (BerthSshTarget *self);
const char *berth_ssh_target_get_host_id (BerthSshTarget *self);
const char *const *berth_ssh_target_get_expected_fingerprints (BerthSshTarget *self);
char *berth_ssh_target_dup_command_line (BerthSshTarget *self);

G_END_DECLS
