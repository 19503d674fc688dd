/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-future.h"

G_BEGIN_DECLS

DexFuture *berth_ssh_task_run (BerthFiberFunc func,
                               gpointer data,
                               GDestroyNotify data_free,
                               GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
