/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

DexFuture *berth_sandbox_tls_prepare (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
char *berth_sandbox_tls_dup_ca_path (const char *folder);

G_END_DECLS
