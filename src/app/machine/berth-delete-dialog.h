/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <libdex.h>

#include "berth-account.h"
#include "berth-machine-item.h"

G_BEGIN_DECLS

DexFuture *berth_delete_dialog_ask (BerthAccount *account,
                                    BerthMachineItem *item,
                                    GtkWidget *parent,
                                    GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
