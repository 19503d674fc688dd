/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SSH_SHELL (berth_ssh_shell_get_type ())
G_DECLARE_FINAL_TYPE (BerthSshShell, berth_ssh_shell, BERTH, SSH_SHELL, GObject)

GBytes *berth_ssh_shell_read (BerthSshShell *self, gsize max_bytes);
gsize berth_ssh_shell_get_available (BerthSshShell *self);
void berth_ssh_shell_write (BerthSshShell *self, GBytes *bytes);
void berth_ssh_shell_resize (BerthSshShell *self, guint columns, guint rows);
void berth_ssh_shell_close (BerthSshShell *self);

gboolean berth_ssh_shell_is_closed (BerthSshShell *self);
int berth_ssh_shell_get_exit_status (BerthSshShell *self);

G_END_DECLS
