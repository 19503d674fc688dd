/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

DexFuture *berth_sandbox_folder_take (const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
