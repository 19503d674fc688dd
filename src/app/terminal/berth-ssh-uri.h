/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-ssh-target.h"

G_BEGIN_DECLS

BerthSshTarget *berth_ssh_uri_to_target (const char *uri,
                                         const char *local_user,
                                         const char *key_path,
                                         GError **error);

G_END_DECLS
