/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-ssh-key-info.h"

G_BEGIN_DECLS

DexFuture *berth_ssh_key_generate (BerthSshKeyType type,
                                   const char *path,
                                   const char *comment,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_ssh_key_save_pem (GBytes *pem,
                                   const char *path,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_ssh_key_inspect (const char *path,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_ssh_key_repair_mode (const char *path, GCancellable *cancellable)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
