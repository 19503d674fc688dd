/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-ssh-channel.h"
#include "berth-ssh-shell.h"

G_BEGIN_DECLS

BerthSshShell *berth_ssh_shell_new (BerthWorker *worker, guint columns, guint rows);
BerthSshChannel *berth_ssh_shell_get_channel (BerthSshShell *self);

G_END_DECLS
