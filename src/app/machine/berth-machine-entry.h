/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-account.h"
#include "berth-machine-item.h"
#include "berth-ssh-target.h"

G_BEGIN_DECLS

DexFuture *berth_machine_entry_find (BerthAccount *account,
                                     BerthMachineItem *item,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
