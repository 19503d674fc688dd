/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-ssh-link.h"

G_BEGIN_DECLS

DexFuture *berth_ssh_command_run (BerthWorker *worker,
                                  BerthSshLink *link,
                                  const char *command,
                                  GBytes *input,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
