/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-machine-spec.h"

G_BEGIN_DECLS

char *
berth_draft_key_dup_path (const char *folder, BerthMachineSpec *spec, guint attempt);
DexFuture *berth_draft_key_ensure (const char *folder,
                                   BerthMachineSpec *spec,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
