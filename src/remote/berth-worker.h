/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_WORKER (berth_worker_get_type ())
G_DECLARE_FINAL_TYPE (BerthWorker, berth_worker, BERTH, WORKER, GObject)

typedef void (*BerthWorkerFunc) (gpointer data);

BerthWorker *berth_worker_new (const char *name);

void berth_worker_start (BerthWorker *self,
                         BerthWorkerFunc run,
                         gpointer data,
                         GDestroyNotify data_free);
void berth_worker_push (BerthWorker *self,
                        BerthWorkerFunc func,
                        gpointer data,
                        GDestroyNotify data_free);
void berth_worker_stop (BerthWorker *self);
DexFuture *berth_worker_join (BerthWorker *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean berth_worker_is_current (BerthWorker *self);
gboolean berth_worker_is_stopping (BerthWorker *self);
int berth_worker_get_wake_fd (BerthWorker *self);
void berth_worker_drain (BerthWorker *self);
void berth_worker_report (BerthWorker *self,
                          BerthWorkerFunc func,
                          gpointer data,
                          GDestroyNotify data_free);

G_END_DECLS
