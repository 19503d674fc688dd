/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-ssh-key-info.h"

G_BEGIN_DECLS

BerthSshKeyInfo *
berth_ssh_key_info_new (const char *path, guint mode, BerthSshKeyProblem problem);
void berth_ssh_key_info_set_key (BerthSshKeyInfo *self,
                                 BerthSshKeyType key_type,
                                 gboolean encrypted,
                                 const char *public_line,
                                 const char *fingerprint);

G_END_DECLS
