/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * BerthFiberFunc:
 * @data: (transfer none): what berth_future_spawn() was given; alive until the fiber ends
 */
typedef DexFuture *(*BerthFiberFunc) (gpointer data);

DexFuture *berth_future_spawn (BerthFiberFunc func,
                               gpointer data,
                               GDestroyNotify data_free) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_future_spawn_thread (BerthFiberFunc func,
                                      gpointer data,
                                      GDestroyNotify data_free) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_future_cancellable (DexFuture *future,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_future_reject (GError *error) G_GNUC_WARN_UNUSED_RESULT;

int berth_future_await_fd (DexFuture *future, GError **error);

G_END_DECLS
